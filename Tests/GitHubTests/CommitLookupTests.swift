import Foundation
import Git
import GitHub
import Testing

struct CommitLookupTests {
  private static func id(_ number: Int) -> ObjectID {
    let digits = String(number, radix: 16)
    let hex = String(repeating: "0", count: 40 - digits.count) + digits
    guard let id = ObjectID(hex: hex) else { fatalError("no id: \(hex)") }
    return id
  }

  private static func commit(_ number: Int, pulls: String = "") -> String {
    """
    {"__typename": "Commit", "oid": "\(id(number))", "tree": {"oid": "\(id(999))"},
     "parents": {"nodes": [{"oid": "\(id(998))"}]},
     "authors": {"totalCount": 1, "nodes": [{"email": "dan@acme.example",
        "user": {"__typename": "User", "login": "dan", "databaseId": 4}}]},
     "associatedPullRequests": {"totalCount": \(pulls.isEmpty ? 0 : 1), "nodes": [\(pulls)]}}
    """
  }

  private static let pull = """
    {"number": 812, "url": "https://github.com/acme/ops/pull/812", "mergedAt": "2026-03-02T10:00:00.5Z",
     "author": {"__typename": "User", "login": "dan", "databaseId": 4}, "headRefOid": "\(id(7))",
     "baseRefName": "main", "baseRepository": {"databaseId": 1000}, "mergeCommit": {"oid": "\(id(1))"},
     "commits": {"totalCount": 2, "nodes": [{"commit": {"checkSuites": {"nodes": [{"push": {"pusher":
        {"__typename": "User", "login": "carol", "databaseId": 3}}}]}}}]},
     "reviews": {"totalCount": 2, "nodes": [
        {"fullDatabaseId": "2147483648123", "state": "APPROVED", "submittedAt": "2026-03-02T09:00:00Z",
         "url": null, "author": {"__typename": "User", "login": "alice", "databaseId": 1},
         "commit": {"oid": "\(id(7))"}},
        {"fullDatabaseId": "5", "state": "PONDERED", "submittedAt": "2026-03-02T09:00:01Z",
         "author": null, "commit": null}]},
     "timelineItems": {"totalCount": 3, "nodes": [
        {"__typename": "ReviewDismissedEvent", "createdAt": "2026-03-02T09:30:00Z", "actor": null,
         "review": {"fullDatabaseId": "5"}},
        {"__typename": "HeadRefForcePushedEvent", "createdAt": "2026-03-02T08:00:00Z",
         "actor": {"__typename": "Bot", "login": "robot", "databaseId": 70},
         "beforeCommit": {"oid": "\(id(6))"}, "afterCommit": {"oid": "\(id(7))"}},
        {"__typename": "SomethingNewEvent"}]}}
    """

  private static func body(_ parts: [String], errors: String = "", number: Int = 1000) -> String {
    let fields = parts.enumerated().map { "\"c\($0)\": \($1)" }
    let home = (["\"databaseId\": \(number)", "\"nameWithOwner\": \"acme/ops\""] + fields)
      .joined(separator: ", ")
    return "{\"data\": {\"repository\": {\(home)}}"
      + (errors.isEmpty ? "" : ", \"errors\": \(errors)")
      + "}"
  }

  private func asked(
    _ commits: [Int],
    _ answers: [Result<HTTPResponse, TransportError>],
    repository: Int? = nil
  ) async -> ([ObjectID: CommitAnswer], [HTTPRequest]) {
    let transport = ScriptedTransport(answers)
    let client = Client(
      Server(host: "github.com"),
      token: nil,
      over: transport,
      patience: Client.Patience(jitter: 0),
      clock: ScriptedClock().clock,
      agent: "opsgate/test"
    )
    guard let slug = Slug("acme/ops") else { return ([:], []) }
    let answers = await CommitLookup(client, in: slug, repository: repository)
      .answers(for: commits.map(Self.id))
    return (answers, await transport.requests)
  }

