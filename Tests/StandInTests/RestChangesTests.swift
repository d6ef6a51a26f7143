import Notation
import StandIn
import Testing

struct RestChangesTests {
  private let github = GitHubStandIn(.example)
  private let path = "/repos/acme/ops/pulls"

  @Test
  func aPullRequestIsOpenedOnce() async {
    await github.change {
      $0.repositories[0].branches.append(World.Branch("promote/3", at: World.oid(0xB1)))
    }
    let body: JSONValue = ["title": "3", "head": "acme:promote/3", "base": "main", "body": "So."]
    let made = await github.send("POST", path, body)
    #expect(made.status == 201 && made.json.at("number") == 814 && made.json.at("user", "id") == 1)
    #expect(made.json.at("created_at") == "2026-03-03T12:00:00Z")
    #expect(await github.get("\(path)/814").json.at("body") == "So.")
    let second = await github.send("POST", path, body)
    #expect(second.status == 422)
    #expect(
      second.json.at("errors", "0", "message")
        == "A pull request already exists for acme:promote/3."
    )
  }

  @Test(
    arguments: [
      (["title": "x", "head": "nothing", "base": "main"], "field", "head"),
      (["title": "x", "head": "free", "base": "nothing"], "field", "base"),
      (["head": "free", "base": "main"], "code", "missing_field"),
      (
        ["title": "x", "head": "main", "base": "main"], "message",
        "No commits between main and main"
      ),
    ] as [(JSONValue, String, JSONValue)]
  )
  func whatCannotBeIsRefused(_ line: (body: JSONValue, field: String, value: JSONValue)) async {
    let answer = await github.send("POST", path, line.body)
    #expect(answer.status == 422 && answer.message == "Validation Failed")
    #expect(answer.json.at("errors", "0", line.field) == line.value)
    #expect(await github.world.repositories[0].pullRequests.count == 2)
  }

  @Test
  func aPullRequestIsEdited() async {
    let edited = await github.send("PATCH", "\(path)/813", ["title": "New", "state": "closed"])
    #expect(edited.status == 200 && edited.json.at("state") == "closed")
    #expect(edited.json.at("closed_at") == "2026-03-03T12:00:00Z")
    let opened = await github.send("PATCH", "\(path)/813", ["state": "open"])
    #expect(opened.json.at("state") == "open" && opened.json.at("title") == "New")
    #expect(await github.send("PATCH", "\(path)/812", ["state": "open"]).status == 422)
  }

  @Test
  func reviewersAreAsked() async {
    let asked = await github.send(
      "POST",
      "\(path)/813/requested_reviewers",
      ["reviewers": ["bob"], "team_reviewers": ["ops"]]
    )
    #expect(asked.status == 201)
    #expect(asked.json.at("requested_reviewers").items.map { $0.at("login") } == ["alice", "bob"])
    #expect(asked.json.at("requested_teams").items.map { $0.at("slug") } == ["ops-eu", "ops"])
    let stranger = await github.send(
      "POST",
      "\(path)/813/requested_reviewers",
      ["reviewers": ["imported"]]
    )
    #expect(stranger.status == 422 && stranger.message?.hasPrefix("Reviews may only be") == true)
    let author = await github.send(
      "POST",
      "\(path)/813/requested_reviewers",
      ["reviewers": ["robot"]]
    )
    #expect(author.message == "Review cannot be requested from pull request author.")
  }

  @Test
  func whoMayOnlyReadChangesNothing() async {
    let headers = GitHubStandIn.headers.merging(["authorization": "Bearer ghs_workflow"]) { $1 }
    let body = JSONValue.object(["title": "New"]).canonical
    let answer = await github.answer(
      StandInRequest("PATCH", "\(path)/813", headers: headers, body: body)
    )
    #expect(answer.status == 403)
    #expect(answer.headers["X-Accepted-GitHub-Permissions"] == "pull_requests=write")
  }

  @Test
  func halfJSONIsNone() async {
    let answer = await github.answer(
      StandInRequest("POST", path, headers: GitHubStandIn.headers, body: Array("{".utf8))
    )
    #expect(answer.status == 400 && answer.message == "Problems parsing JSON")
  }
}
