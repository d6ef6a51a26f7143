import Notation

/// Finds who answers a request of the REST interface.
struct Router {
  let scene: Scene
  let method: String
  let target: Target
  let body: JSONValue

  func reply() throws(Refusal) -> Reply {
    guard target.isPlain else { throw .notFound }
    if let (repository, rest) = try repository() {
      return try reply(in: repository, to: rest)
    }
    for route in Route<Visit>.all where route.method == method {
      guard let names = route.names(in: target.words[...]) else { continue }
      try route.check(scene.token)
      return try route.answer(visit(names))
    }
    throw .notFound
  }

  private func visit(_ names: [String: String]) -> Visit {
    Visit(scene: scene, query: target.query, names: names, body: body)
  }

  private func reply(
    in repository: World.Repository,
    to path: ArraySlice<String>
  ) throws(Refusal) -> Reply {
    guard scene.token.sees(repository) else { throw .notFound }
    for route in Route<RepositoryVisit>.all where route.method == method {
      guard let names = route.names(in: path) else { continue }
      try route.check(scene.token)
      return try route.answer(RepositoryVisit(visit: visit(names), repository: repository))
    }
    throw .notFound
  }

  /// The repository that the path is in, and the rest of the path.
  private func repository() throws(Refusal) -> (World.Repository, ArraySlice<String>)? {
    let words = target.words
    if words.first == "repositories", words.count > 1 {
      guard let found = Int(words[1]).flatMap({ scene.world.repository($0) }) else {
        throw .notFound
      }
      return (found, words.dropFirst(2))
    }
    guard words.first == "repos", words.count > 2 else { return nil }
    if let found = scene.world.repository(owner: words[1], name: words[2]) {
      return (found, words.dropFirst(3))
    }
    guard let moved = scene.world.repository(formerly: "\(words[1])/\(words[2])"),
      scene.token.sees(moved)
    else { throw .notFound }
    throw .moved(to: address(of: moved, words.dropFirst(3)), isRead: method == "GET")
  }

  private func address(of repository: World.Repository, _ rest: ArraySlice<String>) -> String {
    let fields = target.query.sorted { $0.key < $1.key }
      .map { "\($0.key.asPathWord)=\($0.value.asPathWord)" }
    let path = (["\(scene.api)/repositories/\(repository.id)"] + rest.map(\.asPathWord))
      .joined(separator: "/")
    return fields.isEmpty ? path : path + "?" + fields.joined(separator: "&")
  }
}
