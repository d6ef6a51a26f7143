import Attestations
import Foundation
import OpsTestSupport

/// A signature by stock `gpg`, of a message.
struct OpenPGPSample: Sendable {
  /// What is special of it.
  let name: String
  let message: [UInt8]
  let armored: String
}

/// Keys of every kind with signatures by them, made once for all tests.
struct OpenPGPSamples: Sendable {
  /// Armored public keys by their names, as they are when all has happened to them.
  let keys: [String: String]
  /// The primary keys' fingerprints.
  let fingerprints: [String: String]
  /// Made while the keys were good.
  let signatures: [OpenPGPSample]

  /// When things are checked: 2 March 2026, 09:00 UTC.
  static let time = 1_772_442_000

  static func all() throws -> OpenPGPSamples { try made.get() }

  func sample(_ name: String) throws -> OpenPGPSample {
    guard let sample = signatures.first(where: { $0.name == name }) else {
      throw ShellError.missing(name)
    }
    return sample
  }

  func key(_ name: String) throws -> String {
    guard let key = keys[name] else { throw ShellError.missing(name) }
    return key
  }

  /// The keys as a repository has them, a file for each.
  func openPGPKeys(_ names: [String]? = nil) throws -> OpenPGPKeys {
    let wanted = (names ?? Array(keys.keys)).sorted()
    return try OpenPGPKeys(
      files: wanted.map { (path: "\($0).asc", bytes: Array(try key($0).utf8)) }
    )
  }

  /// What is signed: the bytes of a record.
  static func message(_ name: String) -> [UInt8] {
    let payload = Array(#"{"_type":"https://in-toto.io/Statement/v1","for":"\#(name)"}"#.utf8)
    return PreAuthenticationEncoding.bytes(type: Envelope.payloadType, body: payload)
  }

  private static let made = Result {
    try withGnuPG { home in
      var maker = OpenPGPSampleMaker(home: home)
      return try maker.make()
    }
  }
}
