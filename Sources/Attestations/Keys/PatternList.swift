/// OpenSSH's patterns behind commas: `*` and `?` stand for any characters, `!` in front excludes (`ssh_config(5)`,
/// "PATTERNS").
struct PatternList {
  private let patterns: [ArraySlice<UInt8>]

  init(_ text: String) {
    patterns = Array(text.utf8).split(separator: UInt8(ascii: ","))
  }

  /// Whether one of the patterns matches, and none that excludes does.
  func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    var isMatched = false
    for pattern in patterns {
      let excludes = pattern.first == UInt8(ascii: "!")
      // OpenSSH gives up at patterns that do not fit its buffer.
      guard pattern.count - (excludes ? 1 : 0) < 1023 else { return false }
      guard Self.matches(excludes ? pattern.dropFirst() : pattern, text[...]) else { continue }
      if excludes { return false }
      isMatched = true
    }
    return isMatched
  }

  /// Goes back to the last star alone, so that no pattern takes long.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var (pattern, text) = (pattern, text)
    var afterStar: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while let byte = text.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        afterStar = (pattern, text)
      } else if let wanted = pattern.first, wanted == UInt8(ascii: "?") || wanted == byte {
        pattern = pattern.dropFirst()
        text = text.dropFirst()
      } else if let star = afterStar {
        afterStar = (star.pattern, star.text.dropFirst())
        (pattern, text) = (star.pattern, star.text.dropFirst())
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
