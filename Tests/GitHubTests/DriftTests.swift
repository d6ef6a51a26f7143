import GitHub
import Testing

/// An Environment and a branch beside what a policy expects.
struct DriftTests {
  private static let (alice, bob) = (Account(id: 1, login: "alice"), Account(id: 2, login: "bob"))

  private static let expected = EnvironmentExpectation(
    name: "production",
    approvers: [alice, bob],
    asksPeople: true,
    mainline: "main"
  )

  /// Set up as it should be.
  private static func good(
    _ change: (inout EnvironmentSettings) -> Void = { _ in }
  ) -> EnvironmentSettings {
    var settings = EnvironmentSettings(
      name: "production",
      reviewers: [.account(alice), .team(slug: "ops", members: [bob])],
      preventsSelfReview: true,
      canAdminsBypass: false,
      branches: .named(["main"])
    )
    change(&settings)
    return settings
  }

  static let cases: [(String, EnvironmentSettings?, EnvironmentExpectation, [String])] = [
    ("as expected", good(), expected, []), ("missing", nil, expected, ["G1 fail"]),
    ("asks nobody", good { $0.reviewers = nil }, expected, ["G1 fail"]),
    (
      "asks nobody, and gates may not be seen",
      good { ($0.reviewers, $0.customGates) = (nil, nil) },
      expected,
      ["X2 undecided"]
    ), ("gates may not be seen, and people are asked", good { $0.customGates = nil }, expected, []),
    ("one too few", good { $0.reviewers = [.account(alice)] }, expected, ["G2 warn"]),
    (
      "one too many",
      good { $0.reviewers?.append(.account(Account(id: 9, login: "eve"))) },
      expected,
      ["G2 warn"]
    ), ("self-review", good { $0.preventsSelfReview = false }, expected, ["G3 fail"]),
    ("administrators", good { $0.canAdminsBypass = true }, expected, ["G4 fail"]),
    ("not said", good { $0.canAdminsBypass = nil }, expected, ["G5 warn"]),
    ("any branch", good { $0.branches = .any }, expected, ["G6 fail"]),
    ("wider", good { $0.branches = .named(["main", "release/*"]) }, expected, ["G6 fail"]),
    ("protected branches", good { $0.branches = .protected }, expected, []),
    ("unseen branches", good { $0.branches = .unknown }, expected, ["X2 undecided"]),
    ("a timer", good { $0.waitTimer = 30 }, expected, ["G7 warn"]),
    (
      "a gate that is off", good(),
      EnvironmentExpectation(
        name: "production",
        approvers: [alice, bob],
        asksPeople: true,
        mainline: "main",
        customGates: ["opsgate"]
      ), ["G8 warn"]
    ),
    (
      "a private repository", good { $0.reviewers = nil },
      EnvironmentExpectation(
        name: "production",
        approvers: [alice, bob],
        asksPeople: true,
        mainline: "main",
        isPrivate: true
      ), ["G1 fail", "G9 warn"]
    ),
    (
      "a team that may not be seen",
      good { $0.reviewers = [.team(slug: "ops", members: nil)] },
      expected,
      ["F4 warn"]
    ),
  ]

  @Test(arguments: cases)
  func theTableIsTrue(
    _ it: String,
    _ settings: EnvironmentSettings?,
    _ expected: EnvironmentExpectation,
    _ words: [String]
  ) {
    let drift = EnvironmentDrift(expected, settings, mode: .audit)
    #expect(drift.results.map { "\($0.kind.rawValue) \($0.outcome.rawValue)" } == words, "\(it)")
    #expect(drift.results.allSatisfy { $0.hint != nil }, "\(it)")
  }

  @Test
  func aBranchWithoutRulesIsTold() {
    let drift = BranchDrift(BranchRules(), of: "main", needed: 2)
    #expect(drift.results.map(\.kind) == ["P1", "P3", "P4", "P5", "P6"])
    #expect(drift.results.map(\.outcome) == [.fail, .fail, .fail, .warn, .info])
  }

  /// What classic protection may ask is not missing for certain.
  @Test
  func whatMayNotBeSeenIsNotMissing() {
    var rules = BranchRules()
    rules.unseen = Unknown(.forbidden(needs: nil), "look", reason: "no")
    let outcomes = BranchDrift(rules, of: "main", needed: 0).results.map(\.outcome)
    #expect(!outcomes.contains(.fail) && outcomes.contains(.undecided))
  }

  @Test
  func whoLeavesNoTraceIsNamed() {
    var rules = BranchRules()
    (rules.asksPullRequests, rules.approvals, rules.checks) = (true, 1, ["opsgate"])
    (rules.forbidsForcePushes, rules.forbidsDeletion) = (true, true)
    (rules.bypassers, rules.exempt) = (["Team 7"], ["Team 7"])
    let drift = BranchDrift(rules, of: "main", needed: 2)
    #expect(drift.results.map(\.kind) == ["P2", "H7"])
  }
}
