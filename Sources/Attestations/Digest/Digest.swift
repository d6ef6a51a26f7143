import Crypto

/// SHA-256 as records write it: `sha256:` and 64 lower-case hexadecimal digits.
enum Digest {
  private static let prefix = "sha256:"

  static func sha256(_ bytes: [UInt8]) -> String {
    prefix + Hex.digits(SHA256.hash(data: bytes))
  }

  static func isDigest(_ text: String) -> Bool {
    text.hasPrefix(prefix) && Hex.isLowerCase(text.utf8.dropFirst(prefix.utf8.count), count: 64)
  }
}

/// Lower-case hexadecimal digits, the only ones that records write.
enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  static func digits(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]] }
    return String(decoding: text, as: UTF8.self)
  }

  static func isLowerCase(_ bytes: some Collection<UInt8>, count: Int) -> Bool {
    bytes.count == count
      && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
