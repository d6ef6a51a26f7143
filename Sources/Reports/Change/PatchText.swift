/// A patch as git prints it, its lines labelled.
enum PatchText {
  static func lines(_ patch: String) -> [Text] {
    var lines = patch.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { Text(keepingTabs: $0, label($0)) }
  }

  private static func label(_ line: Substring) -> Label? {
    if line.hasPrefix("+++") || line.hasPrefix("---") || line.hasPrefix("diff ") { return .heading }
    if line.hasPrefix("@@") { return .place }
    return line.hasPrefix("+") ? .added : line.hasPrefix("-") ? .removed : nil
  }
}
