import Notation

extension Route where Asked == RepositoryVisit {
  static var rulesets: [Route] {
    [
      Route("rulesets", .metadata) { visit throws(Refusal) in
        .list(visit.repository.rulesets.map { visit.scene.ruleset($0, in: visit.repository) })
      },
      Route("rulesets/rule-suites", World.Need("administration", .write)) { visit throws(Refusal) in
        .list(visit.listedRuleSuites.map { visit.scene.ruleSuite($0, in: visit.repository) })
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

extension RepositoryVisit {
  /// What the rules said of pushes: of one day where the query does not say how long.
  fileprivate var listedRuleSuites: [World.RuleSuite] {
    let result = query["rule_suite_result"] ?? "all"
    let days = ["week": 7, "month": 30]
    let hours = query["time_period"] == "hour" ? 1 : 24 * (days[query["time_period"] ?? ""] ?? 1)
    let start = World.Time(world.now.seconds - hours * 3_600)
    return repository.ruleSuites.filter { suite in
      suite.pushedAt >= start && (result == "all" || suite.result == result)
        && (query["ref"].map { $0 == suite.ref || "refs/heads/\($0)" == suite.ref } ?? true)
    }
  }
}
