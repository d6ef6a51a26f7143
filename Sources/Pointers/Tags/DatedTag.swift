/// Tags that begin with a date, ordered by it.
struct DatedTag {
  /// Year, month, day, and as many of hour, minute, second as are written.
  let numbers: [Int]
  let prefix: ArraySlice<UInt8>
  let rest: ArraySlice<UInt8>

  /// - Parameter tag: letters if any, then a date with or without `-`, `.`, `_`, `/` between its parts,
  ///   then a time in the same manner, behind `T`, `-`, `_`, `.` or nothing.
  init?(_ tag: ArraySlice<UInt8>) {
    prefix = tag.prefix { !Digits.isDigit($0) }
    var reader = Reader(text: tag.dropFirst(prefix.count))
    guard let year = reader.number(4, 1000...9999) else { return nil }
    let spaced = reader.separator("-._/")
    guard let month = reader.number(2, 1...12), !spaced || reader.separator("-._/"),
      let day = reader.number(2, 1...31)
    else { return nil }
    let time = reader.time()
    guard reader.text.first.map(Digits.isDigit) != true else { return nil }
    numbers = [year, month, day] + time
    rest = reader.text
  }

  static func standing(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> TagOrder.Standing? {
    guard let one = DatedTag(one), let two = DatedTag(two), one.prefix.elementsEqual(two.prefix)
    else { return nil }
    for (left, right) in zip(one.numbers, two.numbers) where left != right {
      return TagOrder.Standing(left, right)
    }
    guard one.numbers.count == two.numbers.count else { return nil }
    if one.rest.elementsEqual(two.rest) { return .same }
    return NumberedTag.standing(one.rest, two.rest)
  }
}

extension DatedTag {
  fileprivate struct Reader {
    var text: ArraySlice<UInt8>

    /// A number of exactly so many digits within the range; nothing is consumed where there is none.
    mutating func number(_ digits: Int, _ range: ClosedRange<Int>) -> Int? {
      let piece = text.prefix(digits)
      guard piece.count == digits, piece.allSatisfy(Digits.isDigit) else { return nil }
      let value = piece.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      guard range.contains(value) else { return nil }
      text = text.dropFirst(digits)
      return value
    }

    mutating func separator(_ allowed: StaticString) -> Bool {
      guard let first = text.first, allowed.description.utf8.contains(first) else { return false }
      text = text.dropFirst()
      return true
    }

    /// Hour and minute, and second if written; nothing where what follows is no time.
    mutating func time() -> [Int] {
      var ahead = self
      _ = ahead.separator("T-_. ")
      guard let hour = ahead.number(2, 0...23) else { return [] }
      let spaced = ahead.separator(":-")
      guard let minute = ahead.number(2, 0...59) else { return [] }
      var numbers = [hour, minute]
      var further = ahead
      if !spaced || further.separator(":-"), let second = further.number(2, 0...60) {
        numbers.append(second)
        ahead = further
      }
      guard ahead.text.first.map(Digits.isDigit) != true else { return [] }
      self = ahead
      return numbers
    }
  }
}
