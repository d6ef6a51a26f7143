import Notation

/// One request of the REST interface, on its way to whoever answers it.
struct Visit: Sendable {
  let scene: Scene
  let query: [String: String]
  /// What the words of the path that stand for something are: `number` is `812`.
  let names: [String: String]
  let body: JSONValue

  var world: World { scene.world }

  func name(_ name: String) -> String { names[name] ?? "" }

  func number(_ name: String) throws(Refusal) -> Int {
    guard let number = Int(self.name(name)) else { throw .notFound }
    return number
  }
}

/// A request for something of one repository.
struct RepositoryVisit: Sendable {
  let visit: Visit
  let repository: World.Repository

  var scene: Scene { visit.scene }
  var world: World { visit.world }
  var query: [String: String] { visit.query }

  func pullRequest() throws(Refusal) -> World.PullRequest {
    guard let found = repository.pullRequest(try visit.number("number")) else { throw .notFound }
    return found
  }

  func environment() throws(Refusal) -> World.Environment {
    guard let found = repository.environment(visit.name("environment")) else { throw .notFound }
    return found
  }

  func run() throws(Refusal) -> World.WorkflowRun {
    let id = try visit.number("run")
    guard let found = repository.runs.first(where: { $0.id == id }) else { throw .notFound }
    return found
  }

  func branch() throws(Refusal) -> World.Branch {
    guard let found = repository.branch(visit.name("branch")) else {
      throw Refusal(404, "Branch not found")
    }
    return found
  }
}
