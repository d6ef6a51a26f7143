import Crypto

/// What a FIDO security key signs about itself beside the message (OpenSSH's `PROTOCOL.u2f`).
///
/// Like `ssh-keygen -Y verify`, opsgate does not ask that somebody touched the key: whoever made it
/// (`ssh-keygen -O no-touch-required`) decided that.
public struct SecurityKeyState: Hashable, Sendable {
  public let flags: UInt8
  /// How many signatures the security key has made, as it counts.
  public let counter: UInt32

  /// Whether somebody touched the security key.
  public var isUserPresent: Bool { flags & 0x01 != 0 }
  /// Whether somebody proved to the security key who they are, with a PIN or a finger.
  public var isUserVerified: Bool { flags & 0x04 != 0 }

  init(_ reader: inout SSHReader) throws(SSHMistake) {
    flags = try reader.byte("the security key's flags")
    counter = try reader.number32("the security key's counter")
  }

  /// What the security key signs in place of the bytes.
  func signedBytes(_ bytes: [UInt8], application: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: application)) + [flags] + SSHWriter.number(counter)
      + Array(SHA256.hash(data: bytes))
  }
}
