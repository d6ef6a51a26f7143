import Pointers

/// The names that approvals may ask for: people and teams, one namespace.
struct Approvers {
  /// The people that each name stands for; a person's name stands for themselves.
  private let people: [String: [String]]

  init(people: [Person], teams: [Team]) {
    let names = people.map { ($0.name, [$0.name]) } + teams.map { ($0.name, $0.people) }
    self.people = Dictionary(names, uniquingKeysWith: { first, _ in first })
  }

  var names: some Sequence<String> { people.keys }

  func isKnown(_ name: String) -> Bool { people[name] != nil }

  /// The people that a name stands for; none where it is unknown.
  func people(named name: String) -> [String] { people[name] ?? [] }
}

extension SourceReader {
  /// Reads `{ approvals: 2, approvers: [admins] }`, with one approval at least.
  mutating func approvalRule(
    _ node: SourceNode,
    _ name: String,
    _ approvers: Approvers
  ) -> ApprovalRule? {
    guard let table = table(node, name, keys: ["approvals", "approvers"]) else { return nil }
    return approvalRule(table, approvers)
  }

  mutating func approvalRule(_ table: SourceTable, _ approvers: Approvers) -> ApprovalRule? {
    let count = table["approvals"].map { wholeNumber($0, "approvals", in: 1...Int.max) } ?? 1
    let names = required(table, "approvers", hint: "name people or teams")
      .map { self.approvers($0, approvers) }
    guard let count, let names else { return nil }
    checkEnough(table["approvals"] ?? table.node, count, names, approvers)
    return ApprovalRule(approvals: count, approvers: names)
  }

  /// Reads a list of people and teams.
  mutating func approvers(_ node: SourceNode, _ approvers: Approvers) -> [String] {
    let written = names(node, "approvers")
    if case .list(let items) = node.content, items.isEmpty {
      note("'approvers' names nobody", at: node, hint: "name people or teams")
    }
    for (name, node) in written where !approvers.isKnown(name) {
      note(
        "no person and no team is called \(quoted(name))",
        at: node,
        hint: didYouMean(name, among: approvers.names) ?? "add it to 'people' or 'teams'"
      )
    }
    return written.map(\.name)
  }

  /// Notes it where more approvals are asked for than there are people to give them.
  mutating func checkEnough(
    _ node: SourceNode,
    _ count: Int,
    _ names: [String],
    _ approvers: Approvers
  ) {
    guard !names.isEmpty, names.allSatisfy(approvers.isKnown) else { return }
    let people = Set(names.flatMap { approvers.people(named: $0) })
    guard people.count < count else { return }
    let who = people.count == 1 ? "1 person" : "\(people.count) people"
    note(
      "\(count) approvals are asked for, and 'approvers' has \(who)",
      at: node,
      hint: "ask for fewer, or name more people"
    )
  }
}
