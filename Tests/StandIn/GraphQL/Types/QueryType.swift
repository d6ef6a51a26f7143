import Notation

/// What every query begins at.
struct GraphRoot: Sendable {
  let rate: GraphRate
}

/// What a query costs, and what is left.
struct GraphRate: Sendable {
  var cost = 1
  var nodes = 0
  let used: Int
}

extension GraphSchema {
  static let query = GraphType.object("Query", of: GraphRoot.self) { fields in
    fields.object("rateLimit", "RateLimit", arguments: ["dryRun"]) { root, _ in
      .object("RateLimit", root.rate)
    }
    fields.object("viewer", "User") { _, call in call.user(call.scene.token.account) }
    fields.object("node", "Node", required: ["id"]) { _, call throws(GraphProblem) in
      try call.node(call.arguments["id"]?.text ?? "")
    }
    fields.object(
      "repository",
      "Repository",
      arguments: ["followRenames"],
      required: ["owner", "name"]
    ) { _, call throws(GraphProblem) in
      .object("Repository", try call.repository())
    }
  }

  static let rateLimit = GraphType.object("RateLimit", of: GraphRate.self) { fields in
    fields.number("cost") { $0.cost }
    fields.number("nodeCount") { $0.nodes }
    fields.scalar("limit") { _, scene in .number(scene.world.limit) }
    fields.scalar("used") { rate, _ in .number(rate.used + rate.cost) }
    fields.scalar("remaining") { rate, scene in
      .number(max(0, scene.world.limit - rate.used - rate.cost))
    }
    fields.scalar("resetAt") { _, scene in .string(scene.world.reset.text) }
  }
}

extension GraphCall {
  fileprivate func repository() throws(GraphProblem) -> World.Repository {
    let (owner, name) = (arguments["owner"]?.text ?? "", arguments["name"]?.text ?? "")
    let follows = arguments["followRenames"] != false
    let found =
      world.repository(owner: owner, name: name)
      ?? (follows ? world.repository(formerly: "\(owner)/\(name)") : nil)
    guard let found, scene.token.sees(found) else {
      throw GraphProblem(
        type: "NOT_FOUND",
        message: "Could not resolve to a Repository with the name '\(owner)/\(name)'."
      )
    }
    return found
  }

  fileprivate func node(_ id: String) throws(GraphProblem) -> GraphValue {
    let words = id.split(separator: "_")
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch (words.first, numbers.count) {
    case ("PR", 2):
      if let repository = world.repository(numbers[0]), scene.token.sees(repository),
        let pull = repository.pullRequest(numbers[1])
      {
        return .object("PullRequest", Placed(pull, in: repository))
      }
    case ("R", 1):
      if let repository = world.repository(numbers[0]), scene.token.sees(repository) {
        return .object("Repository", repository)
      }
    case ("U", 1): if let actor = actor(numbers[0]) { return actor }
    default: break
    }
    throw GraphProblem(
      type: "NOT_FOUND",
      message: "Could not resolve to a node with the global id of '\(id)'."
    )
  }
}
