import Pointers

extension SourceReader {
  mutating func people(_ node: SourceNode?) -> [Person] {
    guard let node, let table = table(node, "people") else { return [] }
    return table.entries.compactMap { entry in
      checkName(entry.key, entry.name)
      return person(entry)
    }
  }

  private mutating func person(_ entry: SourceTable.Entry) -> Person? {
    let keys = ["github", "emails", "keys", "retired"]
    guard let table = table(entry.value, entry.name, keys: keys) else { return nil }
    return Person(
      name: entry.name,
      github: table["github"].flatMap { account($0) },
      emails: table["emails"].map { emails($0) } ?? [],
      keys: table["keys"].map { fingerprints($0, "keys") } ?? [],
      retired: table["retired"].map { fingerprints($0, "retired") } ?? []
    )
  }

  private mutating func account(_ node: SourceNode) -> GitHubAccount? {
    guard let table = table(node, "github", keys: ["login", "id"]),
      let login = required(table, "login").flatMap({ text($0, "login") })
    else { return nil }
    return GitHubAccount(
      login: login,
      id: table["id"].flatMap { wholeNumber($0, "id", in: 1...Int.max) }
    )
  }

  private mutating func emails(_ node: SourceNode) -> [String] {
    names(node, "emails").map { email, node in
      let parts = email.split(separator: "@", omittingEmptySubsequences: false)
      if parts.count != 2 || parts.contains("")
        || email.contains(where: { $0.isWhitespace || "<>".contains($0) })
      {
        note("\(quoted(email)) is no e-mail address", at: node)
      }
      return email
    }
  }

  mutating func teams(_ node: SourceNode?, _ people: [Person]) -> [Team] {
    guard let node, let table = table(node, "teams") else { return [] }
    let known = Set(people.map(\.name))
    let teams = Set(table.entries.map(\.name))
    return table.entries.map { entry in
      checkName(entry.key, entry.name)
      let members = names(entry.value, entry.name)
      if case .list(let items) = entry.value.content, items.isEmpty {
        note("the team '\(entry.name)' has nobody", at: entry.value)
      }
      for (name, node) in members where !known.contains(name) {
        let isTeam = teams.contains(name)
        note(
          isTeam
            ? "'\(name)' is a team, and a team lists people" : "nobody is called \(quoted(name))",
          at: node,
          hint: isTeam ? nil : didYouMean(name, among: known) ?? addPerson
        )
      }
      return Team(name: entry.name, people: members.map(\.name))
    }
  }

  mutating func checkers(_ node: SourceNode?) -> [Checker] {
    guard let node, let table = table(node, "checkers") else { return [] }
    return table.entries.compactMap { entry in
      checkName(entry.key, entry.name)
      guard let table = self.table(entry.value, entry.name, keys: ["keys", "may"]) else {
        return nil
      }
      let keys = required(table, "keys").map { fingerprints($0, "keys") } ?? []
      let may = required(table, "may", hint: "list what it records: checks, evidence, checkpoints")
      return Checker(name: entry.name, keys: keys, may: may.map { kinds($0) } ?? [])
    }
  }

  private mutating func kinds(_ node: SourceNode) -> [RecordKind] {
    list(node, "may").compactMap { choice($0, "may") }
  }

  private mutating func fingerprints(_ node: SourceNode, _ name: String) -> [KeyFingerprint] {
    names(node, name).compactMap { text, node in
      if let key = KeyFingerprint(text) { return key }
      note("\(quoted(text)) is no fingerprint of a key", at: node, hint: fingerprintHint)
      return nil
    }
  }

  /// A name that people, teams and checkers go by stands in lists, tables and messages.
  private mutating func checkName(_ node: SourceNode, _ name: String) {
    let flaw =
      ServiceName.flaw(in: name) ?? (name.contains(where: \.isWhitespace) ? "has a space" : nil)
    if let flaw { note("the name \(quoted(name)) \(flaw)", at: node) }
  }
}

private let addPerson = "add the person to 'people'"
private let fingerprintHint =
  "write 'SHA256:…' as `ssh-keygen -lf KEY` prints it, or 'openpgp:' and all digits of `gpg --fingerprint`"
