import Notation

extension GraphSchema {
  static let rulesets = [ruleset, bypasser, rule, parameters]

  private static let ruleset = GraphType.object("RepositoryRuleset", of: World.Ruleset.self) {
    fields in
    fields.text("id") { Scene.node("RRS", $0.id) }
    fields.number("databaseId") { $0.id }
    fields.text("name") { $0.name }
    fields.text("target") { $0.target.uppercased() }
    fields.text("enforcement") { $0.enforcement.uppercased() }
    fields.connection("bypassActors", "RepositoryRulesetBypassActor") {
      ruleset,
      call throws(GraphProblem) in
      try call.check(World.Need("administration", .write))
      return ruleset.bypassers.map { .object("RepositoryRulesetBypassActor", $0) }
    }
    fields.connection("rules", "RepositoryRule", arguments: ["type"]) { ruleset, _ in
      ruleset.rules.map { .object("RepositoryRule", $0) }
    }
  }

  private static let bypasser = GraphType.object(
    "RepositoryRulesetBypassActor",
    of: World.Ruleset.Bypasser.self
  ) { fields in
    fields.text("bypassMode") { $0.mode.uppercased() }
    fields.flag("organizationAdmin") { $0.kind == "OrganizationAdmin" }
    fields.flag("deployKey") { $0.kind == "DeployKey" }
    fields.text("repositoryRoleName") { $0.kind == "RepositoryRole" ? "admin" : nil }
    fields.object("actor", "BypassActor") { bypasser, call in
      switch bypasser.kind {
      case "Team": call.team(bypasser.id)
      case "Integration":
        bypasser.id.map { .object("App", World.App(id: $0, slug: "app-\($0)")) }
      default: nil
      }
    }
  }

  private static let rule = GraphType.object("RepositoryRule", of: World.Ruleset.Rule.self) {
    fields in
    fields.text("type") { rule in
      switch rule {
      case .pullRequest: "PULL_REQUEST"
      case .statusChecks: "REQUIRED_STATUS_CHECKS"
      case .plain(let name): name.uppercased()
      }
    }
    fields.object("parameters", "RuleParameters") { rule, _ in
      guard case .pullRequest(let reviews) = rule else { return nil }
      return .object("PullRequestParameters", reviews)
    }
  }

  private static let parameters = GraphType.object(
    "PullRequestParameters",
    of: World.RequiredReviews.self
  ) { fields in
    fields.number("requiredApprovingReviewCount") { $0.count }
    fields.flag("dismissStaleReviewsOnPush") { $0.dismissesStale }
    fields.flag("requireCodeOwnerReview") { $0.needsCodeOwners }
    fields.flag("requireLastPushApproval") { $0.needsLastPushApproval }
    fields.flag("requiredReviewThreadResolution") { _ in false }
  }
}
