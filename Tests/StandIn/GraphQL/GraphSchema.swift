/// The types that a query can ask for.
enum GraphSchema {
  /// A type by its name, also one of a page of a list.
  static func type(_ name: String) -> GraphType? {
    if let found = types[name] { return found }
    for (suffix, make) in wrappers where name.hasSuffix(suffix) {
      let node = String(name.dropLast(suffix.count))
      if types[node] != nil { return make(node) }
    }
    return nil
  }

  private static let wrappers: [(String, @Sendable (String) -> GraphType)] = [
    ("Connection", GraphPage.type), ("Edge", GraphEdge.type),
  ]

  private static let types: [String: GraphType] = {
    let all =
      [query, rateLimit, GraphPage.info] + actors + repositories + commits + checks + pullRequests
      + reviews + timeline + deployments + runs + environments + protections + rulesets + unions
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }()

  private static let unions: [GraphType] = [
    .anyOf("Actor", actorNames, fields: ["login"]),
    .anyOf("RepositoryOwner", ["User", "Organization"], fields: ["id", "login"]),
    .anyOf("Node", nodeNames, fields: ["id"]),
    .anyOf("GitObject", ["Commit"], fields: ["id", "oid"]),
    .anyOf("PullRequestTimelineItems", timelineNames),
    .anyOf("DeploymentReviewer", ["User", "Team"]),
    .anyOf("RequestedReviewer", ["User", "Team", "Bot", "Mannequin"]),
    .anyOf("BranchActorAllowanceActor", ["App", "Team", "User"]),
    .anyOf("BypassActor", ["App", "Team"]),
    .anyOf("RuleParameters", ["PullRequestParameters"]),
    .anyOf("StatusCheckRollupContext", ["CheckRun", "StatusContext"]),
  ]

  private static let actorNames: Set = [
    "User", "Bot", "Mannequin", "Organization", "EnterpriseUserAccount",
  ]
  private static let nodeNames = actorNames.union(["PullRequest", "Repository"])
  private static let timelineNames: Set = [
    "HeadRefForcePushedEvent", "ReviewDismissedEvent", "BaseRefChangedEvent", "MergedEvent",
    "AddedToMergeQueueEvent", "RemovedFromMergeQueueEvent",
  ]
}
