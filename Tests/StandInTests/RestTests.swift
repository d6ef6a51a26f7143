import Notation
import StandIn
import Testing

struct RestTests {
  @Test
  func aListComesInPages() async {
    let github = GitHubStandIn(.example)
    let first = await github.get("/repos/acme/ops/pulls/812/reviews?per_page=2")
    #expect(first.json.items.count == 2)
    #expect(
      first.headers["Link"] == """
        <http://github.example/repos/acme/ops/pulls/812/reviews?page=2&per_page=2>; rel="next", \
        <http://github.example/repos/acme/ops/pulls/812/reviews?page=2&per_page=2>; rel="last"
        """
    )
    let last = await github.get("/repos/acme/ops/pulls/812/reviews?page=2&per_page=2")
    #expect(last.json.items.count == 1 && last.headers["Link"]?.contains("next") == false)
    let counted = await github.get("/repos/acme/ops/environments?per_page=1&page=2")
    #expect(counted.json.at("total_count") == 3 && counted.json.at("environments").items.count == 1)
  }

  @Test
  func aFormerNameLeadsToTheNumber() async {
    let github = GitHubStandIn(.example)
    let read = await github.get("/repos/acme/old-ops/pulls?state=all")
    #expect(read.status == 301)
    #expect(read.headers["Location"] == "http://github.example/repositories/1000/pulls?state=all")
    let written = await github.send("POST", "/api/v3/repos/ACME/old-ops/pulls", [:])
    #expect(written.status == 307)
    #expect(written.headers["Location"] == "http://github.example/api/v3/repositories/1000/pulls")
    #expect(await github.get("/repositories/1000/pulls/812").json.at("number") == 812)
  }

  @Test
  func whatIsStillSoIsNotSaidAgainAndCostsNothing() async {
    let github = GitHubStandIn(.example)
    let first = await github.get("/repos/acme/ops/pulls/813")
    let again = await github.get(
      "/repos/acme/ops/pulls/813",
      ["if-none-match": first.headers["ETag"] ?? ""]
    )
    #expect(again.status == 304 && again.body.isEmpty)
    #expect(again.headers["X-RateLimit-Used"] == first.headers["X-RateLimit-Used"])
    await github.change { $0.repositories[0].pullRequests[1].title = "Another" }
    let changed = await github.get(
      "/repos/acme/ops/pulls/813",
      ["if-none-match": first.headers["ETag"] ?? ""]
    )
    #expect(changed.status == 200 && changed.json.at("title") == "Another")
  }

  @Test(arguments: [
    ("user-agent", "", 403), ("authorization", "Bearer ghp_wrong", 401),
    ("x-github-api-version", "2020-01-01", 400),
  ])
  func whoComesWronglyIsSentAway(_ line: (header: String, value: String, status: Int)) async {
    let answer = await GitHubStandIn(.example).get("/user", [line.header: line.value])
    #expect(answer.status == line.status, "\(answer.message ?? "")")
  }

  @Test(
    arguments: [
      ("/repos/acme/ops/branches/main/protection", 404, "Not Found"),
      ("/orgs/acme/teams/ops", 404, "Not Found"),
      ("/repos/acme/ops/rulesets/rule-suites", 403, "Resource not accessible by integration"),
      ("/repos/acme/ops/environments/production", 200, nil),
    ] as [(String, Int, String?)]
  )
  func aTokenSeesWhatItMay(_ line: (path: String, status: Int, message: String?)) async {
    let github = GitHubStandIn(.example)
    let answer = await github.get(line.path, ["authorization": "token ghs_workflow"])
    #expect(answer.status == line.status && answer.message == line.message)
    if line.status == 403 {
      #expect(answer.headers["X-Accepted-GitHub-Permissions"] == "administration=write")
    }
    #expect(await github.get(line.path).status == 200)
  }

  @Test
  func aPrivateRepositoryIsHiddenFromOthers() async {
    var world = World.example
    world.repositories[0].isPrivate = true
    world.tokens.append(World.Token("ghs_other", of: 70, repositories: [2_000]))
    let github = GitHubStandIn(world)
    for path in ["/repos/acme/ops", "/repos/acme/old-ops", "/repositories/1000/pulls"] {
      #expect(await github.get(path, ["authorization": "Bearer ghs_other"]).message == "Not Found")
    }
    let text = "{ repository(owner: \"acme\", name: \"ops\") { id } }"
    #expect(await github.query(text, token: "ghs_other").faults == ["NOT_FOUND"])
    #expect(await github.query(text, token: "ghs_workflow").faults.isEmpty)
  }

  /// It has no `merge_commit_sha` any more.
  @Test
  func theNextVersionIsServedWhereAWorldHasIt() async {
    var world = World.example
    world.versions.append("2026-03-10")
    let github = GitHubStandIn(world)
    for (version, isThere) in [("2022-11-28", true), ("2026-03-10", false)] {
      for path in ["/repos/acme/ops/pulls/812", "/repos/acme/ops/pulls?state=closed"] {
        let answer = await github.get(path, ["x-github-api-version": version])
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.contains("\"merge_commit_sha\"") == isThere && answer.status == 200)
      }
    }
  }

  @Test
  func aBypassIsShownToWhoeverMayChangeIt() async {
    let github = GitHubStandIn(.example)
    let path = "/repos/acme/ops/rulesets/100"
    #expect(await github.get(path).json.at("bypass_actors").items.count == 3)
    let hidden = await github.get(path, ["authorization": "Bearer ghs_workflow"])
    #expect(hidden.json.at("bypass_actors") == .null && hidden.status == 200)
  }

  @Test(
    arguments: [
      ("/repos/acme/ops/branches/free/protection", 404, "Branch not protected"),
      ("/repos/acme/nothing", 404, "Not Found"), ("/repos/acme/ops/", 404, "Not Found"),
      ("/repos/acme/ops/pulls/1", 404, "Not Found"), ("/nothing", 404, "Not Found"),
      (
        "/repos/acme/ops/commits/\(World.oid(1))", 422,
        "No commit found for SHA: \(World.oid(1))"
      ), ("/orgs/acme/teams/ops/memberships/carol", 404, "Not Found"),
      ("/user/90", 404, "Not Found"),
    ] as [(String, Int, String)]
  )
  func whatIsNotThereIsSaidInGitHubsWords(
    _ line: (path: String, status: Int, message: String)
  ) async {
    let answer = await GitHubStandIn(.example).get(line.path)
    #expect(answer.status == line.status && answer.message == line.message, "\(line.path)")
  }

  @Test
  func anHourHasSoManyRequests() async {
    var world = World.example
    world.hourlyLimit = 2
    let github = GitHubStandIn(world)
    #expect(await github.get("/user").headers["X-RateLimit-Remaining"] == "1")
    #expect(await github.get("/user").status == 200)
    let refused = await github.get("/user")
    #expect(refused.status == 403 && refused.headers["X-RateLimit-Remaining"] == "0")
    #expect(refused.headers["X-RateLimit-Reset"] == "1772542800")
    await github.change { $0.now = "2026-03-03T13:00:00Z" }
    #expect(await github.get("/user").status == 200)
  }
}
