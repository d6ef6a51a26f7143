import Crypto
import Foundation

extension Mutation {
  /// A key revocation list of sections as they may be, and nearly as they may be.
  ///
  /// Without extensions, of which versions of OpenSSH think differently.
  mutating func revocationList(_ keys: [String]) -> [UInt8] {
    let blobs = keys.map(Wire.blob)
    var list = RevocationListParts()
    if chance(20) { list.version = 2 }
    if chance(10) { list.comment = one([Array("old keys".utf8), [0x41, 0], [0x41, 0, 0x41]]) }
    for _ in 0..<number(0..<4) { list.sections.append(section(blobs)) }
    return chance(6) ? list.bytes + [UInt8(number(0..<256))] : list.bytes
  }

  private mutating func section(_ blobs: [[UInt8]]) -> (type: UInt8, content: [UInt8]) {
    let blob = one(blobs)
    let names: [[UInt8]] = [
      blob, Array(Insecure.SHA1.hash(data: blob)), Array(SHA256.hash(data: blob)), [], [1, 2, 3],
    ]
    return switch number(0..<12) {
    case 0: (UInt8(one([0, 6, 7, 254])), Wire.string(blob))
    case 1: (UInt8(one([2, 3, 5])), Wire.string(one(names)))
    case 2, 3: (2, Wire.string(blob))
    case 4: (3, Wire.string(names[1]))
    case 5, 6: (5, Wire.string(names[2]) + (chance(4) ? Wire.string(names[2]) : []))
    default: (1, certificates(blobs))
    }
  }

  private mutating func certificates(_ blobs: [[UInt8]]) -> [UInt8] {
    var section = Wire.string(chance(3) ? one(blobs) : chance(12) ? [1] : [])
    section += Wire.string(chance(10) ? "reserved" : "")
    for _ in 0..<number(0..<3) {
      let (type, content) = certificatesPart()
      section += [type] + Wire.string(content + (chance(12) ? [0] : []))
    }
    return section
  }

  private mutating func certificatesPart() -> (UInt8, [UInt8]) {
    let serials = [0, 1, 2, 9, UInt64.max - 1, .max]
    let bits: [[UInt8]] = [
      [], [0], [1], [2], [3], [0x80], [0, 0x80], [0, 0, 1], [0x7f, 0xff], [1, 0],
    ]
    return switch number(0..<6) {
    case 0: (0x20, Wire.number64(one(serials)) + Wire.number64(one(serials)))
    case 1, 2: (0x21, Wire.number64(one(serials)) + Wire.number64(one(serials)))
    case 3, 4: (0x22, Wire.number64(one(serials)) + Wire.string(one(bits)))
    default:
      (
        UInt8(one([0x23, 0x23, 0x24, 0x1f])),
        Wire.string(one([[], [0x41], [0x41, 0], [0x41, 0, 0x41]]))
      )
    }
  }
}
