import Notation

/// Whether a plain scalar would be read as something other than text.
///
/// The union of what YAML 1.1 and 1.2 say and of what their readers do (PyYAML, Go's yaml
/// packages, Ruby's Psych): whoever reads the file must see text. Where they differ, quotes do
/// no harm.
enum YAMLType {
  static func isTyped(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return true }
    if first == UInt8(ascii: "=") || first == UInt8(ascii: "<") || first == UInt8(ascii: "~") {
      return ["=", "<<", "~"].contains(text)
    }
    if first.isLetter { return isWord(text) }
    guard first.isDigit || "+-.".utf8.contains(first) else { return false }
    return isNumber(bytes[...]) || isDate(bytes[...])
  }

  private static func isWord(_ text: String) -> Bool {
    guard text.utf8.count <= 5 else { return false }
    return ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    if [".inf", ".nan", "."].contains(String(decoding: rest, as: UTF8.self).lowercased()) {
      return true
    }
    return isPrefixed(rest) || isDecimal(rest) || isSexagesimal(rest)
  }

  /// `0x1F`, `0o17`, `0b11`, whatever the letter's case; `017` is decimal digits already.
  private static func isPrefixed(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count > 2, bytes.first == UInt8(ascii: "0") else { return false }
    let digits = bytes.dropFirst(2)
    switch bytes[bytes.startIndex + 1] | 0x20 {
    case UInt8(ascii: "x"): return digits.allSatisfy { $0.isHexDigit || $0.isDigitSeparator }
    case UInt8(ascii: "o"): return digits.allSatisfy { $0.isDigit || $0.isDigitSeparator }
    case UInt8(ascii: "b"): return digits.allSatisfy { $0.isDigit || $0.isDigitSeparator }
    default: return false
    }
  }

  /// `1`, `007`, `1_000`, `1,000`, `1.`, `.5`, `1.10`, `1e5`, `12e4567`.
  private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let whole = bytes.prefix { $0.isDigit || $0.isDigitSeparator }
    var rest = bytes.dropFirst(whole.count)
    var digits = whole.count(where: \.isDigit)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { $0.isDigit || $0.isDigitSeparator }
      digits += fraction.count(where: \.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard digits > 0 else { return false }
    guard rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return rest.isEmpty }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy { $0.isDigit || $0.isDigitSeparator }
  }

  /// `1:30`, `190:20:30.15`: numbers to the base of sixty in YAML 1.1.
  private static func isSexagesimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { return false }
    return parts.dropLast().allSatisfy { part in
      part.first?.isDigit == true && part.allSatisfy { $0.isDigit || $0.isDigitSeparator }
    } && last.first?.isDigit == true
      && last.allSatisfy { $0.isDigit || $0.isDigitSeparator || $0 == UInt8(ascii: ".") }
  }

  /// `2026-01-01`, alone or with a time behind it.
  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(
      separator: UInt8(ascii: "-"),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
      parts[0].allSatisfy(\.isDigit), parts[1].allSatisfy(\.isDigit)
    else { return false }
    let day = parts[2].prefix(while: \.isDigit)
    guard (1...2).contains(day.count) else { return false }
    let time = parts[2].dropFirst(day.count)
    guard let first = time.first else { return true }
    let begins = first | 0x20 == UInt8(ascii: "t") || first == 0x20 || first == 0x09
    return begins && time.contains(UInt8(ascii: ":"))
  }
}

extension UInt8 {
  /// Written between digits by YAML 1.1 (`_`) and by some of its readers (`,`).
  fileprivate var isDigitSeparator: Bool { self == UInt8(ascii: "_") || self == UInt8(ascii: ",") }
}
