import Git
import GitHub

/// All that GitHub said in one run.
struct Asked: Sendable {
  var commits: [ObjectID: CommitAnswer] = [:]
  var deployments: [ObjectID: DeploymentAnswer] = [:]
  /// How the Environments are set up, by their names; those that the token may not see are not there.
  var settings: [String: EnvironmentSettings] = [:]
  /// Who pushed past rules, by the commit that stood there afterwards; `nil` where the token may not see that.
  var bypasses: [ObjectID: String]?
  /// The accounts that may approve nothing any more.
  var withoutAccess: Set<Int> = []
  /// The repository's number; `nil` where it is not known.
  var repository: Int?
  /// How many requests were sent.
  var requests = 0

  /// Whether all that was asked was answered.
  var isWhole: Bool {
    commits.values.allSatisfy(\.isAnswered) && deployments.values.allSatisfy(\.isAnswered)
  }
}

/// Asks for what many changes need at once.
struct Asking {
  let client: Client
  let slug: Slug
  let journal: AnswerJournal

  /// - Parameters:
  ///   - commits: The commits of the changes, each once.
  ///   - environments: What GitHub calls the environments.
  ///   - branch: The mainline, without `refs/heads/`.
  ///   - progress: Told how much is done, of how much.
  /// - Returns: What is known and what is not; it fails as a whole never.
  func all(
    of commits: [ObjectID],
    environments: Set<String>,
    on branch: String,
    progress: (Int, Int) -> Void
  ) async -> Asked {
    var asked = Asked()
    let total = commits.count * 2
    asked.commits = await CommitLookup(client, in: slug, keeping: journal)
      .answers(for: commits) { progress($0, total) }
    asked.requests = await client.requests
    // Who answers nothing is not asked again and again.
    guard asked.commits.values.contains(where: \.isAnswered) else { return asked }
    asked.repository = try? await RepositoryReading(client, in: slug).number()
    // Of what GitHub does not have it has no deployments either.
    let known = commits.filter { asked.commits[$0]?.facts != nil }
    asked.deployments = await DeploymentLookup(client, in: slug, keeping: journal)
      .answers(for: known) { progress(commits.count + $0, total) }
    asked.deployments = await RunReading(client, in: slug)
      .completing(asked.deployments, for: environments)
    for name in environments.sorted() {
      asked.settings[name] = try? await EnvironmentReading(client, in: slug).settings(of: name)
    }
    asked.bypasses = try? await BypassReading(client, in: slug).bypasses(of: branch)
    asked.withoutAccess = await accountsWithoutAccess(asked)
    asked.requests = await client.requests
    return asked
  }

  /// Everybody whose approval might count, each asked about once.
  private func accountsWithoutAccess(_ asked: Asked) async -> Set<Int> {
    let reviews = asked.commits.values.compactMap(\.facts).flatMap(\.pullRequests)
      .flatMap(\.reviews)
    let accounts = Set(
      reviews.filter { $0.state == .approved }.compactMap(\.author).filter { $0.kind == .user }
    )
    var without: Set<Int> = []
    for account in accounts.sorted(by: { $0.id < $1.id }) {
      let level = try? await AccessReading(client, in: slug).mayWrite(account)
      if level == false { without.insert(account.id) }
    }
    return without
  }
}

extension Answer {
  /// Whether GitHub said anything of it.
  fileprivate var isAnswered: Bool {
    if case .unknown = self { false } else { true }
  }
}
