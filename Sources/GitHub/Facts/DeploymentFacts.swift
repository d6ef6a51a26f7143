public import Git

/// Where a commit was deployed, and who let it.
public struct DeploymentFacts: Hashable, Sendable {
  public var commit: ObjectID
  public var deployments: [Deployment]
  public var runs: [WorkflowRun]
  /// Whether all deployments, statuses, runs and answers were read.
  public var isComplete: Bool
  /// Why it is not known of every run that somebody answered who started it; `nil` where it is.
  public var unread: Unknown?

  public init(
    commit: ObjectID,
    deployments: [Deployment] = [],
    runs: [WorkflowRun] = [],
    isComplete: Bool = true
  ) {
    self.commit = commit
    self.deployments = deployments
    self.runs = runs
    self.isComplete = isComplete
  }
}

/// One deployment, with how it went, by GitHub's clock in seconds since 1970.
public struct Deployment: Hashable, Sendable {
  public struct Status: Hashable, Sendable {
    /// As GitHub calls it, in lower case: `waiting`, `queued`, `in_progress`, `success`; it may add others.
    public var state: String
    public var time: Int

    public init(_ state: String, at time: Int) {
      self.state = state.lowercased()
      self.time = time
    }
  }

  public var id: Int
  public var environment: String
  public var createdAt: Int
  public var creator: Account?
  /// Oldest first.
  public var statuses: [Status]

  public init(
    id: Int,
    environment: String,
    createdAt: Int,
    creator: Account? = nil,
    statuses: [Status] = []
  ) {
    self.id = id
    self.environment = environment
    self.createdAt = createdAt
    self.creator = creator
    self.statuses = statuses.sorted { $0.time < $1.time }
  }

  /// When it began to wait for somebody; `nil` where it did not.
  public var waitingSince: Int? { statuses.first { $0.state == "waiting" }?.time }

  /// When it went on; `nil` where it has not.
  public var startedAt: Int? {
    statuses.first { ["queued", "in_progress", "success"].contains($0.state) }?.time
  }

  public var succeeded: Bool { statuses.contains { $0.state == "success" } }
}

/// A run of a workflow, and what people answered when it asked to go to an environment.
public struct WorkflowRun: Hashable, Sendable {
  /// One answer, of which GitHub keeps neither the time nor the attempt that it was for.
  public struct Answer: Hashable, Sendable {
    public enum State: Hashable, Sendable {
      case approved, rejected
      /// A remark; nobody decided anything.
      case pending
      case other(String)

      public init(_ name: String) {
        self =
          switch name.lowercased() {
          case "approved": .approved
          case "rejected": .rejected
          case "pending": .pending
          default: .other(name)
          }
      }
    }

    /// `nil` where the account was deleted.
    public var account: Account?
    public var state: State
    public var environments: [String]

    public init(account: Account?, state: State, environments: [String]) {
      self.account = account
      self.state = state
      self.environments = environments
    }
  }

  public var id: Int
  public var url: String?
  public var createdAt: Int
  /// Who started it, the first time or again; all of them only where ``attempts`` is known.
  public var starters: [Account]
  /// How often it was started; `nil` where that is not known, nor by whom.
  public var attempts: Int?
  public var answers: [Answer]

  public init(
    id: Int,
    url: String? = nil,
    createdAt: Int,
    starters: [Account] = [],
    attempts: Int? = nil,
    answers: [Answer] = []
  ) {
    self.id = id
    self.url = url
    self.createdAt = createdAt
    self.starters = starters
    self.attempts = attempts
    self.answers = answers
  }
}
