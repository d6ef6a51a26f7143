import Foundation
import GitHub
import OpsTestSupport
import Testing

/// The answers of `github-fixtures/errors`, which lie beside the project where it is developed.
struct ErrorFixtureTests {
  private static let folder = packageFolder().url.deletingLastPathComponent()
    .appending(path: "shared/reference/github-fixtures/errors")

  private struct Fixture: Decodable {
    let status: Int
    let headers: [String: String]
  }

  private static let kinds: [String: String] = [
    "400-bad-api-version": "refused(status: 400)", "401-bad-credentials": "unauthorized",
    "403-primary-rate-limit": "rateLimited(until: 1785578401)",
    "403-resource-not-accessible": "forbidden(needs: Optional(\"administration=read\"))",
    "403-saml-sso": "forbidden(needs: nil)", "403-secondary-no-retry-after": "rateLimited",
    "403-secondary-rate-limit": "rateLimited",
    "403-secondary-reset-only": "rateLimited(until: 1785578401)",
    "404-branch-not-protected": "notFoundOrHidden", "404-not-found": "notFoundOrHidden",
    "405-merge-not-allowed": "refused(status: 405)",
    "409-merge-head-modified": "refused(status: 409)",
    "410-api-version-retired": "refused(status: 410)",
    "422-no-commit-for-sha": "refused(status: 422)",
    "422-validation-failed": "refused(status: 422)",
    "429-primary-rate-limit": "rateLimited(until: 1785578401)", "500-server-error": "unavailable",
    "502-html": "unavailable", "503-unavailable": "unavailable",
    "graphql-502-timeout": "unavailable",
  ]

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: folder.path), "no github-fixtures here")
  )
  func everyOneIsUnknownInItsOwnWay() async throws {
    for (name, kind) in Self.kinds.sorted(by: { $0.key < $1.key }) {
      let answer = try Self.answer(name)
      let client = Self.client(
        ScriptedTransport(Array(repeating: .success(answer), count: 5))
      )
      do {
        _ = try await client.get("/x", to: "read it")
        Issue.record("\(name) was taken for an answer")
      } catch {
        #expect("\(error.kind)".hasPrefix(kind), "\(name): \(error)")
      }
    }
  }

  private static func answer(_ name: String) throws -> HTTPResponse {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    let fixture = try JSONDecoder().decode(Fixture.self, from: data)
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let body = whole["body"] is NSNull ? nil : whole["body"]
    return HTTPResponse(
      status: fixture.status,
      headers: HTTPHeaders(fixture.headers.map { ($0, $1) }),
      body: try bytes(of: body)
    )
  }

  private static func client(_ transport: ScriptedTransport) -> Client {
    Client(
      Server(host: "github.com"),
      token: nil,
      over: transport,
      patience: Client.Patience(budget: 0),
      clock: ScriptedClock().clock,
      agent: "opsgate/test"
    )
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: folder.path), "no github-fixtures here")
  )
  func aRenamedRepositoryIsFollowedWithMethodAndBody() async throws {
    let cases: [(String, HTTPRequest.Method)] = [
      ("301-renamed-get", .get), ("307-renamed-write", .post),
    ]
    for (name, method) in cases {
      let transport = ScriptedTransport([.success(try Self.answer(name)), .answer(200)])
      let client = Self.client(transport)
      if method == .get {
        _ = try await client.get("/repos/a/b", to: "read it")
      } else {
        let draft = PullRequestDraft(title: "x", body: "", head: "topic", base: "main")
        // What comes back is none; what was sent is what counts here.
        _ = try? await PullRequestOpening(client, in: try #require(Slug("a/b")))
          .open(draft, from: "a:topic")
      }
      let sent = await transport.requests.prefix(2)
      #expect(sent.map(\.method) == [method, method], "\(name)")
      #expect(sent.last?.url == "https://api.github.com/repositories/1000")
      #expect(sent.first?.body == sent.last?.body)
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: folder.path), "no github-fixtures here")
  )
  func whatIsStillSoIsTheOldBody() async throws {
    let same = try Self.answer("304-not-modified")
    let tag = try #require(same.headers["etag"])
    let transport = ScriptedTransport([
      .answer(200, #"{"id":1}"#, [("etag", tag)]), .success(same),
    ])
    let client = Self.client(transport)
    let first = try await client.get("/x", to: "read it")
    let second = try await client.get("/x", to: "read it")
    #expect(first.body == second.body && second.status == 200)
    #expect(await transport.requests.last?.headers["if-none-match"] == tag)
  }

  private static func bytes(of body: Any?) throws -> [UInt8] {
    if let text = body as? String { return Array(text.utf8) }
    guard let body else { return [] }
    return Array(try JSONSerialization.data(withJSONObject: body, options: .fragmentsAllowed))
  }
}
