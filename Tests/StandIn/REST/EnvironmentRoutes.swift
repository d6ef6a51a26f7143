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
}
