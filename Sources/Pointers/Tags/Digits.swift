/// A whole number of any length, as its digits without leading zeros: versions overflow every machine's integer.
struct Digits: Comparable {
  let digits: ArraySlice<UInt8>

  /// - Parameter text: one or more digits; `nil` for anything else.
  init?(_ text: ArraySlice<UInt8>) {
    guard !text.isEmpty, text.allSatisfy(Self.isDigit) else { return nil }
    digits = text.drop { $0 == UInt8(ascii: "0") }
  }

  static func == (one: Digits, other: Digits) -> Bool { one.digits.elementsEqual(other.digits) }

  static func < (one: Digits, other: Digits) -> Bool {
    if one.digits.count != other.digits.count { return one.digits.count < other.digits.count }
    return one.digits.lexicographicallyPrecedes(other.digits)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a)
  }
}
