extension World {
  /// A run of a workflow, and who let its deployments go.
  public struct WorkflowRun: Hashable, Sendable, Codable {
    /// What somebody said of a deployment that waited.
    public struct Approval: Hashable, Sendable, Codable {
      public var id: Int
      /// `approved`, `rejected` or `pending`.
      public var state: String
      public var user: Int?
      public var comment: String
      public var environments: [String]

      public init(
        _ id: Int,
        _ state: String = "approved",
        by user: Int?,
        comment: String = "",
        environments: [String]
      ) {
        self.id = id
        self.state = state
        self.user = user
        self.comment = comment
        self.environments = environments
      }
    }

    /// A deployment that waits.
    public struct Pending: Hashable, Sendable, Codable {
      public var environment: String
      public var waitTimerStartedAt: Time?

      public init(_ environment: String, waitTimerStartedAt: Time? = nil) {
        self.environment = environment
        self.waitTimerStartedAt = waitTimerStartedAt
      }
    }

    public var id: Int
    public var workflow: String
    public var headOid: String
    public var headBranch: String
    public var event: String
    public var number: Int
    public var attempt: Int
    /// In small letters: `completed`, `waiting`, `in_progress` or another.
    public var status: String
    public var conclusion: String?
    public var actor: Int?
    /// Who started this attempt; the actor where it is `nil`.
    public var triggeringActor: Int?
    public var url: String?
    public var createdAt: Time
    public var updatedAt: Time?
    public var approvals: [Approval]
    public var pending: [Pending]

    public init(
      _ id: Int,
      workflow: String = "deploy",
      of headOid: String,
      on headBranch: String = "main",
      event: String = "push",
      number: Int = 1,
      attempt: Int = 1,
      status: String = "completed",
      conclusion: String? = "success",
      by actor: Int?,
      triggeredBy triggeringActor: Int? = nil,
      url: String? = nil,
      at createdAt: Time,
      updatedAt: Time? = nil,
      approvals: [Approval] = [],
      pending: [Pending] = []
    ) {
      self.id = id
      self.workflow = workflow
      self.headOid = headOid
      self.headBranch = headBranch
      self.event = event
      self.number = number
      self.attempt = attempt
      self.status = status
      self.conclusion = conclusion
      self.actor = actor
      self.triggeringActor = triggeringActor
      self.url = url
      self.createdAt = createdAt
      self.updatedAt = updatedAt
      self.approvals = approvals
      self.pending = pending
    }
  }
}
