import Notation

/// One rule of an Environment.
struct GraphRule: Sendable {
  let environment: World.Environment
  /// `WAIT_TIMER`, `REQUIRED_REVIEWERS` or `BRANCH_POLICY`.
  let type: String
  let place: Int

  static func all(of environment: World.Environment) -> [GraphRule] {
    var types: [String] = []
    if environment.waitTimer != nil { types.append("WAIT_TIMER") }
    if !environment.reviewers.isEmpty { types.append("REQUIRED_REVIEWERS") }
    if environment.refs != nil { types.append("BRANCH_POLICY") }
    return types.enumerated()
      .map { GraphRule(environment: environment, type: $1, place: $0) }
  }

  var isOfReviewers: Bool { type == "REQUIRED_REVIEWERS" }
}

extension GraphSchema {
  static let environments = [
    GraphType.object("Environment", of: Placed<World.Environment>.self) { fields in
      fields.text("id") { Scene.node("EN", $0.item.id) }
      fields.number("databaseId") { $0.item.id }
      fields.text("name") { $0.name }
      fields.connection("protectionRules", "DeploymentProtectionRule") { environment, _ in
        GraphRule.all(of: environment.item).map { .object("DeploymentProtectionRule", $0) }
      }
      fields.object("latestCompletedDeployment", "Deployment") { environment, _ in
        environment.repository.deployments
          .filter { $0.environment == environment.name }
          .filter { deployment in deployment.statuses.contains { $0.state == "success" } }
          .max { $0.createdAt < $1.createdAt }
          .map { .object("Deployment", environment.beside($0)) }
      }
    },
    GraphType.object("DeploymentProtectionRule", of: GraphRule.self) { fields in
      fields.number("databaseId") { $0.environment.id * 10 + $0.place }
      fields.text("type") { $0.type }
      fields.number("timeout") { $0.type == "WAIT_TIMER" ? $0.environment.waitTimer : 0 }
      fields.flag("preventSelfReview") { $0.isOfReviewers && $0.environment.preventsSelfReview }
      fields.connection("reviewers", "DeploymentReviewer") { rule, call in
        rule.isOfReviewers ? rule.environment.reviewers.compactMap { call.reviewer($0) } : []
      }
    },
  ]
}