  @Test
  func aCommitComesWithItsPullRequest() async throws {
    let (answers, requests) = await asked(
      [1, 2],
      [.answer(200, Self.body([Self.commit(1, pulls: Self.pull), "null"]))]
    )
    guard case .known(let facts) = answers[Self.id(1)] else {
      Issue.record("\(answers)")
      return
    }
    #expect(answers[Self.id(2)] == .absent)
    #expect(
      facts.authors == [.init(email: "dan@acme.example", account: Account(id: 4, login: "dan"))]
    )
    let pull = try #require(facts.landing(on: "main", of: 1000))
    #expect(
      facts.landing(on: "main", of: 1001) == nil && facts.landing(on: "next", of: 1000) == nil
    )
    #expect(pull.mergedAt == 1_772_445_600 && pull.isComplete)
    #expect(pull.lastPusher == Account(id: 3, login: "carol") && pull.commitCount == 2)
    #expect(pull.reviews.map(\.state) == [.approved, .other("PONDERED")])
    #expect(pull.reviews.first?.id == 2_147_483_648_123)
    #expect(
      pull.events == [
        .forcePush(
          at: 1_772_438_400,
          before: Self.id(6),
          after: Self.id(7),
          by: Account(id: 70, login: "robot", kind: .bot)
        ), .dismissal(at: 1_772_443_800, review: 5, by: nil),
      ]
    )
    // Values are variables, and no part of the query.
    let body = try #require(requests.first?.body)
    let question = try #require(
      try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    )
    let variables = try #require(question["variables"] as? [String: String])
    #expect(variables["o0"] == Self.id(1).hex && variables["owner"] == "acme")
    #expect((question["query"] as? String)?.contains(Self.id(1).hex) == false)
  }

  @Test
  func halfAListIsNotAll() async {
    let cut = Self.pull.replacing("\"totalCount\": 2", with: "\"totalCount\": 51")
    let (answers, _) = await asked([1], [.answer(200, Self.body([Self.commit(1, pulls: cut)]))])
    guard case .known(let facts) = answers[Self.id(1)] else {
      Issue.record("\(answers)")
      return
    }
    #expect(facts.pullRequests.first?.isComplete == false)
  }

  /// Four are too many, two are not.
  @Test(arguments: [
    (502, "<html>"),
    (200, "{\"errors\": [{\"type\": \"RESOURCE_LIMITS_EXCEEDED\", \"message\": \"no\"}]}"),
  ])
  func whatIsTooMuchIsAskedInHalves(_ line: (status: Int, body: String)) async {
    let (answers, requests) = await asked(
      [1, 2, 3, 4],
      [
        .answer(line.status, line.body),
        .answer(200, Self.body([Self.commit(3), Self.commit(4)])),
        .answer(200, Self.body([Self.commit(1), Self.commit(2)])),
      ]
    )
    #expect(requests.count == 3)
    for number in 1...4 {
      guard case .known = answers[Self.id(number)] else {
        Issue.record("\(number): \(answers)")
        continue
      }
    }
  }

  @Test
  func aNullAtAnErrorIsUnknownAndTheOthersAreKnown() async {
    let fault =
      "[{\"type\": \"FORBIDDEN\", \"message\": \"no\", \"path\": [\"repository\", \"c0\", \"tree\"]}]"
    let (answers, _) = await asked(
      [1, 2],
      [.answer(200, Self.body(["null", Self.commit(2)], errors: fault))]
    )
    guard case .unknown(let unknown) = answers[Self.id(1)], case .known = answers[Self.id(2)] else {
      Issue.record("\(answers)")
      return
    }
    #expect(unknown.kind == .partial)
  }

  @Test
  func aShapeThatChangedIsNamed() async {
    let old = Self.commit(1).replacing("\"tree\"", with: "\"baum\"")
    let (answers, _) = await asked([1], [.answer(200, Self.body([old]))])
    guard case .unknown(let unknown) = answers[Self.id(1)] else {
      Issue.record("\(answers)")
      return
    }
    #expect(unknown.reason.hasSuffix("'data.repository.c0.tree' is missing"), "\(unknown.reason)")
  }

  @Test
  func aNameThatSomebodyElseHasNowIsRefused() async {
    let (answers, _) = await asked(
      [1],
      [.answer(200, Self.body([Self.commit(1)], number: 4711))],
      repository: 1000
    )
    guard case .unknown(let unknown) = answers[Self.id(1)] else {
      Issue.record("\(answers)")
      return
    }
    #expect(unknown.reason.contains("another repository"), "\(unknown.reason)")
  }

  @Test
  func anotherCommitThanWasAskedForIsNoAnswer() async {
    let (answers, _) = await asked([1], [.answer(200, Self.body([Self.commit(2)]))])
    guard case .unknown = answers[Self.id(1)] else {
      Issue.record("\(answers)")
      return
    }
  }

  /// Five hundred commits cost ten requests.
  @Test
  func fiftyAreAskedAtOnce() async {
    let all = Array(1...500)
    let batches = stride(from: 0, to: 500, by: 50).reversed().map { start in
      Result<HTTPResponse, TransportError>.answer(
        200,
        Self.body(all[start..<start + 50].map { Self.commit($0) })
      )
    }
    let (answers, requests) = await asked(all, batches)
    #expect(requests.count == 10 && answers.count == 500)
    #expect(!answers.values.contains { if case .known = $0 { false } else { true } })
  }
}
