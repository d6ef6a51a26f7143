/// Whether a commit says of itself that it takes something back, or brings it back.
///
/// Words count where people put the purpose: in the subject and, for a merge, in the title below
/// it. The body counts only for git's own sentence and for trailers, since release notes that a
/// bot pasted there may speak of rollbacks of another kind.
enum RollbackLabel {
  static func isPresent(in message: String) -> Bool {
    let lines = message.split(whereSeparator: \.isNewline).filter { line in
      !line.allSatisfy(\.isWhitespace)
    }
    guard let subject = lines.first else { return false }
    let titles = subject.hasPrefix("Merge ") ? lines.prefix(2) : lines.prefix(1)
    return titles.contains(where: speaksOfRollback) || lines.dropFirst().contains(where: isLabel)
  }

  /// Git's sentence, or a trailer such as `Reverts: <commit>`.
  private static func isLabel(_ line: Substring) -> Bool {
    let text = line.lowercased()
    return labels.contains { text.hasPrefix($0) }
  }

  private static let labels = [
    "this reverts commit", "this reapplies commit", "this reverts merge",
    "reverts:", "reverted:", "rollback:", "rollback-of:", "rolls-back:",
  ]

  private static func speaksOfRollback(_ title: Substring) -> Bool {
    let words = title.lowercased().split { !$0.isLetter }
    return words.indices.contains { index in
      let word = words[index]
      if beginnings.contains(where: word.hasPrefix) { return true }
      return index + 1 < words.endIndex && words[index + 1] == "back" && verbs.contains(word)
    }
  }

  /// How words begin that say it: also `reverts`, `reverting`.
  private static let beginnings = ["revert", "reapply", "reapplies", "rollback", "backout", "undo"]

  /// What stands before `back`: `roll back`, `Rolled-back`.
  private static let verbs: Set<Substring> = [
    "roll", "rolls", "rolled", "rolling",
  ]
}
