import Foundation
import Pointers

extension SourceReader {
  /// A number and a unit: `90s`, `30m`, `24h`, `7d`, `2w`; a day has 24 hours.
  mutating func duration(_ node: SourceNode, _ name: String) -> Duration? {
    guard let text = text(node, name) else { return nil }
    if let seconds = seconds(text), seconds > 0 { return .seconds(seconds) }
    note(
      "'\(name)' must be a duration, and is \(quoted(text))",
      at: node,
      hint: "a number and one of s, m, h, d, w, as in '24h'"
    )
    return nil
  }

  private func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), digits.utf8.count <= 9,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
    else { return nil }
    return number * unit
  }

  /// An IANA name: `Europe/London`, or `UTC`.
  mutating func timeZone(_ node: SourceNode) -> String? {
    guard let name = text(node, "timezone") else { return nil }
    // Abbreviations are refused: 'BST' and 'CST' are several zones each.
    let isName = name == "UTC" || name.contains("/")
    if isName, TimeZone(identifier: name) != nil { return name }
    let known = ["UTC"] + TimeZone.knownTimeZoneIdentifiers
    note(
      "no time zone is called \(quoted(name))",
      at: node,
      hint: didYouMean(name, among: known) ?? "as in 'Europe/London' or 'UTC'"
    )
    return nil
  }
}

/// The text between quotes, as one line that is not too long.
func quoted(_ text: String) -> String { "'\(text.shortened)'" }
