import Notation
import OpsTestSupport
import StandIn
import Testing

/// The queries of the fixtures are answered, and in the shape that GitHub's schema gives them.
@Suite(
  .enabled(if: FixtureJudge.isThere, "there are no github-fixtures here, or no Python jsonschema")
)
struct QueryFixtureTests {
  private let github = GitHubStandIn(.example)

  private static let home: [String: JSONValue] = ["owner": "acme", "name": "ops"]
  private static let variables: [String: [String: JSONValue]] = [
    "deployments-with-approvals": ["env": ["production", "eu/prod"]], "environments": [:],
    "pr-opinions": ["number": 812], "protection": ["qualified": "refs/heads/main"],
    "smoke-rollup": ["oid": .string(World.oid(0xA4))],
  ]

  private func check(
    _ name: String,
    _ variables: [String: JSONValue],
    schema: String?
  ) async throws -> JSONValue {
    let text = try FixtureJudge.folder.text("graphql/\(name).graphql")
    let answer = await github.query(text, .object(variables)).json
    #expect(answer.at("errors") == .null, "\(name)")
    guard let schema else { return answer.at("data") }
    let judged = FixtureJudge.Case(
      name: name,
      schema: "graphql/\(schema).response.schema.json",
      answer: answer
    )
    let verdict = try FixtureJudge.verdict([judged])
    #expect(verdict.isEmpty, "\(verdict)")
    return answer.at("data")
  }

  @Test(arguments: variables.keys.sorted())
  func everyQuery(_ name: String) async throws {
    let more = Self.variables[name] ?? [:]
    let data = try await check(name, Self.home.merging(more) { $1 }, schema: name)
    #expect(data.at("repository") != .null)
  }

  @Test
  func theReviewsOfAPullRequestByItsName() async throws {
    let data = try await check("pr-reviews-page", ["id": "PR_1000_812"], schema: "pr-reviews-page")
    #expect(data.at("node", "reviews", "totalCount") == 3)
    #expect(data.at("node", "reviews", "nodes", "1", "author") == .null)
  }

  /// Only for fifty do the fixtures have a schema.
  @Test(arguments: [50, 100])
  func manyCommitsAtOnce(_ count: Int) async throws {
    var variables = Self.home
    for place in 0..<count { variables["o\(place)"] = .string(World.oid(0xA1 + place)) }
    let data = try await check(
      "resolve-commits-\(count)",
      variables,
      schema: count == 50 ? "resolve-commits" : nil
    )
    let pulls = data.at("repository", "c3", "associatedPullRequests", "nodes")
    #expect(pulls.at("0", "timelineItems", "totalCount") == 4)
    #expect(data.at("repository", "c4") == .null)
    #expect(data.at("rateLimit", "cost") == (count == 50 ? 5 : 9))
  }
}
