/// What names a public key in the policy file: `SHA256:…` as `ssh-keygen -l` prints it, or `openpgp:…`.
public struct KeyFingerprint: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable { case ssh, openpgp }

  public let kind: Kind
  /// In the one spelling that is compared: base64 without padding, or upper-case hexadecimal digits.
  public let digest: String

  /// - Parameter text: `SHA256:` and 43 characters of base64, or `openpgp:` and 40 or 64 hexadecimal digits.
  public init?(_ text: String) {
    if let digest = text.rest(behind: "SHA256:") {
      let unpadded = digest.hasSuffix("=") ? String(digest.dropLast()) : digest
      guard unpadded.utf8.count == 43, unpadded.utf8.allSatisfy(\.isBase64) else { return nil }
      (kind, self.digest) = (.ssh, unpadded)
    } else if let digest = text.rest(behind: "openpgp:") {
      guard [40, 64].contains(digest.utf8.count), digest.utf8.allSatisfy(\.isHexDigit) else {
        return nil
      }
      (kind, self.digest) = (.openpgp, digest.uppercased())
    } else {
      return nil
    }
  }

  public var description: String { (kind == .ssh ? "SHA256:" : "openpgp:") + digest }
}

extension String {
  fileprivate func rest(behind prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

extension UInt8 {
  fileprivate var isBase64: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "+"), UInt8(ascii: "/"): true
    default: false
    }
  }

  fileprivate var isHexDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }
}
