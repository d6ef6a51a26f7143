import FoundationEssentials
import Gate
import Git
import GitHub

/// Where the repository is on GitHub, and who asks there.
struct GitHubAccess: Sendable {
  let slug: Slug
  let server: Server
  let token: Token?
  private let environment: [String: String]

  /// Finds both: the policy's `repository` says where, and the token is looked for as `gh` does it.
  ///
  /// - Throws: `Failure` where the policy names no place on a server.
  init(_ policy: Policy, environment: [String: String]) async throws {
    guard let slug = policy.repository.flatMap({ Slug($0) }) else {
      throw Failure(
        .wrongFile,
        "the policy does not say where the repository is on GitHub",
        because: policy.repository.map { "'repository' is '\($0)'" } ?? "it has no 'repository'",
        hint: "write `repository: github.com/OWNER/NAME` into \(Policy.defaultPath)"
      )
    }
    self.slug = slug
    self.environment = environment
    server = Server.named(slug.host, environment)
    let hosts = HostsFile.path(environment).flatMap(FileManager.default.contents(atPath:))
    let variables = environment
    token = await TokenSearch(
      environment: environment,
      hosts: hosts.flatMap { HostsFile(String(decoding: $0, as: UTF8.self)) }
    ) { host in
      await HelperProgram.answer(
        of: variables["GH_PATH"] ?? "gh",
        ["auth", "token", "--hostname", host],
        environment: variables
      )?.split(whereSeparator: \.isNewline).first.map(String.init)
    }.token(for: server)
  }

  /// How long a run may wait for GitHub, in seconds: `OPSGATE_GITHUB_PATIENCE`, else two minutes.
  private var patience: Int {
    environment["OPSGATE_GITHUB_PATIENCE"].flatMap { Int($0) } ?? Client.Patience().budget
  }

  /// Asks, for as long as a body runs.
  ///
  /// - Parameters:
  ///   - now: The time of the run, in seconds since 1970.
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: `Failure` where no way to the server can be opened; what the body throws.
  func open<Value: Sendable>(
    now: Int,
    while body: (Client) async throws -> Value
  ) async throws -> Value {
    let start = ContinuousClock.now
    let clock = Client.Clock(
      now: { now + Int((ContinuousClock.now - start).components.seconds) },
      sleep: { try await Task.sleep(for: .seconds($0)) }
    )
    do {
      return try await WebTransport.open(to: server, environment: environment) { transport in
        let client = Client(
          server,
          token: token,
          over: transport,
          patience: Client.Patience(budget: patience),
          clock: clock,
          agent: "opsgate/0.1.0"
        )
        return try await body(client)
      }
    } catch let error as TransportError {
      throw Failure(.undecided, "cannot ask \(server.host)", because: error.reason)
    }
  }
}

extension Session {
  /// The remote that is the repository on the server, else the only one.
  func remote(of slug: Slug) async throws -> String? {
    let configuration = try await configuration()
    let remotes = configuration.remotes
    let own = remotes.first { name in
      configuration.string("remote.\(name).url").flatMap(Slug.init(remote:)) == slug
    }
    return own ?? (remotes.count == 1 ? remotes.first : nil)
  }
}

extension Failure {
  init(_ unknown: Unknown) {
    let request = unknown.requestID.map { "GitHub knows the request as \($0)" }
    self.init(
      .undecided,
      [
        Problem(
          message: "cannot \(unknown.operation)",
          causes: [unknown.reason, request].compactMap(\.self),
          hints: [unknown.hint].compactMap(\.self)
        )
      ]
    )
  }
}

extension PeopleDirectory {
  /// The accounts that the policy gives its people.
  init(_ policy: Policy) {
    self.init(
      policy.people.compactMap { person in
        person.github.map { Entry(person: person.name, login: $0.login, id: $0.id) }
      }
    )
  }
}
