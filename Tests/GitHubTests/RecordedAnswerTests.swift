import Foundation
import Git
import GitHub
import OpsTestSupport
import Testing

private let fixtures = packageFolder().url.deletingLastPathComponent()
  .appending(path: "shared/reference/github-fixtures")

/// GitHub's own examples, and answers that were recorded, which lie beside the project where it is developed.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: fixtures.path),
    "no github-fixtures here"
  )
)
struct RecordedAnswerTests {
  /// Answers by the end of the address; what is not there is not found.
  private actor Shelf: Transport {
    let files: [(end: String, answer: HTTPResponse)]

    init(_ files: [(String, HTTPResponse)]) { self.files = files.map { (end: $0.0, answer: $0.1) } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let path = request.url.prefix { $0 != "?" }
      return files.first { path.hasSuffix($0.end) }?.answer
        ?? HTTPResponse(
          status: 404,
          headers: HTTPHeaders([]),
          body: Array(#"{"message":"Not Found"}"#.utf8)
        )
    }
  }

  private static func text(_ path: String) throws -> HTTPResponse {
    let data = try Data(contentsOf: fixtures.appending(path: path))
    return HTTPResponse(status: 200, headers: HTTPHeaders([]), body: Array(data))
  }

  private func client(_ files: [(String, HTTPResponse)]) -> Client {
    Client(
      Server(host: "github.com"),
      token: nil,
      over: Shelf(files),
      patience: Client.Patience(budget: 0),
      clock: ScriptedClock().clock,
      agent: "opsgate/test"
    )
  }

  /// The same for GitHub's examples, by their operations.
  private func examples(_ files: [String: String]) throws -> Client {
    client(try files.map { ($0, try Self.text("rest/examples/\($1).json")) })
  }

  private var slug: Slug {
    get throws { try #require(Slug("acme/ops")) }
  }

  @Test
  func aRun() async throws {
    let client = try examples(["/actions/runs/30433642": "actions__get-workflow-run.200.default"])
    let commit = OpinionCase.id("h0")
    let run = WorkflowRun(
      id: 30_433_642,
      createdAt: 0,
      answers: [.init(account: nil, state: .approved, environments: ["production"])]
    )
    let facts = DeploymentFacts(commit: commit, runs: [run])
    let read = await RunReading(client, in: try slug)
      .completing([commit: .known(facts)], for: ["production"])
    let known = try #require(read[commit]?.facts)
    #expect(known.unread == nil && known.runs.first?.attempts == 1)
    #expect(known.runs.first?.starters.map(\.login) == ["octocat"])
  }

  @Test
  func anEnvironment() async throws {
    let client = try examples([
      "/environments/staging": "repos__get-environment.200.default",
      "/deployment-branch-policies": "repos__list-deployment-branch-policies.200.default",
      "/deployment_protection_rules": "repos__get-all-deployment-protection-rules.200.default",
      "/members": "teams__list-members-in-org.200.default",
    ])
    let settings = try #require(
      try await EnvironmentReading(client, in: try slug).settings(of: "staging")
    )
    #expect(settings.waitTimer == 30 && settings.preventsSelfReview == false)
    #expect(settings.reviewers?.count == 2)
  }

  @Test
  func aBranchsRules() async throws {
    let client = try examples([
      "/rules/branches/main": "repos__get-branch-rules.200.default",
      "/rulesets/42": "repos__get-repo-ruleset.200.default",
      "/rulesets/73": "repos__get-repo-ruleset.200.default",
      "/branches/main/protection": "repos__get-branch-protection.200.default",
    ])
    let rules = try await BranchReading(client, in: try slug).rules(of: "main")
    #expect(rules.asksPullRequests && rules.checks == ["continuous-integration/travis-ci"])
    #expect(rules.bypassers == ["Team 234", "Team 234"] && rules.unseen == nil)
  }

  @Test
  func whoPassedTheRulesBy() async throws {
    let client = try examples(["/rule-suites": "repos__get-repo-rule-suites.200.default"])
    let bypasses = try await BypassReading(client, in: try slug).bypasses(of: "main")
    #expect(Array(bypasses.values) == ["octocat"], "and not who passed")
  }

  @Test
  func whatSomebodyMay() async throws {
    let name =
      "repos__get-collaborator-permission-level.200.response-if-user-has-admin-permissions"
    let reading = AccessReading(try examples(["/permission": name]), in: try slug)
    #expect(try await reading.mayWrite(Account(id: 1, login: "octocat")))
    await #expect(throws: Unknown.self) {
      try await reading.mayWrite(Account(id: 2, login: "octocat"))
    }
  }

