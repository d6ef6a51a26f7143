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

  /// An account, with what it had to do with the commit.
  public struct Maker: Hashable, Sendable {
    /// `opener` of the pull request, `lastPusher`, `author` of the commit, `starter` of a run; there may be others.
    public var role: String
    public var userID: Int
    /// As it was then; of bots with `[bot]`.
    public var login: String

    public init(role: String, userID: Int, login: String) {
      self.role = role
      self.userID = userID
      self.login = login
    }
  }

  /// What a reviewed commit would have done to an environment.
  public struct ReviewedChange: Hashable, Sendable {
    public var environment: String
    /// Its digest, as ``ChangeDigest`` makes it.
    public var change: String

    public init(environment: String, change: String) {
      self.environment = environment
      self.change = change
    }
  }

  /// One review of the pull request.
  public struct Review: Hashable, Sendable {
    public var id: Int
    /// `nil` where the account was deleted.
    public var userID: Int?
    public var login: String?
    public var state: String
    /// The commit that was looked at, whatever force pushes made of it later; `nil` where GitHub has forgotten it.
    public var commit: ObjectID?
    /// Seconds since 1970; `nil` for a review that was not handed in.
    public var submittedAt: Int?
    /// Seconds since 1970; `nil` where the review was not dismissed.
    public var dismissedAt: Int?
    /// What the commit would have done, as far as that was known; each environment once.
    public var changes: [ReviewedChange]

    public init(
      id: Int,
      userID: Int?,
      login: String?,
      state: String,
      commit: ObjectID?,
      submittedAt: Int?,
      dismissedAt: Int? = nil,
      changes: [ReviewedChange] = []
    ) {
      self.id = id
      self.userID = userID
      self.login = login
      self.state = state
      self.commit = commit
      self.submittedAt = submittedAt
      self.dismissedAt = dismissedAt
      self.changes = changes
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
    /// Who started the run, in all attempts; `nil` where nobody wrote it down.
    public var starters: [Maker]?
    /// Seconds since 1970; `nil` where it did not wait.
    public var waitingSince: Int?
    /// Seconds since 1970; `nil` where it did not start.
    public var startedAt: Int?

    public init(
      runID: Int,
      attempt: Int,
      environment: String,
      approvals: [DeploymentApproval],
      starters: [Maker]? = nil,
      waitingSince: Int?,
      startedAt: Int?
    ) {
      self.runID = runID
      self.attempt = attempt
      self.environment = environment
      self.approvals = approvals
      self.starters = starters
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
  /// Who made the commit, by GitHub's accounts.
  public var makers: [Maker]
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
    makers: [Maker] = [],
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
    self.makers = makers
    self.reviews = reviews
    self.deployments = deployments
    self.askedAt = askedAt
    self.checker = checker
    self.seen = seen
    self.nonce = nonce
  }
}
