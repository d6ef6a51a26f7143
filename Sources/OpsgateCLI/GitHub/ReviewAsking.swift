import Attestations
import Gate
import Git
import GitHub
import History

/// What GitHub says of a change, as the policy of the change reads it.
struct ReviewAsking {
  let contents: ReviewContents
  /// The branch that changes land on, without `refs/heads/`.
  let mainline: String
  /// The accounts that may approve nothing any more.
  var withoutAccess: Set<Int> = []

  /// The pull request that landed a change, or would.
  func pullRequest(of change: EnvironmentChange, _ facts: CommitFacts) -> PullRequest? {
    // A fork's pull requests name the same commits, and its people say what they like there.
    guard let repository = facts.repository else { return nil }
    if change.isOnMainline { return facts.landing(on: mainline, of: repository) }
    let open = facts.pullRequests.filter {
      $0.mergedAt == nil && $0.base == mainline && $0.repository == repository
    }
    return open.first { $0.head == change.commit } ?? (open.count == 1 ? open.first : nil)
  }

  /// What its reviews are judged by.
  ///
  /// - Parameters:
  ///   - pull: The pull request of the change.
  ///   - change: What its reviews have to be about.
  ///   - facts: What GitHub says of the commit.
  ///   - recorded: What a machine wrote down of it: stands in for heads that are not here.
  ///   - policy: Names the people, and who may approve.
  ///   - repository: Where heads that are missing are fetched to.
  /// - Returns: The reviews with everything they are judged by.
  /// - Throws: `Failure`, or `GitFailure` of a repository that cannot be read.
  func question(
    on pull: PullRequest,
    _ change: EnvironmentChange,
    _ facts: CommitFacts,
    recorded: Evidence?,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> ReviewQuestion {
    let rule = policy.policy.approvalRule(of: change.environment)
    let here = try await contents.contents(of: pull, beside: change, by: policy, in: repository)
    let known = recorded?.contents(for: change.environment) ?? [:]
    return ReviewQuestion(
      pullRequest: pull,
      landed: contents.content(of: change),
      contents: here.merging(known) { $0 == .notHere ? $1 : $0 },
      people: PeopleDirectory(policy.policy),
      approvers: policy.policy.people(for: rule?.approvers ?? []),
      makers: makers(of: change, facts, policy.policy),
      withoutAccess: withoutAccess
    )
  }

  /// Whom the commits name by their addresses, and whom GitHub knows behind them.
  private func makers(
    of change: EnvironmentChange,
    _ facts: CommitFacts,
    _ policy: Policy
  ) -> [String: GitHub.Opinion.Role] {
    let people = PeopleDirectory(policy)
    let named = change.authors.compactMap { policy.person(behind: $0)?.name }
    let known = facts.authors.compactMap(\.account).compactMap { people.person(of: $0) }
    return Dictionary((named + known).map { ($0, .author) }) { first, _ in first }
  }
}

extension Evidence {
  /// What the reviewed commits would have done to an environment.
  fileprivate func contents(for environment: String) -> [ObjectID: ScopeContent] {
    var contents: [ObjectID: ScopeContent] = [:]
    for review in reviews {
      guard let commit = review.commit,
        let known = review.changes.first(where: { $0.environment == environment })
      else { continue }
      contents[commit] = .known(known.change)
    }
    return contents
  }
}

extension PeopleDirectory {
  /// The person that an account is surely of.
  func person(of account: Account) -> String? {
    if case .person(let name, _) = identity(of: account) { return name }
    return nil
  }
}
