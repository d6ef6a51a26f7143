/// The grammar of a JSON number.
enum JSONNumber {
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: \.isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: \.isDigit)
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return rest.isEmpty }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(\.isDigit)
  }
}

extension UInt8 {
  package var isDigit: Bool { (0x30...0x39).contains(self) }
  package var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
  package var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  /// A byte that a JSON word or number may have, and any that a typing slip would put there.
  var isWordByte: Bool {
    isDigit || isLetter || self >= 0x80 || [0x2B, 0x2D, 0x2E, 0x5F].contains(self)
  }
}
