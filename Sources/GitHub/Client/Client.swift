import FoundationEssentials

/// Asks one server, one request after another, as patiently as it wants to be asked.
///
/// The token goes to that server alone: a redirect that leads elsewhere is not followed. What fails in the end is an
/// ``Unknown``; nothing is ever taken for an answer that is none.
public actor Client {
  /// How long to wait for what, in seconds.
  public struct Patience: Hashable, Sendable {
    /// Of the whole run, waits included.
    public var budget: Int
    /// Between two tries a little more is waited, up to this share, lest all jobs ask at once.
    public var jitter: Double

    public init(budget: Int = 120, jitter: Double = 0.2) {
      self.budget = budget
      self.jitter = jitter
    }
  }

  /// The clock that a run goes by.
  public struct Clock: Sendable {
    /// The time in seconds since 1970.
    public var now: @Sendable () -> Int
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void

    public init(
      now: @escaping @Sendable () -> Int,
      sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void
    ) {
      self.now = now
      self.sleep = sleep
    }
  }

  private static let mostRedirects = 3
  /// The last one in which pull requests name the commit that landed them.
  private static let version = "2022-11-28"

  public nonisolated let server: Server
  private let token: Token?
  private let transport: any Transport
  private let patience: Patience
  private let clock: Clock
  private let agent: String
  private let began: Int
  /// Answers with a tag, by address: GitHub says for nothing that they are still so.
  private var tagged: [String: HTTPResponse] = [:]
  /// What the server said last of how much is left.
  public private(set) var remaining: Int?
  /// How many requests were sent.
  public private(set) var requests = 0

  public init(
    _ server: Server,
    token: Token?,
    over transport: any Transport,
    patience: Patience = Patience(),
    clock: Clock,
    agent: String
  ) {
    self.server = server
    self.token = token
    self.transport = transport
    self.patience = patience
    self.clock = clock
    self.agent = agent
    began = clock.now()
  }

  /// Reads one address.
  ///
  /// - Parameters:
  ///   - path: From the server's API on, with its query: `/repos/acme/ops/pulls/812`; or a whole address of this server.
  ///   - operation: What it is for: `read the reviews of #812`.
  /// - Returns: A status of 2xx.
  /// - Throws: `Unknown`.
  public func get(_ path: String, to operation: String) async throws(Unknown) -> HTTPResponse {
    let url = path.hasPrefix("/") ? server.api + path : path
    var request = HTTPRequest(.get, url, headers: headers())
    request.headers["if-none-match"] = tagged[url]?.headers["etag"]
    let response = try await send(request, to: operation, isRepeatable: true)
    if response.status == 304 {
      guard let known = tagged[url] else {
        throw Unknown(
          .notUnderstood,
          operation,
          reason: "GitHub answered 304 to what was not asked"
        )
      }
      return known
    }
    if response.headers["etag"] != nil { tagged[url] = response }
    return response
  }

  /// Reads a list page by page.
  ///
  /// - Parameters:
  ///   - path: As for ``get(_:to:)``.
  ///   - operation: What it is for.
  ///   - take: Gets each page.
  /// - Throws: `Unknown`, also where a page leads to another server.
  public func pages(
    _ path: String,
    to operation: String,
    take: (HTTPResponse) throws(Unknown) -> Void
  ) async throws(Unknown) {
    var next: String? = path
    var seen: Set<String> = []
    while let page = next {
      guard seen.insert(page).inserted else {
        throw Unknown(.notUnderstood, operation, reason: "the pages lead in a circle")
      }
      let response = try await get(page, to: operation)
      try take(response)
      next = Link.next(in: response.headers["link"])
      if let url = next, !server.isOwn(url) {
        throw Unknown(.notUnderstood, operation, reason: "the next page is on another server")
      }
    }
  }

  /// Makes something anew, as a pull request.
  ///
  /// Nothing is tried again of which nobody knows whether it was done; where GitHub asks to slow down, nothing was.
  ///
  /// - Parameters:
  ///   - path: From the server's API on.
  ///   - body: What is sent, as JSON.
  ///   - operation: What it is for.
  /// - Returns: A status of 2xx.
  /// - Throws: `Unknown`.
  func post(
    _ path: String,
    _ body: some Encodable,
    to operation: String
  ) async throws(Unknown) -> HTTPResponse {
    guard let bytes = try? JSONEncoder().encode(body) else {
      throw Unknown(.notUnderstood, operation, reason: "the request cannot be written as JSON")
    }
    var request = HTTPRequest(.post, server.api + path, headers: headers(), body: Array(bytes))
    request.headers["content-type"] = "application/json"
    return try await send(request, to: operation, isRepeatable: false)
  }

  /// Posts a query of GraphQL, which only reads.
  ///
  /// - Returns: A status of 200; what it says may be an error all the same.
  /// - Throws: `Unknown`.
  func query(
    _ body: [UInt8],
    to operation: String,
    isRepeatable: Bool
  ) async throws(Unknown) -> HTTPResponse {
    var request = HTTPRequest(.post, server.graphQL, headers: headers(), body: body)
    request.headers["content-type"] = "application/json"
    return try await send(request, to: operation, isRepeatable: isRepeatable)
  }

  // MARK: One request

  /// The time by the run's clock, in seconds since 1970.
  nonisolated var now: Int { clock.now() }

  private func headers() -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers["accept"] = "application/vnd.github+json"
    headers["x-github-api-version"] = Self.version
    headers["user-agent"] = agent
    headers["authorization"] = token?.authorization
    return headers
  }

  private func send(
    _ first: HTTPRequest,
    to operation: String,
    isRepeatable: Bool
  ) async throws(Unknown) -> HTTPResponse {
    var request = first
    var (tries, redirects) = (0, 0)
    while true {
      guard server.isOwn(request.url) else {
        throw Unknown(.refused(status: 0), operation, reason: "GitHub sent it to another server")
      }
      tries += 1
      requests += 1
      let judge = AnswerJudge(
        operation: operation,
        now: clock.now(),
        tries: tries,
        isRepeatable: isRepeatable
      )
      let (response, step) = await attempt(request, judge)
      switch step {
      case .take: if let response { return response }
      case .giveUp(let unknown): throw unknown
      case .follow(let url):
        redirects += 1
        tries -= 1
        guard redirects <= Self.mostRedirects else {
          throw Unknown(.notUnderstood, operation, reason: "GitHub sends it around in circles")
        }
        request.url = url
      case .retry(let seconds, let unknown): try await wait(seconds, orElse: unknown)
      }
    }
  }

  private func attempt(
    _ request: HTTPRequest,
    _ judge: AnswerJudge
  ) async -> (HTTPResponse?, AnswerJudge.Step) {
    do throws(TransportError) {
      let response = try await transport.send(request)
      remaining = response.headers["x-ratelimit-remaining"].flatMap { Int($0) } ?? remaining
      return (response, judge.step(response))
    } catch {
      return (nil, judge.step(error))
    }
  }

  private func wait(_ seconds: Int, orElse unknown: Unknown) async throws(Unknown) {
    guard clock.now() - began + seconds <= patience.budget else { throw unknown }
    let more = Double(seconds) * Double.random(in: 0...max(0, patience.jitter))
    do {
      try await clock.sleep(Double(seconds) + more)
    } catch {
      throw unknown
    }
  }
}
