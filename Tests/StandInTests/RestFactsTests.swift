import Notation
import StandIn
import Testing

/// What a world has is what its answers say.
struct RestFactsTests {
  private let github = GitHubStandIn(.example)

  @Test
  func aDeletedReviewerIsNull() async {
    let reviews = await github.get("/repos/acme/ops/pulls/812/reviews").json
    #expect(reviews.at("1", "user") == .null && reviews.at("2", "user", "id") == 1)
    #expect(reviews.at("0", "state") == "DISMISSED")
  }

  @Test
  func theTimelineIsInOrder() async {
    let events = await github.get("/repos/acme/ops/issues/812/timeline").json.items
    #expect(
      events.compactMap { $0.at("event").text } == [
        "reviewed", "reviewed", "head_ref_force_pushed", "review_dismissed", "base_ref_changed",
        "reviewed", "merged",
      ]
    )
    #expect(events[3].at("dismissed_review", "state") == "changes_requested")
  }

  @Test
  func listsAreFiltered() async {
    let all = await github.get("/repos/acme/ops/pulls?state=all").json
    #expect(all.items.map { $0.at("number") } == [813, 812])
    let one = await github.get("/repos/acme/ops/pulls?head=acme:promote/2.9.2&base=main").json
    #expect(one.items.map { $0.at("number") } == [813])
    #expect(await github.get("/repos/acme/ops/pulls?state=closed&base=x").json == [])
    let deployed = await github.get("/repos/acme/ops/deployments?environment=eu%2Fprod").json
    #expect(deployed.items.map { $0.at("id") } == [401])
    let runs = await github.get("/repos/acme/ops/actions/runs?head_sha=\(World.oid(0xA4))").json
    #expect(runs.at("total_count") == 2)
  }

  @Test
  func onlyThePushesOfADayAreJudgedUnlessMoreIsAskedFor() async {
    let suites = "/repos/acme/ops/rulesets/rule-suites"
    #expect(await github.get(suites).json == [])
    let week = suites + "?time_period=week&ref=main&rule_suite_result="
    #expect(await github.get(week + "bypass").json.items.count == 1)
    #expect(await github.get(week + "pass").json == [])
  }

  @Test
  func aCommitKnowsItsPullRequests() async {
    for (oid, number) in [(0xA4, 812), (0xA3, 812), (0xB1, 813)] as [(Int, JSONValue)] {
      let pulls = await github.get("/repos/acme/ops/commits/\(World.oid(oid))/pulls").json
      #expect(pulls.items.map { $0.at("number") } == [number])
    }
    #expect(await github.get("/repos/acme/ops/commits/\(World.oid(0xA1))/pulls").json == [])
  }

  @Test
  func theMembersOfAChildTeamAreTheParents() async {
    let members = await github.get("/orgs/acme/teams/ops/members").json
    #expect(members.items.map { $0.at("login") } == ["alice", "bob"])
    let path = "/orgs/acme/teams/ops/memberships"
    #expect(await github.get("\(path)/dan").json.at("state") == "pending")
    #expect(await github.get("\(path)/bob").json.at("state") == "active")
  }

  @Test
  func anEnvironmentSaysNoMoreThanItsServer() async {
    let path = "/repos/acme/ops/environments"
    #expect(await github.get("\(path)/eu%2Fprod").json.at("can_admins_bypass") == true)
    guard case .object(let staging) = await github.get("\(path)/staging").json else {
      Issue.record("no object")
      return
    }
    #expect(staging["can_admins_bypass"] == nil && staging["protection_rules"] == [])
    #expect(staging["deployment_branch_policy"] == .null)
  }

  @Test
  func rulesAreThoseOfTheBranch() async {
    #expect(await github.get("/repos/acme/ops/rules/branches/main").json.items.count == 4)
    // That set is only being tried out.
    #expect(await github.get("/repos/acme/ops/rules/branches/release%2F1").json == [])
    await github.change { $0.repositories[0].rulesets[1].enforcement = "active" }
    let found = await github.get("/repos/acme/ops/rules/branches/release%2F1").json
    #expect(found.at("0", "ruleset_source") == "acme")
    #expect(await github.get("/repos/acme/ops/rules/branches/release%2F1%2F2").json == [])
  }

  @Test
  func aRobotHasItsMarkHereAndNotThere() async {
    #expect(await github.get("/users/robot%5Bbot%5D").json.at("login") == "robot[bot]")
    #expect(await github.get("/users/robot").status == 404)
    let path = "/repos/acme/ops/collaborators/robot%5Bbot%5D/permission"
    #expect(await github.get(path).json.at("permission") == "write")
    let text =
      "{ repository(owner: \"acme\", name: \"ops\") { pullRequest(number: 813) { author { login } } } }"
    let answer = await github.query(text).json
    #expect(answer.at("data", "repository", "pullRequest", "author", "login") == "robot")
  }
}
