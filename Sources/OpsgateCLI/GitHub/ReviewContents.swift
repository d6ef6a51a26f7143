import Attestations
import Gate
import Git
import GitHub
import History

/// What heads of pull requests would do to an environment, to be compared with what landed.
///
/// As with signed approvals it is the change that counts: the same digest is the same change, in whatever commit.
struct ReviewContents {
  let court: Court
  let home: String
  let git: GitProgram

  /// Of a head that leaves the environment alone.
  static let untouched = ScopeContent.known("nothing")

  /// What a change is.
  func content(of change: EnvironmentChange) -> ScopeContent {
    // What cannot be told is the same as nothing else.
    (try? ChangeDigest.digest(of: change, repository: home)).map(ScopeContent.known) ?? .notHere
  }

  /// The same for each head that reviews and force pushes name.
  func contents(
    of pull: PullRequest,
    beside change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> [ObjectID: ScopeContent] {
    var contents: [ObjectID: ScopeContent] = [:]
    for head in pull.heads where contents[head] == nil {
      contents[head] = try await content(of: head, beside: change, by: policy, in: repository)
    }
    return contents
  }

  private func content(
    of head: ObjectID,
    beside change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> ScopeContent {
    guard repository.isHere(head), let base = change.base else { return .notHere }
    let changes = try await EnvironmentChange.read(
      repository,
      of: head,
      mainline: base,
      layout: policy.policy.layout,
      with: git
    )
    guard let own = changes.first(where: { $0.environment == change.environment }) else {
      return Self.untouched
    }
    return content(of: own)
  }
}

extension PullRequest {
  /// All commits that its reviews and force pushes name.
  var heads: [ObjectID] {
    var seen: Set<ObjectID> = []
    let pushed = events.flatMap { event -> [ObjectID] in
      guard case .forcePush(_, let before, let after, _) = event else { return [] }
      return [before, after].compactMap(\.self)
    }
    return (reviews.compactMap(\.commit) + pushed).filter { seen.insert($0).inserted }
  }
}
