/// Help as the house writes it: the examples stand at its end.
///
/// The parser knows no place for them but its overview, so they are moved.
enum HelpText {
  static func arranged(_ help: String) -> String {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    guard let begin = lines.firstIndex(of: "EXAMPLES:"),
      let end = lines[begin...].firstIndex(where: { $0.hasPrefix("USAGE:") })
    else { return help }
    let rest = lines[..<begin] + lines[end...]
    let examples = lines[begin..<end]
    return (trimmed(rest) + [""] + trimmed(examples)).joined(separator: "\n")
  }

  private static func trimmed(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring> {
    let end = lines.lastIndex { !$0.isEmpty } ?? lines.startIndex
    return lines.prefix(through: end)
  }
}
