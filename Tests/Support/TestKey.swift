import Crypto
import Foundation

/// An Ed25519 key that is the same in every run, in OpenSSH's files.
///
/// For tests alone: whoever knows the name has the key.
public struct TestKey: Sendable {
  public let name: String
  private let key: Curve25519.Signing.PrivateKey

  public init(_ name: String) throws {
    self.name = name
    let seed = SHA256.hash(data: Data("opsgate test key \(name)".utf8))
    key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed))
  }

  /// `ssh-ed25519 AAAA…`, without a comment.
  public var publicLine: String { "ssh-ed25519 " + publicBlob.base64EncodedString() }

  /// As `ssh-keygen -l` prints it.
  public var fingerprint: String {
    let digest = Data(SHA256.hash(data: publicBlob)).base64EncodedString()
    return "SHA256:" + digest.prefix { $0 != "=" }
  }

  private var publicBlob: Data {
    Self.string("ssh-ed25519") + Self.string(key.publicKey.rawRepresentation)
  }

  /// Writes the private key, readable by its owner alone, and the public one beside it.
  ///
  /// - Returns: The path of the private one.
  public func write(to folder: Folder) throws -> String {
    let text = privateFile.base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    try folder.write(
      name,
      "-----BEGIN OPENSSH PRIVATE KEY-----\n\(text)\n-----END OPENSSH PRIVATE KEY-----\n"
    )
    try folder.write("\(name).pub", publicLine + "\n")
    let path = folder.path(name)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return path
  }

  /// The file format of OpenSSH's `PROTOCOL.key`, without a passphrase.
  private var privateFile: Data {
    let publicKey = key.publicKey.rawRepresentation
    var secret = Self.number(7) + Self.number(7) + Self.string("ssh-ed25519")
    secret += Self.string(publicKey) + Self.string(key.rawRepresentation + publicKey)
    secret += Self.string(name)
    var padding: UInt8 = 1
    while !secret.count.isMultiple(of: 8) {
      secret.append(padding)
      padding += 1
    }
    return Data("openssh-key-v1\0".utf8) + Self.string("none") + Self.string("none")
      + Self.string("") + Self.number(1) + Self.string(publicBlob) + Self.string(secret)
  }

  private static func number(_ value: UInt32) -> Data {
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe Data($0) }
  }

  private static func string(_ text: String) -> Data { string(Data(text.utf8)) }

  private static func string(_ data: Data) -> Data { number(UInt32(data.count)) + data }
}