  @Test
  func anOpenPullRequest() async throws {
    let client = try examples(["/pulls": "pulls__list.200.default"])
    let found = try await PullRequestOpening(client, in: try slug)
      .found(from: "octocat:new-topic", into: "master")
    #expect(found?.number == 1347)
    #expect(found?.url == "https://github.com/octocat/Hello-World/pull/1347")
  }

  // MARK: What was recorded of the real one.

  private struct Exchange: Decodable {
    let method: String
    let path: String
    let status: Int
  }

  private func recorded(_ name: String) throws -> [(String, HTTPResponse)] {
    let data = try Data(
      contentsOf: fixtures.appending(path: "recorded/octokit-fixtures/\(name)/raw-fixture.json")
    )
    let exchanges = try JSONDecoder().decode([Exchange].self, from: data)
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return try zip(exchanges, whole).filter { $0.0.method == "get" }.map { exchange, whole in
      let body = try JSONSerialization.data(
        withJSONObject: whole["response"] ?? "",
        options: .fragmentsAllowed
      )
      let raw = whole["rawHeaders"] as? [String] ?? []
      let headers = stride(from: 0, to: raw.count - 1, by: 2).map { (raw[$0], raw[$0 + 1]) }
      return (
        exchange.path,
        HTTPResponse(
          status: exchange.status,
          headers: HTTPHeaders(headers),
          body: Array(body)
        )
      )
    }
  }

  @Test
  func aRepositoryAsItWasRecorded() async throws {
    let reading = RepositoryReading(
      client(try recorded("get-repository")),
      in: try #require(Slug("octokit-fixture-org/hello-world"))
    )
    #expect(try await reading.number() == 103_703_892)
    #expect(try await reading.isPrivate() == false)
  }

  @Test
  func aRepositoryThatWasRenamed() async throws {
    let files = try recorded("rename-repository")
    let old = try #require(files.first { $0.1.status == 301 }?.0)
    let slug = try #require(Slug(String(old.dropFirst("/repos/".count))))
    #expect(try await RepositoryReading(client(files), in: slug).number() == 515_436_299)
  }

  @Test
  func aBranchWithoutProtection() async throws {
    let files = try recorded("branch-protection")
    let path = try #require(files.first { $0.0.hasSuffix("/protection") }?.0)
    let parts = path.split(separator: "/")
    let slug = try #require(Slug("\(parts[1])/\(parts[2])"))
    let none = HTTPResponse(status: 200, headers: HTTPHeaders([]), body: Array("[]".utf8))
    let rules = try await BranchReading(client(files + [("/rules/branches/main", none)]), in: slug)
      .rules(of: "main")
    #expect(!rules.asksPullRequests && rules.unseen == nil)
  }

  /// Errors that come with the status 200.
  @Test(arguments: [
    "graphql-200-forbidden-field", "graphql-200-partial-not-found", "graphql-200-rate-limited",
    "graphql-200-resource-limits",
  ])
  func anErrorWithTheStatus200(_ name: String) async throws {
    let data = try Data(contentsOf: fixtures.appending(path: "errors/\(name).json"))
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let body = try JSONSerialization.data(withJSONObject: try #require(whole["body"]))
    let answer = HTTPResponse(status: 200, headers: HTTPHeaders([]), body: Array(body))
    let commit = OpinionCase.id("h0")
    let answers = await CommitLookup(client([("/graphql", answer)]), in: try slug)
      .answers(for: [commit])
    guard case .unknown = answers[commit] else {
      Issue.record("\(name): \(answers)")
      return
    }
  }
}
