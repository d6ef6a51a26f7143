public import Git

/// All that one change of one environment is reconciled by.
public struct ReconciliationCase: Hashable, Sendable {
  /// Which record must hold an approval.
  public enum Require: String, CaseIterable, Hashable, Sendable { case note, github, both }

  /// An emergency that opened the gate.
  public struct Emergency: Hashable, Sendable {
    public var people: [String]
    public var isReviewed: Bool
    public var isOverdue: Bool

    public init(people: [String], isReviewed: Bool, isOverdue: Bool) {
      self.people = people
      self.isReviewed = isReviewed
      self.isOverdue = isOverdue
    }
  }

  /// Whether GitHub wrote down that somebody pushed past its rules.
  public enum Bypass: Hashable, Sendable {
    case none
    case recorded(by: String?)
    /// The token may not see it.
    case unreadable
  }

  public var environment: String
  /// What GitHub calls it; mostly the same.
  public var environmentOnGitHub: String
  public var commit: ObjectID
  /// How many must approve.
  public var needed: Int
  public var require: Require
  public var people: PeopleDirectory
  /// The people who may, by name.
  public var approvers: Set<String>
  public var words: [NoteWord]
  /// Whether the notes of all remotes are here.
  public var areNotesKnown: Bool
  public var emergency: Emergency?
  /// The checks that the gate asks for and nobody recorded as passed, in words.
  public var missingChecks: [String]
  /// How soon approvers are meant to answer, in seconds; `nil` where there is no target, or it counts certain hours alone.
  public var answerWithin: Int?
  /// What GitHub says of the commit.
  public var answer: CommitAnswer
  /// The pull request that landed it, or would.
  public var pullRequest: PullRequest?
  /// What its reviews come to; `nil` where there is none.
  public var reviews: ReviewOpinions?
  public var deployments: DeploymentAnswer
  /// Whether GitHub knows deployments of this environment at all.
  public var usesDeployments: Bool
  /// What the Environment is set up to ask; `nil` where that is not known.
  public var settings: EnvironmentSettings?
  public var bypass: Bypass
  /// What a machine wrote down earlier of the same commit.
  public var recorded: RecordedReviews?

  public init(
    environment: String,
    commit: ObjectID,
    needed: Int,
    require: Require = .note,
    people: PeopleDirectory,
    approvers: Set<String>,
    answer: CommitAnswer
  ) {
    self.environment = environment
    environmentOnGitHub = environment
    self.commit = commit
    self.needed = needed
    self.require = require
    self.people = people
    self.approvers = approvers
    self.answer = answer
    words = []
    areNotesKnown = true
    missingChecks = []
    deployments = .known(DeploymentFacts(commit: commit))
    usesDeployments = false
    bypass = .none
  }
}

/// What GitHub said when a machine asked earlier, and signed.
public struct RecordedReviews: Hashable, Sendable {
  public struct Review: Hashable, Sendable {
    public var id: Int
    /// `nil` where the account was deleted already.
    public var userID: Int?
    public var state: String

    public init(id: Int, userID: Int?, state: String) {
      self.id = id
      self.userID = userID
      self.state = state
    }
  }

  public var repositoryID: Int
  /// In seconds since 1970.
  public var askedAt: Int
  public var reviews: [Review]

  public init(repositoryID: Int, askedAt: Int, reviews: [Review]) {
    self.repositoryID = repositoryID
    self.askedAt = askedAt
    self.reviews = reviews
  }
}
