public import Git

/// What GitHub said about a mainline commit when a machine asked (`urn:opsgate:evidence:v1`).
///
/// GitHub's own words (`state`, `method`) are kept as it says them: it may add new ones.
public struct Evidence: Hashable, Sendable {
  /// The pull request that brought the commit.
  public struct PullRequest: Hashable, Sendable {
    public var number: Int
    /// The account that opened it; `nil` where it was deleted.
    public var openerID: Int?
    /// Seconds since 1970.
    public var mergedAt: Int
    /// How it was merged: `merge`, `squash`, `rebase`; `nil` where that cannot be told.
    public var method: String?
    public var headCommits: [ObjectID]

    public init(
      number: Int,
      openerID: Int?,
      mergedAt: Int,
      method: String?,
      headCommits: [ObjectID]
    ) {
      self.number = number
      self.openerID = openerID
      self.mergedAt = mergedAt
      self.method = method
      self.headCommits = headCommits
    }
  }

  /// One review of the pull request.
  public struct Review: Hashable, Sendable {
    public var id: Int
    /// `nil` where the account was deleted.
    public var userID: Int?
    public var login: String?
    public var state: String
    /// The commit that was reviewed; `nil` where GitHub has forgotten it.
    public var commit: ObjectID?
    /// Seconds since 1970; `nil` for a review that was not handed in.
    public var submittedAt: Int?
    /// Seconds since 1970; `nil` where the review was not dismissed.
    public var dismissedAt: Int?

    public init(
      id: Int,
      userID: Int?,
      login: String?,
      state: String,
      commit: ObjectID?,
      submittedAt: Int?,
      dismissedAt: Int? = nil
    ) {
      self.id = id
      self.userID = userID
      self.login = login
      self.state = state
      self.commit = commit
      self.submittedAt = submittedAt
      self.dismissedAt = dismissedAt
    }
  }

  /// What somebody answered when a deployment asked.
  public struct DeploymentApproval: Hashable, Sendable {
    /// `nil` where the account was deleted.
    public var userID: Int?
    public var login: String?
    public var state: String

    public init(userID: Int?, login: String?, state: String) {
      self.userID = userID
      self.login = login
      self.state = state
    }
  }

  /// One run that deployed the commit, or waited to.
  public struct Deployment: Hashable, Sendable {
    public var runID: Int
    public var attempt: Int
    public var environment: String
    public var approvals: [DeploymentApproval]
    /// Seconds since 1970; `nil` where it did not wait.
    public var waitingSince: Int?
    /// Seconds since 1970; `nil` where it did not start.
    public var startedAt: Int?

    public init(
      runID: Int,
      attempt: Int,
      environment: String,
      approvals: [DeploymentApproval],
      waitingSince: Int?,
      startedAt: Int?
    ) {
      self.runID = runID
      self.attempt = attempt
      self.environment = environment
      self.approvals = approvals
      self.waitingSince = waitingSince
      self.startedAt = startedAt
    }
  }

  /// The mainline commit of `commit`, and its tree.
  public var subject: Subject
  public var repository: String
  /// GitHub's number for the repository, which stays when it is renamed.
  public var repositoryID: Int
  public var commit: ObjectID
  /// `nil` where the commit came without one.
  public var pullRequest: PullRequest?
  public var reviews: [Review]
  public var deployments: [Deployment]
  /// When GitHub was asked, in seconds since 1970.
  public var askedAt: Int
  /// The machine's name in the policy.
  public var checker: String
  /// The tip of the notes that the record was made on; `nil` where there were none.
  public var seen: ObjectID?
  public var nonce: Nonce

  public init(
    subject: Subject,
    repository: String,
    repositoryID: Int,
    commit: ObjectID,
    pullRequest: PullRequest?,
    reviews: [Review],
    deployments: [Deployment],
    askedAt: Int,
    checker: String,
    seen: ObjectID?,
    nonce: Nonce
  ) {
    self.subject = subject
    self.repository = repository
    self.repositoryID = repositoryID
    self.commit = commit
    self.pullRequest = pullRequest
    self.reviews = reviews
    self.deployments = deployments
    self.askedAt = askedAt
    self.checker = checker
    self.seen = seen
    self.nonce = nonce
  }
}
