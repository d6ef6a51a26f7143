public import Attestations
import Git

extension CommitFacts {
  /// What a machine signed of it; who made the commit stands in the commit itself.
  ///
  /// - Parameters:
  ///   - evidence: What was signed.
  ///   - base: The branch that it landed on, without `refs/heads/`.
  public init(recorded evidence: Evidence, on base: String) {
    self.init(
      commit: evidence.commit,
      tree: evidence.subject.tree,
      repository: evidence.repositoryID,
      authors: evidence.makers.filter { $0.role == "author" }
        .map { Author(email: nil, account: Account(recorded: $0)) }
    )
    guard let pull = evidence.pullRequest else { return }
    var request = PullRequest(
      number: pull.number,
      opener: evidence.maker("opener") ?? pull.openerID.map { Account(id: $0, login: "") },
      lastPusher: evidence.maker("lastPusher"),
      head: pull.headCommits.last ?? evidence.commit,
      base: base,
      repository: evidence.repositoryID,
      mergedAt: pull.mergedAt,
      mergeCommit: evidence.commit
    )
    request.reviews = evidence.reviews.map(Review.init(recorded:))
    request.events = evidence.reviews.compactMap { review in
      review.dismissedAt.map { .dismissal(at: $0, review: review.id, by: nil) }
    }
    pullRequests = [request]
  }
}

extension Evidence {
  fileprivate func maker(_ role: String) -> Account? {
    makers.first { $0.role == role }.map(Account.init(recorded:))
  }
}

extension Account {
  fileprivate init(recorded maker: Evidence.Maker) {
    self.init(id: maker.userID, login: maker.login)
  }

  /// The login as records have it: with `[bot]` where somebody else may have it without; `nil` for an account that is
  /// nobody's.
  public var recordedLogin: String? {
    switch kind {
    case .user: login
    case .bot: login + "[bot]"
    case .mannequin, .organization, .other: nil
    }
  }
}

extension Review {
  fileprivate init(recorded review: Evidence.Review) {
    self.init(
      id: review.id,
      author: review.userID.map { Account(id: $0, login: review.login ?? "") },
      state: State(review.state),
      submittedAt: review.submittedAt,
      commit: review.commit
    )
  }
}

extension DeploymentFacts {
  /// The same for where it went.
  public init(recorded evidence: Evidence) {
    self.init(
      commit: evidence.commit,
      deployments: evidence.deployments.map { deployment in
        var statuses: [Deployment.Status] = []
        if let since = deployment.waitingSince { statuses.append(.init("waiting", at: since)) }
        if let started = deployment.startedAt { statuses.append(.init("in_progress", at: started)) }
        return Deployment(
          id: deployment.runID,
          environment: deployment.environment,
          createdAt: deployment.waitingSince ?? deployment.startedAt ?? evidence.askedAt,
          statuses: statuses
        )
      },
      runs: evidence.deployments.map { deployment in
        WorkflowRun(
          id: deployment.runID,
          createdAt: deployment.waitingSince ?? evidence.askedAt,
          starters: (deployment.starters ?? []).map(Account.init(recorded:)),
          attempts: deployment.starters == nil ? nil : deployment.attempt,
          answers: deployment.approvals.map { approval in
            WorkflowRun.Answer(
              account: approval.userID.map { Account(id: $0, login: approval.login ?? "") },
              state: .init(approval.state),
              environments: [deployment.environment]
            )
          }
        )
      }
    )
  }
}

extension RecordedReviews {
  public init(_ evidence: Evidence) {
    self.init(
      repositoryID: evidence.repositoryID,
      askedAt: evidence.askedAt,
      reviews: evidence.reviews.map { .init(id: $0.id, userID: $0.userID, state: $0.state) }
    )
  }
}
