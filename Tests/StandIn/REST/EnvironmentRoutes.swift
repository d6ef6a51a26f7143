import Notation

extension Route where Asked == RepositoryVisit {
  static var environments: [Route] {
    [
      Route("environments", .actions) { visit throws(Refusal) in
        let found = visit.repository.environments
        return .counted(
          found.map { visit.scene.environment($0, in: visit.repository) },
          under: "environments"
        )
      },
      Route("environments/{environment}", .actions) { visit throws(Refusal) in
        .value(visit.scene.environment(try visit.environment(), in: visit.repository))
      },
      Route("environments/{environment}/deployment-branch-policies", .actions) {
        visit throws(Refusal) in
        .counted(visit.scene.patterns(of: try visit.environment()), under: "branch_policies")
      },
      Route("environments/{environment}/deployment_protection_rules", .actions) {
        visit throws(Refusal) in
        let rules = try visit.environment().customRules.map { visit.scene.customRule($0) }
        return .value([
          "total_count": .number(rules.count), "custom_deployment_protection_rules": .array(rules),
        ])
      },
    ]
  }

  static var rulesets: [Route] {
    [
      Route("rulesets", .metadata) { visit throws(Refusal) in
        .list(visit.repository.rulesets.map { visit.scene.ruleset($0, in: visit.repository) })
      },
      Route("rulesets/rule-suites", World.Need("administration", .write)) { visit throws(Refusal) in
        let wanted = visit.query["rule_suite_result"] ?? "all"
        let ref = visit.query["ref"]
        let found = visit.repository.ruleSuites.filter {
          (wanted == "all" || $0.result == wanted)
            && (ref == nil || ref == $0.ref || "refs/heads/\(ref ?? "")" == $0.ref)
        }
        return .list(found.map { visit.scene.ruleSuite($0, in: visit.repository) })
      },
      Route("rulesets/{ruleset}", .metadata) { visit throws(Refusal) in
        let id = try visit.visit.number("ruleset")
        guard let found = visit.repository.rulesets.first(where: { $0.id == id }) else {
          throw .notFound
        }
        return .value(visit.scene.wholeRuleset(found, in: visit.repository))
      },
    ]
  }
}
