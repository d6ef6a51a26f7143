import OpsTestSupport
import StandIn
import Testing

/// Acme on a stand-in for GitHub: the same commits, with pull requests, reviews and deployments that a test writes down.
struct AcmeGitHub {
  static let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345"

  /// The policy of the decision, bound to github.com, with everybody's account.
  static func policy(
    _ edit: @escaping (String) -> String = { $0 }
  ) -> (Acme) throws -> String {
    { acme in
      var text = try DecisionFlowTests.policy(acme)
        .replacing("repository: git.example/acme/ops", with: "repository: github.com/acme/ops")
      for (name, id) in [("alice", 1), ("bob", 2), ("carol", 3), ("dan", 4)] {
        text = text.replacing(
          "  \(name): { emails",
          with: "  \(name): { github: { login: \(name), id: \(id) }, emails"
        )
      }
      return edit(text)
    }
  }

  /// Their accounts have the numbers from 1.
  private static let people = ["alice", "bob", "carol", "dan"]

  private static func commits(of repository: GitFolder) throws -> [World.Commit] {
    let log = try repository.git(
      "log",
      "--all",
      "--exclude=refs/notes/*",
      "--format=%H %T %ct %ae %P"
    )
    return try log.split(separator: "\n").map { line in
      let parts = line.split(separator: " ").map(String.init)
      try #require(parts.count >= 4, "\(line)")
      let name = String(parts[3].prefix { $0 != "@" })
      let account = people.firstIndex(of: name).map { $0 + 1 }
      return World.Commit(
        parts[0],
        tree: parts[1],
        parents: Array(parts.dropFirst(4)),
        authors: [World.Commit.Person(name, parts[3], account: account ?? 5)],
        push: World.Commit.Push(by: account ?? 5)
      )
    }
  }

  /// Lets the server have what is pushed to a repository.
  static func following(_ repository: GitFolder) -> @Sendable (inout World) -> Void {
    { world in
      let heads = try? repository.git(
        "for-each-ref",
        "--format=%(objectname) %(refname:lstrip=2)",
        "refs/heads"
      )
      guard let heads, let commits = try? commits(of: repository) else { return }
      world.repositories[0].commits = commits
      world.repositories[0].branches = heads.split(separator: "\n").map { line in
        World.Branch(String(line.dropFirst(41)), at: String(line.prefix(40)))
      }
    }
  }

  /// Every commit of the repository as GitHub has it.
  static func world(of acme: Acme, _ pulls: [World.PullRequest] = []) throws -> World {
    let commits = try commits(of: acme.repository)
    return World(
      now: "2026-03-03T12:00:00Z",
      accounts: people.enumerated().map { World.Account(id: $0 + 1, login: $1) } + [
        World.Account(id: 5, login: "erin"),
        World.Account(id: 10, login: "acme", kind: .organization),
      ],
      repositories: [
        World.Repository(
          id: 1_000,
          owner: 10,
          name: "ops",
          createdAt: "2025-01-01T00:00:00Z",
          branches: [World.Branch("main", at: try acme.repository.head("main"))],
          commits: commits,
          pullRequests: pulls,
          collaborators: (1...5).map { World.Collaborator($0, "write") }
        )
      ],
      tokens: [World.Token(token, of: 5)]
    )
  }

  /// The variables by which a run finds the stand-in, as a runner of Actions sets them.
  static func variables(of github: StandInGitHub) -> [String: String] {
    variables(at: github.url, graphQL: github.graphQL)
  }

  /// The same where nobody answers.
  static let offline = variables(
    at: "http://127.0.0.1:9",
    graphQL: "http://127.0.0.1:9/graphql"
  )

  private static func variables(at url: String, graphQL: String) -> [String: String] {
    [
      "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_API_URL": url,
      "GITHUB_GRAPHQL_URL": graphQL, "GH_TOKEN": token, "GH_PATH": "/nonexistent/gh",
      // What goes wrong here stays wrong, however long anybody waits.
      "OPSGATE_GITHUB_PATIENCE": "0",
    ]
  }
}

extension Acme.Actor {
  /// Runs a command that may ask the stand-in.
  @discardableResult
  func opsgate(_ arguments: [String], at github: StandInGitHub) throws -> ProgramRun {
    try opsgate(arguments, with: AcmeGitHub.variables(of: github))
  }

  /// Runs a command that would ask, and cannot.
  @discardableResult
  func opsgateOffline(_ arguments: [String]) throws -> ProgramRun {
    try opsgate(arguments, with: AcmeGitHub.offline)
  }

  private func opsgate(_ arguments: [String], with more: [String: String]) throws -> ProgramRun {
    repository.clock.tick()
    let variables = variables.merging(more) { $1 }
    return try repository.opsgate(arguments, environment: variables)
  }
}
