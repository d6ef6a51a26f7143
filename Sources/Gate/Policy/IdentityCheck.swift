import Pointers

extension SourceReader {
  /// People, teams and machines share one namespace, so that a name means one of them.
  mutating func checkNames(_ table: SourceTable) {
    var known: [String: String] = [:]
    for (key, kind) in [("people", "person"), ("teams", "team"), ("checkers", "checker")] {
      for entry in entries(table[key]) {
        if let other = known[entry.name] {
          note(
            "\(quoted(entry.name)) is the name of a \(other) and of a \(kind)",
            at: entry.key,
            hint: "give one of them another name"
          )
        }
        known[entry.name] = known[entry.name] ?? kind
      }
    }
  }

  /// A key, an e-mail address or a GitHub account belongs to one person or machine.
  mutating func checkKeys(_ table: SourceTable) {
    var owners: [Identity: String] = [:]
    for entry in entries(table["people"]) + entries(table["checkers"]) {
      for (identity, node) in identities(of: entry.value) {
        guard let owner = owners.updateValue(entry.name, forKey: identity) else { continue }
        note(
          owner == entry.name
            ? "\(identity.words) stands at '\(owner)' twice"
            : "\(identity.words) belongs to '\(owner)' already",
          at: node,
          hint: owner == entry.name ? nil : "people are counted, so each has their own"
        )
      }
    }
  }

  private enum Identity: Hashable {
    case key(KeyFingerprint)
    case email(String)
    case login(String)
    case account(String)

    var words: String {
      switch self {
      case .key(let key): "the key '\(key)'"
      case .email(let email): "the e-mail address \(quoted(email))"
      case .login(let login): "the GitHub login \(quoted(login))"
      case .account(let id): "the GitHub id '\(id)'"
      }
    }
  }

  private func entries(_ node: SourceNode?) -> [SourceTable.Entry] {
    guard let node else { return [] }
    // What is no table was noted where it was read.
    var silent = SourceReader(path: path)
    return silent.table(node, "")?.entries ?? []
  }

  private func identities(of node: SourceNode) -> [(Identity, SourceNode)] {
    var found: [(Identity, SourceNode)] = []
    for entry in entries(node) {
      switch entry.name {
      case "keys", "retired":
        for item in items(entry.value) {
          if let key = item.text.flatMap({ KeyFingerprint($0) }) { found.append((.key(key), item)) }
        }
      case "emails":
        for item in items(entry.value) {
          if let email = item.text { found.append((.email(email.lowercased()), item)) }
        }
      case "github":
        for field in entries(entry.value) {
          guard let text = field.value.text else { continue }
          if field.name == "login" { found.append((.login(text.lowercased()), field.value)) }
          if field.name == "id" { found.append((.account(text), field.value)) }
        }
      default: break
      }
    }
    return found
  }

  private func items(_ node: SourceNode) -> [SourceNode] {
    if case .list(let items) = node.content { return items }
    return []
  }
}
