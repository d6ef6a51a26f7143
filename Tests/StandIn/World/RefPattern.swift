extension World.Ruleset {
  /// Whether a branch is one of those that the rules are for.
  func covers(_ branch: String, default main: String) -> Bool {
    guard target == "branch" else { return false }
    return includes.contains { pattern in
      switch pattern {
      case "~ALL": true
      case "~DEFAULT_BRANCH": branch == main
      default: RefPattern(pattern).matches("refs/heads/\(branch)")
      }
    }
  }
}

/// A pattern of GitHub's for refs: `*` is any text without a slash, `**` any text, `?` one character.
struct RefPattern {
  private let characters: [Character]

  init(_ text: String) { characters = Array(text) }

  func matches(_ ref: String) -> Bool { matches(characters[...], Array(ref)[...]) }

  private func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      let isDeep = rest.first == "*"
      let reach = isDeep ? text : text.prefix { $0 != "/" }
      let after = isDeep ? rest.dropFirst() : rest
      return (0...reach.count).contains { matches(after, text.dropFirst($0)) }
    }
    guard let character = text.first, first == "?" ? character != "/" : first == character else {
      return false
    }
    return matches(rest, text.dropFirst())
  }
}
