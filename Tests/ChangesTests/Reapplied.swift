extension String {
  /// Whether this is the message that git wrote, to the letter.
  ///
  /// git before 2.43 had no word for reapplying; there the subject is what 2.43 would have made of it.
  func isGits(_ message: String) -> Bool { self == message || self == message.reapplied }

  private var reapplied: String {
    let twice = "Revert \"Revert \""
    guard hasPrefix(twice), let end = firstIndex(of: "\n") else { return self }
    return "Reapply \"" + self[..<end].dropFirst(twice.count).dropLast() + self[end...]
  }
}
