/// Tags ordered by the first number that differs behind a common beginning.
enum NumberedTag {
  /// How one tag stands to the other; `nil` unless both have a number right behind what they share.
  ///
  /// The number must end at the tag's end or at a sign, so that hexadecimal commit ids (`701ac57`) are no numbers.
  static func standing(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> TagOrder.Standing? {
    let shared = sharedCount(one, two)
    let (left, right) = (one.dropFirst(shared), two.dropFirst(shared))
    let (number, other) = (left.prefix(while: Digits.isDigit), right.prefix(while: Digits.isDigit))
    guard let size = Digits(number), let otherSize = Digits(other) else { return nil }
    let (rest, otherRest) = (left.dropFirst(number.count), right.dropFirst(other.count))
    guard endsNumber(rest), endsNumber(otherRest) else { return nil }
    if size == otherSize, !rest.elementsEqual(otherRest) { return nil }
    return TagOrder.Standing(size, otherSize)
  }

  /// How many bytes both begin with, without those of a number that goes on: 1 for `v19` and `v12`.
  private static func sharedCount(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> Int {
    let shared = zip(one, two).prefix { $0 == $1 }.count
    let digits = one.prefix(shared).reversed().prefix(while: Digits.isDigit).count
    return shared - digits
  }

  private static func endsNumber(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let next = rest.first else { return true }
    return !Digits.isLetterOrDigit(next) && next < 0x80
  }
}
