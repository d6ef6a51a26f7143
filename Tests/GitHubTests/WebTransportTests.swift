import Foundation
import GitHub
import StandIn
import Testing

/// The way over the network, to a real server on this machine.
struct WebTransportTests {
  private static let secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345"

  private func asked(
    _ path: String = "/repos/acme/ops",
    environment: [String: String] = [:],
    _ respond: @escaping StandInServer.Responder
  ) async throws -> (HTTPResponse?, Unknown?) {
    try await StandInServer.run(respond) { stand in
      let server = Server(
        host: "127.0.0.1",
        api: stand.url,
        graphQL: stand.url + "/graphql",
        web: ""
      )
      return try await WebTransport.open(to: server, environment: environment) { transport in
        let client = Client(
          server,
          token: Token(Self.secret, from: "GH_TOKEN"),
          over: transport,
          patience: Client.Patience(jitter: 0),
          clock: ScriptedClock().clock,
          agent: "opsgate/test"
        )
        do {
          return (try await client.get(path, to: "read it"), nil)
        } catch let error as Unknown {
          return (nil, error)
        }
      }
    }
  }

  @Test
  func anAnswerComesWhole() async throws {
    let (response, _) = try await asked("/repos/acme/ops?page=2") { request in
      let agent = request.headers["user-agent"] ?? ""
      let isRight =
        request.path == "/repos/acme/ops?page=2" && agent == "opsgate/test"
        && request.headers["authorization"] == "Bearer \(Self.secret)"
      return StandInAnswer(isRight ? 200 : 400, "{\"a\": 1}", headers: ["ETag": "\"x\""])
    }
    #expect(response?.body == Array("{\"a\": 1}".utf8) && response?.headers["etag"] == "\"x\"")
  }

  @Test
  func aPageOfHTMLIsAskedAgain() async throws {
    let count = Counter()
    let (response, _) = try await asked { _ in
      await count.next() < 3
        ? StandInAnswer(502, "<html>Unicorn!</html>") : StandInAnswer(200, "{}")
    }
    #expect(response?.status == 200)
    #expect(await count.value == 3)
  }

  @Test
  func aConnectionThatEndsEarlyIsUnknownAfterThreeTries() async throws {
    let count = Counter()
    let (_, error) = try await asked { _ in
      _ = await count.next()
      return StandInAnswer(200, String(repeating: "x", count: 10_000), fault: .cut(after: 100))
    }
    #expect(error?.kind == .unavailable, "\(String(describing: error))")
    #expect(await count.value == 3)
  }

  @Test
  func aRedirectElsewhereIsNotFollowed() async throws {
    let count = Counter()
    let (_, error) = try await asked { _ in
      _ = await count.next()
      return StandInAnswer(301, "", headers: ["Location": "http://localhost:1/x"])
    }
    #expect(error?.reason == "GitHub sent it to another server")
    #expect(await count.value == 1)
  }

  @Test
  func aServerThatIsNotThereIsUnknown() async throws {
    let server = Server(host: "127.0.0.1", api: "http://127.0.0.1:9", graphQL: "", web: "")
    await #expect(throws: TransportError.self) {
      try await WebTransport.open(to: server, environment: [:]) { transport in
        try await transport.send(HTTPRequest(.get, "http://127.0.0.1:9/x"))
      }
    }
  }

  /// The proxy is asked for the way, with its own name and password, and is shown no token.
  @Test
  func aProxyIsAskedForTheWay() async throws {
    let seen = Seen()
    let reason = try await StandInServer.run { request in
      await seen.take(request)
      return StandInAnswer(407)
    } while: { stand in
      let server = Server(host: "git.acme.invalid")
      let proxy = stand.url.replacing("://", with: "://user:p%40ss@")
      return try await WebTransport.open(
        to: server,
        environment: ["HTTPS_PROXY": proxy]
      ) { transport in
        var request = HTTPRequest(.get, server.api + "/x")
        request.headers["authorization"] = "Bearer \(Self.secret)"
        do {
          _ = try await transport.send(request)
          return "an answer"
        } catch let error as TransportError {
          return error.reason
        }
      }
    }
    #expect(reason == "the proxy before https://git.acme.invalid wants a name and a password")
    let request = try #require(await seen.request)
    #expect(request.method == "CONNECT", "\(request)")
    #expect(request.headers["proxy-authorization"] == "Basic dXNlcjpwQHNz", "\(request)")
    #expect(request.headers["authorization"] == nil)
  }

  @Test
  func aFileOfCertificatesMustBeOne() async {
    await #expect(throws: TransportError.self) {
      try await WebTransport.open(
        to: Server(host: "github.com"),
        environment: ["SSL_CERT_FILE": "/dev/null"]
      ) { _ in }
    }
  }
}

actor Counter {
  private(set) var value = 0

  func next() -> Int {
    value += 1
    return value
  }
}

actor Seen {
  private(set) var request: StandInRequest?

  func take(_ request: StandInRequest) { self.request = request }
}
