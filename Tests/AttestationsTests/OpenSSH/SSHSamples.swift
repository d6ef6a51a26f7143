import Attestations
import Foundation
import OpsTestSupport

/// A good signature of a message.
struct SSHSample: Sendable {
  /// The kind of key.
  let name: String
  /// The key's line in a public key file.
  let publicLine: String
  let message: [UInt8]
  let armored: String
}

/// Good signatures by every kind of key and with both hashes, made once for all tests.
enum SSHSamples {
  static func all() throws -> [SSHSample] { try made.get() }

  /// The keys that `ssh-keygen` made.
  static func keys() throws -> [OpenSSH.Key] { try madeKeys.get() }

  static func sample(_ name: String) throws -> SSHSample {
    guard let sample = try all().first(where: { $0.name == name }) else {
      throw ShellError.missing(name)
    }
    return sample
  }

  /// What is signed: the bytes of a record.
  static func message(_ name: String) -> [UInt8] {
    let payload = Array(#"{"_type":"https://in-toto.io/Statement/v1","for":"\#(name)"}"#.utf8)
    return PreAuthenticationEncoding.bytes(type: Envelope.payloadType, body: payload)
  }

  private static let madeKeys = Result {
    try withScratch { folder in
      let openSSH = OpenSSH(folder: folder)
      return [
        try openSSH.makeKey("ed25519", "-t", "ed25519"),
        try openSSH.makeKey("p256", "-t", "ecdsa", "-b", "256"),
        try openSSH.makeKey("p384", "-t", "ecdsa", "-b", "384"),
        try openSSH.makeKey("p521", "-t", "ecdsa", "-b", "521"),
        try openSSH.makeKey("rsa2048", "-t", "rsa", "-b", "2048"),
        try openSSH.makeKey("rsa4096", "-t", "rsa", "-b", "4096"),
        // As many bits as no whole number of bytes has.
        try openSSH.makeKey("rsa2050", "-t", "rsa", "-b", "2050"),
      ]
    }
  }

  private static let made = Result { try softwareSamples() + stockSamples() }

  private static func stockSamples() throws -> [SSHSample] {
    let keys = try keys()
    return try withScratch { folder in
      let openSSH = OpenSSH(folder: folder)
      return try keys.flatMap { key in
        try openSSH.write(key)
        return try ["sha512", "sha256"].map { hash in
          let message = message("\(key.name) \(hash)")
          return SSHSample(
            name: hash == "sha512" ? key.name : "\(key.name) sha256",
            publicLine: key.publicLine,
            message: message,
            armored: try openSSH.sign(message, with: key.name, hash: hash)
          )
        }
      }
    }
  }

  private static func softwareSamples() throws -> [SSHSample] {
    var touched = try SoftwareSecurityKey.ecdsa("touched", application: "ssh:acme")
    touched.flags = 5
    touched.counter = .max
    var untouched = try SoftwareSecurityKey.ed25519("untouched")
    untouched.flags = 0
    let keys = [
      ("sk-ed25519", try SoftwareSecurityKey.ed25519("one"), "sha512"),
      ("sk-ed25519 sha256", untouched, "sha256"),
      ("sk-ecdsa", try SoftwareSecurityKey.ecdsa("one"), "sha512"),
      ("sk-ecdsa sha256", touched, "sha256"),
    ]
    return try keys.map { name, key, hash in
      SSHSample(
        name: name,
        publicLine: Wire.line(ofBlob: key.blob),
        message: message(name),
        armored: try key.sign(message(name), hash: hash).armored
      )
    }
  }
}

extension ShellError {
  static func missing(_ name: String) -> any Error { MissingSample(name: name) }
}

private struct MissingSample: Error { let name: String }
