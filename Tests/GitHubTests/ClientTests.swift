import Foundation
import GitHub
import Testing

struct ClientTests {
  private let clock = ScriptedClock()
  private let secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345"

  private func client(_ transport: ScriptedTransport, budget: Int = 600) -> Client {
    Client(
      Server(host: "github.com"),
      token: Token(secret, from: "GH_TOKEN"),
      over: transport,
      patience: Client.Patience(budget: budget, jitter: 0),
      clock: clock.clock,
      agent: "opsgate/test"
    )
  }

  private func unknown(
    _ answers: [Result<HTTPResponse, TransportError>],
    budget: Int = 600
  ) async -> (Unknown?, [HTTPRequest]) {
    let transport = ScriptedTransport(answers)
    do {
      _ = try await client(transport, budget: budget).get("/repos/acme/ops", to: "read it")
      return (nil, await transport.requests)
    } catch {
      return (error, await transport.requests)
    }
  }

  @Test
  func whatIsAskedSaysWhatGitHubWants() async throws {
    let transport = ScriptedTransport([.answer(200)])
    _ = try await client(transport).get("/repos/acme/ops", to: "read it")
    let request = try #require(await transport.requests.first)
    #expect(request.url == "https://api.github.com/repos/acme/ops")
    #expect(request.headers["Authorization"] == "Bearer \(secret)")
    #expect(request.headers["X-GitHub-Api-Version"] == "2022-11-28")
    #expect(request.headers["User-Agent"] == "opsgate/test")
  }

  @Test
  func aFaultOfTheServerIsAskedAgain() async {
    let (error, requests) = await unknown([.answer(502, "<html>"), .answer(503), .answer(200)])
    #expect(error == nil && requests.count == 3 && clock.waits == [1, 2])
  }

  @Test
  func threeFaultsAreEnough() async {
    let (error, requests) = await unknown(Array(repeating: .answer(502, "<html>"), count: 9))
    #expect(error?.kind == .unavailable && requests.count == 3)
    #expect(error?.reason == "GitHub answered 502")
  }

  @Test
  func aBrokenConnectionIsAskedAgainAndAWrongNameIsNot() async {
    let passing = TransportError("the connection was closed", isPassing: true)
    let (error, _) = await unknown([.failure(passing), .answer(200)])
    #expect(error == nil)
    let lasting = TransportError("no such host", isPassing: false)
    let (other, requests) = await unknown([.failure(lasting), .answer(200)])
    #expect(other?.kind == .unavailable && other?.reason == "no such host" && requests.count == 1)
  }

  @Test
  func aLimitIsWaitedForWhereThereIsTime() async {
    let headers = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1785578400")]
    let (error, _) = await unknown([.answer(403, "{}", headers), .answer(200)])
    #expect(error == nil && clock.waits == [401])
  }

  @Test
  func aLimitIsUnknownWhereThereIsNone() async {
    let headers = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1785578400")]
    let (error, requests) = await unknown([.answer(403, "{}", headers), .answer(200)], budget: 60)
    #expect(error?.kind == .rateLimited(until: 1_785_578_401) && requests.count == 1)
    #expect(clock.waits.isEmpty)
  }

  @Test
  func whoAsksTooFastSlowsDown() async {
    let slow = "{\"message\": \"You have exceeded a secondary rate limit.\"}"
    let (error, _) = await unknown([
      .answer(403, slow, [("retry-after", "7")]), .answer(403, slow), .answer(200),
    ])
    #expect(error == nil && clock.waits == [7, 120])
  }

  @Test
  func aWrongTokenIsNoNobody() async {
    let (error, requests) = await unknown([.answer(401, "{\"message\": \"Bad credentials\"}")])
    #expect(error?.kind == .unauthorized && requests.count == 1)
    #expect(error?.reason == "GitHub answered 401: Bad credentials")
  }

  @Test
  func aRightThatIsMissingIsNamed() async {
    let (error, _) = await unknown([
      .answer(
        403,
        "{\"message\": \"Resource not accessible by integration\"}",
        [("x-accepted-github-permissions", "administration=read")]
      )
    ])
    #expect(error?.kind == .forbidden(needs: "administration=read"))
    #expect(error?.hint == "give a token that may: administration=read")
  }

