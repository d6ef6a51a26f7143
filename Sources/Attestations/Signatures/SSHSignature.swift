import Crypto

/// A detached signature as `ssh-keygen -Y sign` makes it (OpenSSH's `PROTOCOL.sshsig`).
public struct SSHSignature: Sendable {
  /// What the message is hashed with before it is signed.
  public enum Hash: String, CaseIterable, Hashable, Sendable { case sha256, sha512 }

  /// The key that the signature names; whether it made it, ``verifies(_:namespace:)`` says.
  public let key: SSHPublicKey
  /// What the signature is for.
  public let namespace: String
  public let hash: Hash
  /// What a FIDO security key says of itself; `nil` for other keys.
  public var securityKey: SecurityKeyState? { body.securityKey }
  private let body: SSHSignatureBody

  /// Reads the text that `ssh-keygen` writes.
  ///
  /// - Parameter armored: Exactly one armor, with at most a newline behind it.
  /// - Throws: Why it is no signature that counts.
  public init(armored: String) throws(SSHMistake) {
    try self.init(blob: try SSHArmor.blob(armored))
  }

  /// Reads what is in the armor.
  public init(blob: [UInt8]) throws(SSHMistake) {
    var reader = SSHReader(blob)
    guard try reader.bytes(6, "the signature").elementsEqual(Self.magic) else {
      throw SSHMistake("it does not begin as an SSH signature does")
    }
    try Self.checkVersion(try reader.number32("the version"))
    key = try SSHPublicKey(blob: Array(try reader.string("the key")))
    namespace = try reader.text("the namespace")
    guard try reader.string("a reserved field").isEmpty else {
      throw SSHMistake("the reserved field, which is not signed, is not empty", .reservedField)
    }
    let name = try reader.text("the name of the hash")
    guard let hash = Hash(rawValue: name) else {
      throw SSHMistake("the hash is '\(name.excerpt)', and must be sha256 or sha512")
    }
    self.hash = hash
    body = try SSHSignatureBody(try reader.string("the signature"), of: key)
    try reader.finish("the signature")
  }

  /// Whether the key signed these very bytes for this namespace.
  ///
  /// - Parameters:
  ///   - message: The whole message.
  ///   - namespace: What the signature must be for; never empty.
  /// - Returns: `false` also where the signature is for another namespace.
  public func verifies(_ message: [UInt8], namespace: String) -> Bool {
    guard !namespace.isEmpty, namespace.utf8.elementsEqual(self.namespace.utf8) else {
      return false
    }
    return body.verifies(signedBytes(message))
  }

  private static let magic = Array("SSHSIG".utf8)

  private static func checkVersion(_ version: UInt32) throws(SSHMistake) {
    guard version != 1 else { return }
    let message = "the signature has the version \(version), and only 1 is known"
    throw SSHMistake(message, version == 0 ? .versionZero : nil)
  }

  /// What the key signs in place of the message.
  private func signedBytes(_ message: [UInt8]) -> [UInt8] {
    let digest: [UInt8] =
      switch hash {
      case .sha256: Array(SHA256.hash(data: message))
      case .sha512: Array(SHA512.hash(data: message))
      }
    return Self.magic + SSHWriter.string(namespace.utf8) + SSHWriter.string([])
      + SSHWriter.string(hash.rawValue.utf8) + SSHWriter.string(digest)
  }
}
