/// A stand-in that runs: where it is, and what it was asked.
public struct StandInGitHub: Sendable {
  /// `http://127.0.0.1:49152`: the REST interface, which is at `/api/v3` below it too.
  public let url: String
  /// What answers; ask it for the requests so far, and let it misbehave.
  public let github: GitHubStandIn

  /// `http://127.0.0.1:49152/graphql`.
  public var graphQL: String { url + "/graphql" }
  /// `127.0.0.1:49152`.
  public var host: String { String(url.dropFirst("http://".count)) }
}

extension StandInServer {
  /// Runs GitHub's stand-in while a body runs.
  ///
  /// - Parameters:
  ///   - world: What is there.
  ///   - port: Where; the system picks one for 0.
  ///   - misbehaviours: What goes wrong from the beginning.
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, and where no server can be started.
  public static func run<Value: Sendable>(
    _ world: World,
    port: Int = 0,
    misbehaviours: [Misbehaviour] = [],
    while body: @escaping @Sendable (StandInGitHub) async throws -> Value
  ) async throws -> Value {
    let github = GitHubStandIn(world, misbehaviours: misbehaviours)
    return try await run(port: port) { request in
      await github.answer(request)
    } while: { server in
      try await body(StandInGitHub(url: server.url, github: github))
    }
  }
}
