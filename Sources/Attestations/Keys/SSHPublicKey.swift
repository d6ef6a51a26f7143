import Crypto
import FoundationEssentials

/// A public key of OpenSSH's, compared by the bytes of its blob.
public struct SSHPublicKey: Sendable {
  /// The key as it is on the wire, and in base64 in files.
  public let blob: [UInt8]
  public let kind: SSHKeyKind
  /// What a security key's signatures are for (`ssh:`), as it is in the blob; `nil` for other keys.
  let application: [UInt8]?
  let material: SSHKeyMaterial

  /// Reads a blob.
  ///
  /// - Throws: Where it is no key, one of a kind that is not taken, or not written in the one way.
  public init(blob: [UInt8]) throws(SSHMistake) {
    var reader = SSHReader(blob)
    let kind = try SSHKeyKind(named: try reader.text("the key's type"))
    material = try SSHKeyMaterial(kind, &reader)
    application = kind.isSecurityKey ? Array(try reader.name("the key's application")) : nil
    try reader.finish("the key")
    self.kind = kind
    self.blob = blob
  }

  /// Reads a key as public key files have it: `ssh-ed25519 AAAA… comment`; what follows the first line is not read.
  ///
  /// - Throws: Where it is no such line; options in front of the key are not taken.
  public init(line: String) throws(SSHMistake) {
    var words = KeyFileLine(Array(line.utf8).prefix { $0 != UInt8(ascii: "\n") }, number: 1)
    self = try words.key()
  }

  /// The type's name: `ssh-ed25519`.
  public var type: String { kind.rawValue }

  /// The one name of the key, as `ssh-keygen -l` prints it: `SHA256:` and base64 without padding.
  public var fingerprint: String {
    let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
    return "SHA256:" + digest.prefix { $0 != "=" }
  }

  /// Type and base64, as files have it, without a comment.
  public var line: String { "\(type) \(Data(blob).base64EncodedString())" }
}

extension SSHPublicKey: Hashable {
  public static func == (one: SSHPublicKey, other: SSHPublicKey) -> Bool { one.blob == other.blob }

  public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}

extension SSHPublicKey: CustomStringConvertible {
  public var description: String { "\(type) \(fingerprint)" }
}
