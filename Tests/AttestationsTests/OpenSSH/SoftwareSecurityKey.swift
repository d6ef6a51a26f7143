import Crypto
import Foundation

/// A FIDO security key that is none: it signs as OpenSSH's `PROTOCOL.u2f` says, in software.
struct SoftwareSecurityKey: Sendable {
  enum Kind: Sendable {
    case ed25519(Curve25519.Signing.PrivateKey)
    case ecdsa(P256.Signing.PrivateKey)
  }

  let kind: Kind
  let application: String
  var flags: UInt8 = 1
  var counter: UInt32 = 7

  static func ed25519(_ name: String, application: String = "ssh:") throws -> SoftwareSecurityKey {
    let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed(name))
    return SoftwareSecurityKey(kind: .ed25519(key), application: application)
  }

  static func ecdsa(_ name: String, application: String = "ssh:") throws -> SoftwareSecurityKey {
    let key = try P256.Signing.PrivateKey(rawRepresentation: seed(name))
    return SoftwareSecurityKey(kind: .ecdsa(key), application: application)
  }

  private static func seed(_ name: String) -> Data {
    Data(SHA256.hash(data: Data("opsgate security key \(name)".utf8)))
  }

  var type: String {
    switch kind {
    case .ed25519: "sk-ssh-ed25519@openssh.com"
    case .ecdsa: "sk-ecdsa-sha2-nistp256@openssh.com"
    }
  }

  var blob: [UInt8] {
    let key: [UInt8] =
      switch kind {
      case .ed25519(let key): Wire.string(Array(key.publicKey.rawRepresentation))
      case .ecdsa(let key):
        Wire.string("nistp256") + Wire.string(Array(key.publicKey.x963Representation))
      }
    return Wire.string(type) + key + Wire.string(application)
  }

  /// A signature in the armor's parts.
  func sign(
    _ message: [UInt8],
    namespace: String = "opsgate",
    hash: String = "sha512"
  ) throws -> SignatureParts {
    let signed = signedBytes(message, namespace: namespace, hash: hash)
    let authenticator = Array(SHA256.hash(data: Data(application.utf8))) + state
    let numbers = try numbers(authenticator + Array(SHA256.hash(data: signed)))
    let signature = Wire.string(type) + Wire.string(numbers) + state
    return SignatureParts(key: blob, namespace: namespace, hash: hash, signature: signature)
  }

  /// A signature as a browser makes it, around a JSON text that holds the challenge.
  func signInBrowser(_ message: [UInt8]) throws -> SignatureParts {
    let challenge = Data(signedBytes(message, namespace: "opsgate", hash: "sha512"))
      .base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
        "=",
        with: ""
      )
    let origin = "https://acme.example"
    let client = #"{"type":"webauthn.get","challenge":"\#(challenge)","origin":"\#(origin)"}"#
    let authenticator = Array(SHA256.hash(data: Data(application.utf8))) + state
    let numbers = try numbers(authenticator + Array(SHA256.hash(data: Data(client.utf8))))
    let signature =
      Wire.string("webauthn-" + type) + Wire.string(numbers) + state + Wire.string(origin)
      + Wire.string(client) + Wire.string("")
    return SignatureParts(key: blob, signature: signature)
  }

  private var state: [UInt8] { [flags] + Wire.number(counter) }

  private func numbers(_ bytes: [UInt8]) throws -> [UInt8] {
    switch kind {
    case .ed25519(let key): return Array(try key.signature(for: bytes))
    case .ecdsa(let key):
      let raw = Array(try key.signature(for: bytes).rawRepresentation)
      return Wire.integer(raw.prefix(32)) + Wire.integer(raw.suffix(32))
    }
  }

  private func signedBytes(_ message: [UInt8], namespace: String, hash: String) -> [UInt8] {
    let digest =
      hash == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
    return Array("SSHSIG".utf8) + Wire.string(namespace) + Wire.string("") + Wire.string(hash)
      + Wire.string(digest)
  }
}
