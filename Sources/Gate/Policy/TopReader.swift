import Pointers

extension SourceReader {
  private static let keys = [
    "version", "epoch", "repository", "mainline", "pointers", "environments", "policy-gate",
    "people", "teams", "freeze", "holidays", "checkers",
  ]

  /// Reads the whole file; what it returns counts only where no mistake was noted.
  mutating func policy(_ root: SourceNode) -> Policy? {
    guard let table = table(root, "policy", keys: Self.keys) else { return nil }
    if let version = required(table, "version", hint: "write 'version: 1'") {
      _ = wholeNumber(version, "version", in: 1...1)
    }
    let people = self.people(table["people"])
    let teams = self.teams(table["teams"], people)
    let checkers = self.checkers(table["checkers"])
    checkNames(table)
    checkKeys(table)
    let approvers = Approvers(people: people, teams: teams)
    let declared =
      required(table, "environments", hint: "name them in promotion order")
      .map { self.environments($0, otherKeys: Self.environmentKeys) } ?? []
    let environments = declared.map(\.environment)
    let entries =
      required(table, "pointers", hint: "give at least one 'path' and 'key'")
      .map { pointerEntries($0, environments: environments) } ?? []
    return Policy(
      path: path,
      epoch: table["epoch"].flatMap { wholeNumber($0, "epoch") } ?? 0,
      repository: table["repository"].flatMap { repository($0) },
      mainline: table["mainline"].flatMap { mainline($0) },
      layout: Layout(environments: environments, entries: entries),
      environments: declared.map { environmentPolicy($0, approvers) },
      policyGate: table["policy-gate"].flatMap { approvalRule($0, "policy-gate", approvers) },
      people: people,
      teams: teams,
      checkers: checkers,
      freezes: table["freeze"].map { freezes($0, environments.map(\.name)) } ?? [],
      holidays: table["holidays"].map { holidays($0) } ?? []
    )
  }

  private mutating func repository(_ node: SourceNode) -> String? {
    guard let text = text(node, "repository") else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, !parts.contains(""), !text.contains(where: \.isWhitespace) else {
      note(
        "'repository' must be a host and a path, and is \(quoted(text))",
        at: node,
        hint: "as in 'github.com/acme/ops', without 'https://'"
      )
      return nil
    }
    return text
  }

  private mutating func mainline(_ node: SourceNode) -> String? {
    guard let text = text(node, "mainline") else { return nil }
    guard BranchName.isOne(text) else {
      note(
        "'mainline' must be the name of a branch, and is \(quoted(text))",
        at: node,
        hint: "as in 'main', without 'refs/heads/'"
      )
      return nil
    }
    return text
  }

  private mutating func holidays(_ node: SourceNode) -> [CivilDate] {
    let days = names(node, "holidays").compactMap { text, node -> CivilDate? in
      if let date = CivilDate(text) { return date }
      note(
        "a holiday must be a date, and is \(quoted(text))",
        at: node,
        hint: "as in '2026-12-25'"
      )
      return nil
    }
    return days.sorted()
  }
}
