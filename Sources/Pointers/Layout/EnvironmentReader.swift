/// An environment as it stands in the policy file, with the place of what else is said of it.
public struct DeclaredEnvironment: Sendable {
  public let environment: Environment
  /// The other keys; `nil` where only the name is written.
  public let table: SourceTable?
}

extension SourceReader {
  /// Reads `environments:`, names or tables in promotion order.
  ///
  /// `from` is the environment before in the list where it is left out, and none where it is `null`; the first
  /// one has none. `directory` is the name where it is left out.
  ///
  /// `otherKeys` are the keys of an environment that somebody else reads.
  public mutating func environments(
    _ node: SourceNode,
    otherKeys: [String]
  ) -> [DeclaredEnvironment] {
    let items = list(node, "environments")
    if case .list = node.content, items.isEmpty {
      note("'environments' names none", at: node, hint: "name them in promotion order")
    }
    if items.count > Self.mostEnvironments {
      note(
        "'environments' names \(items.count), and at most \(Self.mostEnvironments) are read",
        at: node
      )
    }
    let drafts = items.prefix(Self.mostEnvironments).compactMap { draft($0, otherKeys) }
    let names = drafts.map(\.name)
    var declared: [DeclaredEnvironment] = []
    for (position, draft) in drafts.enumerated() {
      checkUnique(draft, among: drafts.prefix(position))
      checkDirectory(draft, among: drafts)
      let environment = Environment(
        name: draft.name,
        from: from(draft, names, position),
        directory: draft.directory,
        scope: draft.table?["scope"].map { scope($0) }
      )
      declared.append(DeclaredEnvironment(environment: environment, table: draft.table))
    }
    return declared
  }

  /// Each path is held against each of them.
  private static let mostEnvironments = 100

  private struct Draft {
    let name: String
    let node: SourceNode
    let directory: String
    let directoryNode: SourceNode
    let table: SourceTable?
  }

  private mutating func draft(_ item: SourceNode, _ otherKeys: [String]) -> Draft? {
    if case .scalar = item.content {
      guard let name = environmentName(item, "name") else { return nil }
      return Draft(name: name, node: item, directory: name, directoryNode: item, table: nil)
    }
    let keys = ["name", "from", "directory", "scope"] + otherKeys
    guard let table = table(item, "environments", keys: keys, nullable: ["from"]),
      let node = required(table, "name"), let name = environmentName(node, "name")
    else { return nil }
    let directory = table["directory"].flatMap { environmentName($0, "directory") }
    return Draft(
      name: name,
      node: node,
      directory: directory ?? name,
      directoryNode: table["directory"] ?? node,
      table: table
    )
  }

  private mutating func environmentName(_ node: SourceNode, _ key: String) -> String? {
    guard let name = text(node, key) else { return nil }
    guard let flaw = ServiceName.flaw(inEnvironment: name) else { return name }
    note("the environment's \(key) '\(name.shortened)' \(flaw)", at: node)
    return nil
  }

  private mutating func checkUnique(_ draft: Draft, among earlier: ArraySlice<Draft>) {
    if let first = earlier.first(where: { $0.name == draft.name }) {
      note(
        "two environments are called '\(draft.name)'",
        at: draft.node,
        hint: "the first is in line \(first.node.line)"
      )
    } else if let first = earlier.first(where: { $0.directory == draft.directory }) {
      note(
        "two environments have the directory '\(draft.directory)'",
        at: draft.directoryNode,
        hint: "the first is '\(first.name)' in line \(first.node.line)"
      )
    }
  }

  private mutating func checkDirectory(_ draft: Draft, among all: [Draft]) {
    let other = all.first { $0.name == draft.directory && $0.name != draft.name }
    guard let other, other.directory != draft.directory else { return }
    note(
      "'\(draft.directory)' is the directory of '\(draft.name)' and the name of another environment",
      at: draft.directoryNode,
      hint: "rename one, so that the word means one environment"
    )
  }

  private mutating func from(_ draft: Draft, _ names: [String], _ position: Int) -> String? {
    guard let node = draft.table?["from"] else {
      return position > 0 ? names[position - 1] : nil
    }
    if node.isNull { return nil }
    guard let from = text(node, "from") else { return nil }
    if names.prefix(position).contains(from) { return from }
    if names.contains(from) {
      note(
        "'from' must name an environment that stands before '\(draft.name)', and is '\(from)'",
        at: node,
        hint: "list environments in promotion order, first to last"
      )
    } else {
      noteUnknownEnvironment(from, at: node, among: names)
    }
    return nil
  }

  /// Notes that no environment is called that.
  public mutating func noteUnknownEnvironment(
    _ name: String,
    at node: SourceNode,
    among names: [String]
  ) {
    note(
      "no environment is called '\(name.shortened)'",
      at: node,
      hint: didYouMean(name, among: names) ?? "known: " + names.joined(separator: ", ")
    )
  }

  private mutating func scope(_ node: SourceNode) -> [Glob] {
    let items = names(node, "scope")
    if case .list(let written) = node.content, written.isEmpty {
      note("'scope' names no file", at: node, hint: "leave it out for the default")
    }
    return items.compactMap { text, node in
      do throws(PathTemplate.Mistake) {
        return try Glob(parsing: text)
      } catch {
        note(error.message, at: node, offset: error.offset, hint: error.hint)
        return nil
      }
    }
  }
}