  @Test
  func aRenamedRepositoryIsFollowed() async throws {
    let place = [("location", "https://api.github.com/repositories/1000")]
    let (error, requests) = await unknown([.answer(301, "{}", place), .answer(200)])
    #expect(error == nil && requests.last?.url == "https://api.github.com/repositories/1000")
  }

  /// The token stays at home.
  @Test(arguments: [
    "https://evil.example/x", "https://api.github.com@evil.example/", "http://api.github.com/x",
    "/x",
    "https://api.github.com.evil.example/",
  ])
  func nothingIsSentToAnotherServer(_ place: String) async {
    let (error, requests) = await unknown([.answer(301, "{}", [("location", place)]), .answer(200)])
    #expect(error != nil && requests.count == 1, "\(place)")
  }

  @Test
  func aCircleEnds() async {
    let place = [("location", "https://api.github.com/repositories/1000")]
    let (error, requests) = await unknown(Array(repeating: .answer(302, "{}", place), count: 20))
    #expect(error?.kind == .notUnderstood && requests.count == 4)
  }

  @Test
  func aTokenInAnAnswerIsTakenOut() async {
    let (error, _) = await unknown([.answer(422, "{\"message\": \"no: \(secret)\\nand more\"}")])
    #expect(error?.reason == "GitHub answered 422: no: *** and more")
  }

  @Test
  func aListIsReadToItsEnd() async throws {
    let second = "https://api.github.com/repositories/1/pulls?page=2,3"
    let transport = ScriptedTransport([
      .answer(200, "[1]", [("Link", "<\(second)>; rel=\"next\", <https://x>; rel=\"last\"")]),
      .answer(200, "[2]", [("Link", "<https://x>; rel=\"first\"")]),
    ])
    var bodies: [String] = []
    try await client(transport).pages("/pulls", to: "read them") { response throws(Unknown) in
      bodies.append(String(decoding: response.body, as: UTF8.self))
    }
    #expect(bodies == ["[1]", "[2]"])
    #expect(await transport.requests.map(\.url).last == second)
  }

  @Test
  func aPageOnAnotherServerIsNotRead() async {
    let transport = ScriptedTransport([
      .answer(200, "[1]", [("link", "<https://evil.example/2>; rel=\"next\"")]),
      .answer(200, "[2]"),
    ])
    await #expect(throws: Unknown.self) {
      try await client(transport).pages("/pulls", to: "read them") { _ throws(Unknown) in }
    }
    #expect(await transport.requests.count == 1)
  }

  @Test
  func whatIsStillSoIsNotSentAgain() async throws {
    let transport = ScriptedTransport([.answer(200, "one", [("ETag", "\"a\"")]), .answer(304)])
    let client = client(transport)
    _ = try await client.get("/x", to: "read it")
    let again = try await client.get("/x", to: "read it")
    #expect(String(decoding: again.body, as: UTF8.self) == "one")
    #expect(await transport.requests.last?.headers["if-none-match"] == "\"a\"")
  }

  // MARK: GraphQL

  private func asked(
    _ body: String,
    _ headers: [(String, String)] = []
  ) async throws(Unknown)
    -> GraphQLAnswer
  {
    try await client(ScriptedTransport([.answer(200, body, headers)]))
      .ask("query { x }", ["a": "b"], to: "ask it")
  }

  @Test
  func aLimitComesAsSuccess() async {
    await #expect(throws: Unknown.self) {
      try await asked("{\"errors\": [{\"type\": \"RATE_LIMITED\", \"message\": \"no\"}]}")
    }
  }

  @Test
  func aNullAtAnErrorIsUnknown() async throws {
    let answer = try await asked(
      """
      {"data": {"repository": {"c0": null, "c1": {"oid": "1"}}},
       "errors": [{"type": "FORBIDDEN", "message": "no", "path": ["repository", "c0"]}]}
      """
    )
    #expect(
      answer.isUnknown(["repository", "c0"]) && answer.isUnknown(["repository", "c0", "oid"])
    )
    #expect(answer.isUnknown(["repository"]) && !answer.isUnknown(["repository", "c1"]))
  }

  @Test(arguments: [
    "", "<html>", "[]", "{}", "{\"data\": null}", "{\"data\": 1", "null", "{\"errors\": []}",
  ])
  func whatIsNoAnswerIsUnknown(_ body: String) async {
    await #expect(throws: Unknown.self) { try await asked(body) }
  }
}
