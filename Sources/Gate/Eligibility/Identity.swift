public import History

extension Person {
  /// Whether an e-mail address is this person's: one of the policy's, or the one that GitHub gives out for their account
  /// (`1001+alice@users.noreply.github.com`; before 2017 without the number).
  ///
  /// Upper and lower case are the same. Of a GitHub address with a number only the number counts, since a login can be
  /// renamed and taken by somebody else.
  public func owns(email: String) -> Bool {
    let email = email.lowercased()
    if emails.contains(where: { $0.lowercased() == email }) { return true }
    let suffix = "@users.noreply.github.com"
    guard let github, email.hasSuffix(suffix) else { return false }
    let parts = email.dropLast(suffix.count)
      .split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let id = github.id { return Int(parts[0]) == id }
    return parts.last.map(String.init) == github.login.lowercased()
  }
}

extension Policy {
  /// The person behind an author, or `nil` for somebody whom the policy does not know.
  public func person(behind author: ChangeAuthor) -> Person? {
    people.first { $0.owns(email: author.email) }
  }

  /// The authors of a change whom the policy does not know; each address once.
  public func strangers(among authors: [ChangeAuthor]) -> [ChangeAuthor] {
    var seen: Set<String> = []
    return authors.filter { author in
      person(behind: author) == nil && seen.insert(author.email.lowercased()).inserted
    }
  }
}
