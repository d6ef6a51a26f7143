import Foundation
import Notation
import StandIn
import Testing

/// Everything that the stand-in says has the shape that GitHub's own description gives it.
@Suite(
  .enabled(if: FixtureJudge.isThere, "there are no github-fixtures here, or no Python jsonschema")
)
struct FixtureTests {
  private let github = GitHubStandIn(.example)

  private static let home = "/repos/acme/ops"
  private static let answers: [(path: String, schema: String)] = [
    ("", "repos__get"), ("/commits/\(World.oid(0xA2))", "repos__get-commit"),
    (
      "/commits/\(World.oid(0xA4))/pulls",
      "repos__list-pull-requests-associated-with-commit"
    ), ("/pulls?state=all", "pulls__list"), ("/pulls/812", "pulls__get"),
    ("/pulls/813", "pulls__get"), ("/pulls/812/commits", "pulls__list-commits"),
    ("/pulls/812/reviews", "pulls__list-reviews"),
    ("/pulls/813/requested_reviewers", "pulls__list-requested-reviewers"),
    ("/issues/812/timeline", "issues__list-events-for-timeline"),
    ("/deployments", "repos__list-deployments"), ("/deployments/400", "repos__get-deployment"),
    ("/deployments/400/statuses", "repos__list-deployment-statuses"),
    ("/actions/runs", "actions__list-workflow-runs-for-repo"),
    ("/actions/runs/500", "actions__get-workflow-run"),
    ("/actions/runs/500/approvals", "actions__get-reviews-for-run"),
    ("/actions/runs/501/pending_deployments", "actions__get-pending-deployments-for-run"),
    ("/environments", "repos__get-all-environments"),
    ("/environments/production", "repos__get-environment"),
    ("/environments/eu%2Fprod", "repos__get-environment"),
    ("/environments/staging", "repos__get-environment"),
    (
      "/environments/production/deployment-branch-policies",
      "repos__list-deployment-branch-policies"
    ),
    (
      "/environments/production/deployment_protection_rules",
      "repos__get-all-deployment-protection-rules"
    ), ("/branches/main", "repos__get-branch"),
    ("/branches/main/protection", "repos__get-branch-protection"),
    ("/rules/branches/main", "repos__get-branch-rules"),
    ("/rulesets", "repos__get-repo-rulesets"), ("/rulesets/100", "repos__get-repo-ruleset"),
    ("/rulesets/rule-suites?time_period=week", "repos__get-repo-rule-suites"),
    ("/collaborators/bob/permission", "repos__get-collaborator-permission-level"),
  ]
  private static let others: [(path: String, schema: String)] = [
    ("/orgs/acme/teams/ops-eu", "teams__get-by-name"),
    ("/orgs/acme/teams/ops/members", "teams__list-members-in-org"),
    ("/orgs/acme/teams/ops/teams", "teams__list-child-in-org"),
    ("/orgs/acme/teams/ops/memberships/dan", "teams__get-membership-for-user-in-org"),
    ("/user/1", "users__get-by-id"), ("/users/alice", "users__get-by-username"),
    ("/user", "users__get-authenticated"), ("/versions", "meta__get-all-versions"),
    ("/rate_limit", "rate-limit__get"),
  ]

  @Test
  func everyAnswerOfREST() async throws {
    var cases: [FixtureJudge.Case] = []
    for (path, schema) in Self.answers.map({ (Self.home + $0.path, $0.schema) }) + Self.others {
      let answer = await github.get(path)
      #expect(answer.status == 200, "\(path): \(answer.message ?? "")")
      cases.append(Self.judged(path, "\(schema).200", answer))
    }
    let verdict = try FixtureJudge.verdict(cases)
    #expect(verdict.isEmpty, "\(verdict)")
  }

  @Test
  func everyChangeAndRefusalOfREST() async throws {
    await github.change {
      $0.repositories[0].branches.append(World.Branch("promote/3", at: World.oid(0xB1)))
    }
    let body: JSONValue = ["title": "3", "head": "promote/3", "base": "main"]
    let pulls = "\(Self.home)/pulls"
    let made = await github.send("POST", pulls, body)
    let edited = await github.send("PATCH", "\(pulls)/813", ["title": "4"])
    let asked = await github.send(
      "POST",
      "\(pulls)/813/requested_reviewers",
      ["reviewers": ["bob"]]
    )
    await github.change { $0.repositories[0].pullRequests[0].headRepository = "gone/ops" }
    let orphan = await github.get("\(pulls)/812")
    #expect(orphan.json.at("head", "repo") == .null)
    #expect(made.status == 201 && edited.status == 200 && asked.status == 201)
    let cases = [
      Self.judged("orphan", "pulls__get.200", orphan),
      Self.judged("opened", "pulls__get.200", made),
      Self.judged("edited", "pulls__get.200", edited),
      Self.judged(
        "asked",
        "repos__list-pull-requests-associated-with-commit.200",
        asked,
        inList: true
      ),
      Self.judged("refused", "pulls__list.422", await github.send("POST", pulls, body)),
      Self.judged("none", "pulls__get.404", await github.get("\(pulls)/1")),
    ]
    let verdict = try FixtureJudge.verdict(cases)
    #expect(verdict.isEmpty, "\(verdict)")
  }

  private static func judged(
    _ name: String,
    _ schema: String,
    _ answer: StandInAnswer,
    inList: Bool = false
  ) -> FixtureJudge.Case {
    FixtureJudge.Case(
      name: name,
      schema: "rest/schemas-strict/\(schema).schema.json",
      answer: inList ? [answer.json] : answer.json
    )
  }
}
