import Crypto

/// A signature on a key, read as far as it takes to see what it stands behind.
struct OpenPGPKeySignature {
  static let (keyRevocation, subkeyRevocation) = (0x20, 0x28)

  /// What it says (RFC 9580, section 5.2.1): `0x18` binds a subkey.
  let kind: Int
  /// The number of the digest, and its first two bytes.
  private let digest: (number: Int, start: [UInt8])?
  /// Its own part of what is signed.
  private let signed: [UInt8]

  /// - Throws: Where it is cut off, or of a version that no GnuPG of today reads.
  init(_ packet: OpenPGPPacket) throws(OpenPGPMistake) {
    var reader = OpenPGPReader(packet.body)
    let version = try reader.number(1, Self.name)
    guard (2...4).contains(version) else {
      throw OpenPGPMistake("a signature of the key has the version \(version), and must have 4")
    }
    // The older ones have the length of what is signed in front, which is always 5.
    if version < 4 { _ = try reader.number(1, Self.name) }
    kind = try reader.number(1, Self.name)
    guard version == 4 else {
      digest = nil
      signed = []
      return
    }
    _ = try reader.number(1, Self.name)
    let number = try reader.number(1, Self.name)
    let area = try reader.number(2, Self.name)
    _ = try reader.bytes(area, Self.name)
    let own = Array(packet.body.prefix(area + 6))
    let length = (0..<4).reversed().map { UInt8(truncatingIfNeeded: own.count >> ($0 * 8)) }
    signed = own + [4, 0xff] + length
    _ = try reader.bytes(try reader.number(2, Self.name), Self.name)
    digest = (number, Array(try reader.bytes(2, Self.name)))
  }

  private static let name = "a signature of the key"

  var isRevocation: Bool { kind == Self.keyRevocation || kind == Self.subkeyRevocation }

  /// Whether it may be of these keys: GnuPG says whether it is, and of what else it makes nothing.
  func mayBe(of keys: [UInt8]) -> Bool {
    guard let digest, let whole = Self.digest(keys + signed, number: digest.number) else {
      return false
    }
    return whole.prefix(2) == digest.start[...]
  }

  /// `nil` for digests that revocations are not made with.
  private static func digest(_ bytes: [UInt8], number: Int) -> [UInt8]? {
    switch number {
    case 2: Array(Insecure.SHA1.hash(data: bytes))
    case 8: Array(SHA256.hash(data: bytes))
    case 9: Array(SHA384.hash(data: bytes))
    case 10: Array(SHA512.hash(data: bytes))
    default: nil
    }
  }
}
