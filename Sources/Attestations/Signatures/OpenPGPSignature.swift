/// A detached signature as `gpg --armor --detach-sign` makes it, read as far as it must be to hand it on.
///
/// What GnuPG gets to see is one whole packet of a version, kind and algorithm that every GnuPG knows, so that its
/// answer does not depend on how it takes odd ones.
public struct OpenPGPSignature: Sendable {
  /// The signature without armor.
  public let packet: [UInt8]
  /// What it is a signature with: the number of the digest (RFC 9580, section 9.5).
  let digest: Int
  /// The keys that it names as its own, in capital hexadecimal digits: fingerprints and their ends.
  let namedKeys: Set<String>

  /// No signature by a key of today is longer.
  private static let largest = 1 << 16

  /// Reads the text that `gpg` writes.
  ///
  /// - Parameter armored: Exactly one armor with one signature, with at most a newline behind it.
  /// - Throws: Why it is no signature that counts.
  public init(armored: String) throws(OpenPGPMistake) {
    guard armored.utf8.count <= Self.largest else {
      throw OpenPGPMistake("the signature is longer than \(Self.largest) bytes", .looseArmor)
    }
    var armor = OpenPGPArmor(Array(armored.utf8), of: "PGP SIGNATURE")
    if !armored.hasPrefix("-----BEGIN PGP "), armored.contains("-----BEGIN PGP ") {
      throw OpenPGPMistake("something stands before the armor", .textOutsideArmor)
    }
    let blob = try armor.block()
    if armor.line.isEmpty { armor.skipLine() }
    guard armor.isAtEnd else {
      throw OpenPGPMistake("something follows behind the armor", .textOutsideArmor)
    }
    try self.init(blob: blob)
  }

  /// Reads what is in the armor.
  public init(blob: [UInt8]) throws(OpenPGPMistake) {
    var reader = OpenPGPReader(blob)
    let packet = try reader.packet()
    guard packet.tag == 2, reader.isAtEnd else {
      throw OpenPGPMistake("the armor must hold one signature and nothing else", .otherPackets)
    }
    var body = OpenPGPReader(packet.body)
    try Self.checkVersion(try body.number(1, Self.name))
    try Self.checkKind(try body.number(1, Self.name))
    let algorithm = try body.number(1, Self.name)
    digest = try body.number(1, Self.name)
    try Self.checkDigest(digest)
    var named: Set<String> = []
    for _ in 0..<2 {
      let area = try body.bytes(try body.number(2, Self.name), Self.name)
      named.formUnion(try Self.namedKeys(area))
    }
    // The first bytes of the digest, for speed.
    _ = try body.bytes(2, Self.name)
    try Self.checkNumbers(&body, algorithm)
    namedKeys = named
    self.packet = blob
  }

  private static let name = "the signature"

  private static func checkVersion(_ version: Int) throws(OpenPGPMistake) {
    guard version == 4 else {
      throw OpenPGPMistake(
        "the signature has the version \(version), and must have 4",
        .otherVersion
      )
    }
  }

  private static func checkKind(_ kind: Int) throws(OpenPGPMistake) {
    guard kind == 0 else {
      let what = kind == 1 ? "a text, whose ends of lines do not count" : "no document"
      throw OpenPGPMistake("it is a signature of \(what)", .notOfBytes)
    }
  }

  private static func checkDigest(_ digest: Int) throws(OpenPGPMistake) {
    // SHA-256, SHA-384, SHA-512, SHA-224.
    guard !(8...11).contains(digest) else { return }
    let names = [1: "MD5", 2: "SHA-1", 3: "RIPEMD-160"]
    let what = names[digest].map { "\($0), which can be forged" } ?? "the digest number \(digest)"
    throw OpenPGPMistake("the signature is of \(what)", .weakDigest)
  }

  private static func checkNumbers(
    _ body: inout OpenPGPReader,
    _ algorithm: Int
  ) throws(OpenPGPMistake) {
    // RSA has one number; ECDSA and EdDSA have two.
    guard let count = [1: 1, 3: 1, 19: 2, 22: 2][algorithm] else {
      throw OpenPGPMistake("the algorithm number \(algorithm) is not taken", .otherAlgorithm)
    }
    for _ in 0..<count {
      guard try body.integer(name).isCanonical else {
        throw OpenPGPMistake("a number of the signature is not in its one form", .paddedNumber)
      }
    }
    guard body.isAtEnd else {
      throw OpenPGPMistake("the signature has something behind its numbers", .brokenSubpackets)
    }
  }

  private static func namedKeys(_ area: ArraySlice<UInt8>) throws(OpenPGPMistake) -> Set<String> {
    var reader = OpenPGPReader(area)
    var named: Set<String> = []
    do throws(OpenPGPMistake) {
      while !reader.isAtEnd {
        var subpacket = OpenPGPReader(try reader.piece(name))
        let type = try subpacket.number(1, name) & 0x7f
        // The issuer's key ID; the version and fingerprint of the issuer.
        if type == 16 { named.insert(subpacket.rest.hexadecimal) }
        if type == 33 { named.insert(subpacket.rest.dropFirst().hexadecimal) }
      }
    } catch {
      throw OpenPGPMistake("the parts of the signature do not fit together", .brokenSubpackets)
    }
    return named
  }
}

extension Sequence<UInt8> {
  /// Two capital digits for each byte, as GnuPG prints fingerprints.
  var hexadecimal: String {
    reduce(into: "") { text, byte in
      let digits = String(byte, radix: 16, uppercase: true)
      text += byte < 16 ? "0" + digits : digits
    }
  }
}
