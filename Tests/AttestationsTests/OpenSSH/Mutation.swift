import Foundation
import OpsTestSupport

/// Spoils bytes, the same in every run with the same seed.
struct Mutation {
  var random: SeededGenerator

  init(_ seed: Int) { random = SeededGenerator(seed: UInt64(seed)) }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func chance(_ one: Int) -> Bool { number(0..<one) == 0 }

  mutating func one<Element>(_ choices: [Element]) -> Element { choices[number(0..<choices.count)] }

  /// One accident in a place: bits, bytes, lengths, pieces lost, doubled or put in.
  mutating func bytes(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8(number(0..<256))] }
    var bytes = bytes
    let place = number(0..<bytes.count)
    switch number(0..<9) {
    case 0: bytes[place] ^= 1 << UInt8(number(0..<8))
    case 1: bytes[place] = one([0, 1, 0x7f, 0x80, 0xff])
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + number(1..<5)))
    case 3:
      bytes.insert(
        contentsOf: Array(repeating: one([0, 1, 0xff]), count: number(1..<5)),
        at: place
      )
    case 4: bytes.removeLast(number(0..<bytes.count))
    case 5: bytes += Array(repeating: UInt8(number(0..<256)), count: number(1..<6))
    case 6: length(&bytes)
    case 7: bytes.swapAt(place, number(0..<bytes.count))
    default:
      let piece = bytes[place..<min(bytes.count, place + number(1..<40))]
      bytes.insert(contentsOf: piece, at: number(0..<bytes.count))
    }
    return bytes
  }

  /// Something that looks like the length of a string, changed.
  private mutating func length(_ bytes: inout [UInt8]) {
    let places = bytes.indices.dropLast(4).filter { bytes[$0] == 0 && bytes[$0 + 1] == 0 }
    guard !places.isEmpty else { return }
    let place = one(places)
    let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    let value = one([length &+ 1, length &- 1, 0, .max, 0x7fff_ffff, 0x8000_0000, length &* 256])
    bytes.replaceSubrange(place..<(place + 4), with: Wire.number(value))
  }

  /// One accident in a text, which stays ASCII.
  mutating func text(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let place = number(0..<bytes.count)
    let letter = one(Array(" \t\r\n\u{b}\u{c}#=,\"\\-+/*?!AZz09\0".utf8))
    switch number(0..<5) {
    case 0: bytes[place] = letter
    case 1: bytes.insert(letter, at: place)
    case 2: bytes.remove(at: place)
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + number(1..<80)))
    default: bytes[place] = one(Array("ABCDabcd0123+/=".utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
