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
    if change.isOnMainline {
      let numbers = Set(facts.pullRequests.map(\.repository))
      return numbers.lazy.compactMap { facts.landing(on: mainline, of: $0) }.first
    }
    let open = facts.pullRequests.filter { $0.mergedAt == nil && $0.base == mainline }
    return open.first { $0.head == change.commit } ?? (open.count == 1 ? open.first : nil)
  }

  /// What its reviews come to.
  func opinions(
    on pull: PullRequest,
    _ change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> ReviewOpinions {
    let rule = policy.policy.approvalRule(of: change.environment)
    var makers: [String: GitHub.Opinion.Role] = [:]
    for author in change.authors {
      if let person = policy.policy.person(behind: author) { makers[person.name] = .author }
    }
    return ReviewOpinions(
      ReviewQuestion(
        pullRequest: pull,
        landed: contents.content(of: change),
        contents: try await contents.contents(of: pull, beside: change, by: policy, in: repository),
        people: PeopleDirectory(policy.policy),
        approvers: policy.policy.people(for: rule?.approvers ?? []),
        makers: makers,
        withoutAccess: withoutAccess
      )
    )
  }
}
