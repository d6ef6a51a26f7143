extension World {
  /// A commit on its way into an environment.
  public struct Deployment: Hashable, Sendable, Codable {
    public struct Status: Hashable, Sendable, Codable {
      public var id: Int
      /// In small letters, as REST has it: `waiting`, `queued`, `in_progress`, `success` or another.
      public var state: String
      public var creator: Int?
      public var createdAt: Time

      public init(_ id: Int, _ state: String, by creator: Int? = nil, at createdAt: Time) {
        self.id = id
        self.state = state
        self.creator = creator
        self.createdAt = createdAt
      }
    }

    public var id: Int
    public var oid: String
    public var ref: String
    public var environment: String
    public var task: String
    public var creator: Int?
    public var createdAt: Time
    /// In the order of their times.
    public var statuses: [Status]

    public init(
      _ id: Int,
      of oid: String,
      ref: String = "main",
      to environment: String,
      task: String = "deploy",
      by creator: Int?,
      at createdAt: Time,
      statuses: [Status] = []
    ) {
      self.id = id
      self.oid = oid
      self.ref = ref
      self.environment = environment
      self.task = task
      self.creator = creator
      self.createdAt = createdAt
      self.statuses = statuses
    }

    var updatedAt: Time { statuses.map(\.createdAt).max() ?? createdAt }
  }
}
