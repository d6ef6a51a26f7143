import Notation
import StandIn
import Testing

struct MisbehaviourTests {
  private static let query =
    "{ repository(owner: \"acme\", name: \"ops\") { databaseId c0: object(oid: \"\(World.oid(0xA4))\") { id } } }"

  private func once(
    _ effect: Misbehaviour.Effect,
    _ path: String = "/repos/acme/ops/pulls/812"
  ) async -> StandInAnswer {
    let github = GitHubStandIn(.example)
    await github.misbehave(effect, on: .first())
    let answer = await github.get(path)
    #expect(await github.get(path).status == 200)
    #expect(await github.count("/pulls") == 2)
    return answer
  }

  @Test
  func limitsAreSaidInHeaders() async {
    let primary = await once(.primaryLimit(status: 429, resetAt: "2026-03-03T13:00:00Z"))
    #expect(primary.status == 429 && primary.headers["X-RateLimit-Remaining"] == "0")
    #expect(primary.headers["X-RateLimit-Reset"] == "1772542800")
    let secondary = await once(.secondaryLimit(retryAfter: 60))
    #expect(secondary.status == 403 && secondary.headers["Retry-After"] == "60")
    #expect(secondary.headers["X-RateLimit-Remaining"] == "5000")
    #expect(secondary.message?.contains("secondary rate limit") == true)
    #expect(await once(.secondaryLimit(retryAfter: nil)).headers["Retry-After"] == nil)
  }

  @Test
  func answersAreReplacedOrSpoilt() async {
    let html = await once(.badGateway)
    #expect(html.status == 502 && html.json == .null)
    #expect(html.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(await once(.halfBody).json == .null)
    #expect(await once(.moved(to: "/repositories/1")).headers["Location"] == "/repositories/1")
    #expect(await once(.answer(StandInAnswer(418, "tea"))).status == 418)
    let missing = await once(.missing(field: "merge_commit_sha")).json
    #expect(missing.at("number") == 812 && missing.at("merge_commit_sha") == .null)
    #expect(await once(.changed(field: "sha", to: 7)).json.at("base", "sha") == 7)
    guard case .cut(after: 10) = await once(.cut(after: 10)).fault else {
      Issue.record("the answer is whole")
      return
    }
  }

  @Test
  func pagesAreShorterThanAskedFor() async {
    let answer = await once(.shortPages(of: 1), "/repos/acme/ops/pulls/812/reviews?per_page=50")
    #expect(answer.json.items.count == 1)
    #expect(answer.headers["Link"]?.contains("page=2&per_page=50>; rel=\"next\"") == true)
  }

  @Test
  func occasionsAreCounted() async {
    let github = GitHubStandIn(.example)
    await github.misbehave(.badGateway, on: .init("/reviews", method: "GET", turns: 2...3))
    var seen: [Int] = []
    for _ in 0..<4 {
      seen.append(await github.get("/repos/acme/ops/pulls/812/reviews").status)
      seen.append(await github.get("/repos/acme/ops/pulls/812").status)
    }
    #expect(seen == [200, 200, 502, 200, 502, 200, 200, 200])
    await github.misbehave(.badGateway)
    #expect(await github.get("/user").status == 502)
    await github.behave()
    #expect(await github.get("/user").status == 200)
    await github.forgetRequests()
    #expect(await github.requests.isEmpty)
  }

  @Test
  func aNullIsWhereATestWantsIt() async {
    let github = GitHubStandIn(.example)
    await github.misbehave(
      .null(at: ["repository", "c0"], type: "FORBIDDEN", message: "no"),
      on: .first(1, "/graphql")
    )
    let answer = await github.query(Self.query)
    #expect(answer.status == 200 && answer.faults == ["FORBIDDEN"])
    #expect(answer.json.at("data", "repository") == ["databaseId": 1_000, "c0": .null])
    #expect(answer.json.at("errors", "0", "path") == ["repository", "c0"])
    #expect(await github.query(Self.query).faults.isEmpty)
  }

  @Test
  func pointsRunOutWithStatus200() async {
    let github = GitHubStandIn(.example)
    await github.misbehave(.outOfPoints(resetAt: "2026-03-03T13:00:00Z"), on: .first())
    let answer = await github.query(Self.query)
    #expect(answer.status == 200 && answer.faults == ["RATE_LIMITED"])
    #expect(answer.headers["X-RateLimit-Remaining"] == "0")
    #expect(answer.headers["X-RateLimit-Resource"] == "graphql")
  }

  @Test
  func tooManyObjectsAreTooMuch() async {
    let github = GitHubStandIn(.example)
    await github.misbehave(.tooMuch(above: 1))
    let two = Self.query.replacing("c0:", with: "c1: object(oid: \"x\") { id } c0:")
    #expect(await github.query(two).faults == ["RESOURCE_LIMITS_EXCEEDED"])
    #expect(await github.query(Self.query).faults.isEmpty)
  }
}
