/// Something of a repository, together with the repository.
@dynamicMemberLookup
struct Placed<Item: Sendable>: Sendable {
  let item: Item
  let repository: World.Repository

  init(_ item: Item, in repository: World.Repository) {
    self.item = item
    self.repository = repository
  }

  subscript<Value>(dynamicMember path: KeyPath<Item, Value>) -> Value { item[keyPath: path] }

  /// Something else of the same repository.
  func beside<Other: Sendable>(_ other: Other) -> Placed<Other> {
    Placed<Other>(other, in: repository)
  }

  /// A commit of the same repository, as a value of a query.
  func commit(_ oid: String?) -> GraphValue? {
    oid.flatMap { oid in repository.commits.first { $0.oid == oid } }
      .map { .object("Commit", beside($0)) }
  }
}

extension GraphCall {
  /// An account under the type that it is of; `nil` for a deleted one.
  func actor(_ id: Int?) -> GraphValue? {
    world.account(id).map { .object($0.kind.rawValue, $0) }
  }

  /// An account where only a person may stand.
  func user(_ id: Int?) -> GraphValue? {
    world.account(id).flatMap { $0.kind == .user ? .object("User", $0) : nil }
  }

  func team(_ id: Int?) -> GraphValue? { world.team(id).map { .object("Team", $0) } }

  /// A person or a team.
  func reviewer(_ reviewer: World.Environment.Reviewer) -> GraphValue? {
    switch reviewer {
    case .user(let id): actor(id)
    case .team(let id): team(id)
    }
  }

  /// Refuses what the token may not see.
  func check(_ need: World.Need) throws(GraphProblem) {
    guard !scene.token.may(need) else { return }
    throw GraphProblem(type: "FORBIDDEN", message: "Resource not accessible by integration")
  }
}
