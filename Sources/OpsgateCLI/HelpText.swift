/// Help as the house writes it: global options behind the command's own, examples at the end.
///
/// The parser knows no place for examples but its overview, and puts options without a title last.
enum HelpText {
  static func arranged(_ help: String) -> String {
    var sections = sections(of: help)
    for heading in ["GLOBAL OPTIONS:", "EXAMPLES:"] {
      guard let position = sections.firstIndex(where: { $0.first == heading[...] }) else {
        continue
      }
      sections.append(sections.remove(at: position))
    }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// What stands below each heading, without the blank lines at its end.
  private static func sections(of help: String) -> [[Substring]] {
    var sections: [[Substring]] = [[]]
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.wholeMatch(of: /[A-Z ]+:( .*)?/) != nil, !sections[sections.count - 1].isEmpty {
        sections.append([])
      }
      sections[sections.count - 1].append(line)
    }
    return sections.map { section in
      let end = section.lastIndex { !$0.isEmpty } ?? section.startIndex
      return Array(section.prefix(through: end))
    }
  }
}
