internal import FoundationEssentials

/// Finds the public half of the key that `user.signingKey` names, as `ssh-keygen -Y sign -f` does.
enum SSHKeyFile {
  /// No file of a key is longer.
  private static let largest = 1 << 16

  /// The public key itself, where the setting is one and not the name of a file.
  static func literal(_ key: String) -> String? {
    if key.hasPrefix("key::") { return String(key.dropFirst("key::".count)) }
    return key.hasPrefix("ssh-") ? key : nil
  }

  /// The public key in the file, in the file beside it, or in front of the private half.
  static func publicLine(ofKeyAt path: String) -> String? {
    for name in [path, path + ".pub"] {
      if let line = text(name).flatMap(firstKey) { return line }
    }
    return text(path).flatMap(lineBeforePrivateHalf)
  }

  private static func text(_ path: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= largest else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func firstKey(_ text: String) -> String? {
    text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      .first { line in
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let blob = Data(base64Encoded: String(words[1])) else {
          return false
        }
        return typeName(Array(blob)) == String(words[0])
      }.map(String.init)
  }

  /// OpenSSH's own format has the public half outside of what the passphrase shuts (`PROTOCOL.key`).
  private static func lineBeforePrivateHalf(_ text: String) -> String? {
    let lines = text.split(whereSeparator: \.isNewline)
    guard lines.first == "-----BEGIN OPENSSH PRIVATE KEY-----",
      let file = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
      file.starts(with: Array("openssh-key-v1\0".utf8))
    else { return nil }
    var rest = Array(file)[15...]
    // Cipher, derivation and its options; then the number of keys.
    guard string(&rest) != nil, string(&rest) != nil, string(&rest) != nil else { return nil }
    rest = rest.dropFirst(4)
    guard let blob = string(&rest), let type = typeName(Array(blob)) else { return nil }
    return "\(type) \(Data(blob).base64EncodedString())"
  }

  private static func typeName(_ blob: [UInt8]) -> String? {
    var rest = blob[...]
    return string(&rest).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func string(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.count >= 4 else { return nil }
    let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length <= rest.count - 4 else { return nil }
    defer { rest = rest.dropFirst(4 + length) }
    return rest.dropFirst(4).prefix(length)
  }
}
