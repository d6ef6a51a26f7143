import Foundation

/// A signature and a message that were good once.
struct SpoiledOpenPGP: Sendable {
  var armored: String
  var message: [UInt8]
}

extension Mutation {
  /// Spoils a signature somewhere: its armor, its bytes, one of its parts, or what it is held against.
  mutating func spoil(_ sample: OpenPGPSample, others: [OpenPGPSample]) -> SpoiledOpenPGP {
    var spoiled = SpoiledOpenPGP(armored: sample.armored, message: sample.message)
    let blob = OpenPGPText.blob(sample.armored)
    switch number(0..<10) {
    case 0, 1, 2: spoiled.armored = OpenPGPText.armor(bytes(blob))
    case 3: spoiled.armored = openPGPArmor(sample.armored, blob)
    case 4: spoiled.armored = text(sample.armored)
    case 5: openPGPMessage(&spoiled, others)
    case 6: spoiled.armored = OpenPGPText.armor(framed(blob, OpenPGPText.blob(one(others).armored)))
    default:
      guard blob.first.map({ $0 & 0xfc == 0x88 }) == true else { return spoiled }
      spoiled.armored = OpenPGPText.armor(part(blob, OpenPGPText.blob(one(others).armored)))
    }
    return spoiled
  }

  private mutating func openPGPMessage(_ spoiled: inout SpoiledOpenPGP, _ others: [OpenPGPSample]) {
    switch number(0..<4) {
    case 0: spoiled.message = one(others).message
    case 1: spoiled.message += one([[0x0a], [0x0d, 0x0a], [0x20], [0]])
    default: spoiled.message = bytes(spoiled.message)
    }
  }

  private mutating func openPGPArmor(_ text: String, _ blob: [UInt8]) -> String {
    switch number(0..<15) {
    case 0: return OpenPGPText.armor(blob, width: number(1..<200))
    case 1: return String(text.dropLast())
    case 2: return text + one(["\n", "\n\n", " ", "x\n", text, "-----END PGP SIGNATURE-----\n"])
    case 3: return one(["\n", " ", "x\n", text, "-----BEGIN PGP MESSAGE-----\n"]) + text
    case 4: return text.replacing("\n", with: "\r\n")
    case 5: return text.replacing("\n", with: " \n", maxReplacements: number(1..<7))
    case 6: return text.replacing("\n\n", with: "\n")
    case 7: return text.replacing("\n\n", with: one(["\nVersion: 1\n\n", "\nComment: \u{e9}\n\n"]))
    case 8:
      return text.replacing("\n\n", with: one(["\nHash: SHA1\n\n", "\nX-Odd: 1\n\n", "\n \n"]))
    case 9: return text.replacing(OpenPGPText.checksum(blob), with: "")
    case 10: return text.replacing(OpenPGPText.checksum(blob), with: OpenPGPText.checksum([1]))
    case 11: return OpenPGPText.armor(blob, kind: one(["MESSAGE", "PUBLIC KEY BLOCK", "SIGNED"]))
    case 12:
      return text.replacing("-----BEGIN", with: one(["----BEGIN", "- -----BEGIN", "-----begin"]))
    case 13:
      return text.replacing("-----END", with: one(["-----END\t", "----END", "=AAAA\n-----END"]))
    default: return text.replacing("=", with: one(["", "==", "="]))
    }
  }

  /// Other headers around the same packet, and other packets around it.
  private mutating func framed(_ blob: [UInt8], _ other: [UInt8]) -> [UInt8] {
    guard blob.first.map({ $0 & 0x40 == 0 }) == true else { return blob }
    let body = OpenPGPParts.body(blob)
    let length = body.count
    switch number(0..<10) {
    case 0: return [0x8a] + OpenPGPParts.bytes(length, 4) + body
    case 1: return [0x89] + OpenPGPParts.bytes(length, 2) + body
    case 2: return [0x8b] + body
    case 3: return [0xc2, 0xff] + OpenPGPParts.bytes(length, 4) + body
    case 4 where length >= 192 && length < 8384:
      return [0xc2] + OpenPGPParts.bytes(length - 192 + 0xc000, 2) + body
    case 5: return [0xc2, 0xe6] + body
    case 6: return [0xca, 3] + Array("PGP".utf8) + blob
    case 7: return blob + one([other, blob, [0xca, 3] + Array("PGP".utf8), [0xd5, 1, 0]])
    case 8: return other + blob
    default: return [0xc2, 0xff] + OpenPGPParts.bytes(length + number(-2..<3), 4) + body
    }
  }

  /// One part of the signature is another.
  private mutating func part(_ blob: [UInt8], _ other: [UInt8]) -> [UInt8] {
    var parts = OpenPGPParts(packet: blob)
    let others = other.first.map { $0 & 0xfc == 0x88 } == true ? OpenPGPParts(packet: other) : parts
    switch number(0..<14) {
    case 0: parts.head[0] = one([0, 2, 3, 5, 6])
    case 1: parts.head[1] = one([1, 2, 0x10, 0x13, 0x18, 0x20, 0x40, 0xff])
    case 2: parts.head[2] = one([1, 2, 3, 16, 17, 19, 22, 27, 100])
    case 3: parts.head[3] = one([0, 1, 2, 3, 8, 9, 10, 11, 12, 100])
    case 4: (parts.hashed, parts.unhashed) = (parts.unhashed, parts.hashed)
    case 5: parts.unhashed = one([[], others.unhashed, parts.hashed, others.hashed])
    case 6: parts.unhashed += subpacket()
    case 7: parts.hashed += subpacket()
    case 8: parts.unhashed = bytes(parts.unhashed)
    case 9: parts.hashed = bytes(parts.hashed)
    case 10: parts.tail = one([others.tail, bytes(parts.tail)])
    case 11: parts.tail[number(0..<2)] ^= 1
    case 12: parts.tail = padded(parts.tail)
    default: parts.hashed = one([[], others.hashed, parts.subpackets.reversed().flatMap(\.self)])
    }
    return parts.packet
  }

  /// The first number with a zero in front, or with one bit too many.
  private mutating func padded(_ tail: [UInt8]) -> [UInt8] {
    let bits = Int(tail[2]) << 8 | Int(tail[3])
    let number = Array(tail[4...])
    return tail.prefix(2)
      + (chance(2)
        ? OpenPGPParts.bytes(bits + 8, 2) + [0] + number
        : OpenPGPParts.bytes(min(bits + number0(bits), 0xffff), 2) + number)
  }

  /// As many bits more as the same bytes could have.
  private func number0(_ bits: Int) -> Int { bits.isMultiple(of: 8) ? 0 : 8 - bits % 8 }

  /// Something that a signature may say: of any type, known or not, also such that must be understood.
  private mutating func subpacket() -> [UInt8] {
    let type = UInt8(one([2, 3, 4, 5, 7, 9, 16, 20, 21, 24, 26, 28, 29, 31, 32, 33, 35, 39, 99]))
    let content = (0..<number(0..<24)).map { _ in UInt8(number(0..<256)) }
    let critical: UInt8 = chance(2) ? 0x80 : 0
    return chance(4)
      ? [0xff] + OpenPGPParts.bytes(content.count + 1, 4) + [type | critical] + content
      : [UInt8(content.count + 1), type | critical] + content
  }
}
