extension World {
  /// A GitHub App.
  public struct App: Hashable, Sendable, Codable {
    public var id: Int
    public var slug: String

    public init(id: Int, slug: String) {
      self.id = id
      self.slug = slug
    }

    /// The one that runs workflows.
    public static let actions = App(id: 15_368, slug: "github-actions")
  }

  /// What an App found of a commit.
  public struct Check: Hashable, Sendable, Codable {
    public var id: Int
    public var name: String
    /// In capitals: `COMPLETED`, `IN_PROGRESS` or another.
    public var status: String
    /// In capitals: `SUCCESS`, `SKIPPED`, …; `nil` before the end.
    public var conclusion: String?
    public var startedAt: Time
    public var completedAt: Time?
    public var app: App
    /// The run that it belongs to.
    public var run: Int?

    public init(
      id: Int,
      name: String,
      status: String = "COMPLETED",
      conclusion: String? = "SUCCESS",
      startedAt: Time,
      completedAt: Time? = nil,
      app: App = .actions,
      run: Int? = nil
    ) {
      self.id = id
      self.name = name
      self.status = status
      self.conclusion = conclusion
      self.startedAt = startedAt
      self.completedAt = completedAt
      self.app = app
      self.run = run
    }
  }

  /// What anybody who may write said of a commit.
  public struct Status: Hashable, Sendable, Codable {
    public var context: String
    /// In capitals: `SUCCESS`, `FAILURE` or another.
    public var state: String
    public var createdAt: Time
    public var creator: Int?

    public init(_ context: String, _ state: String, createdAt: Time, creator: Int? = nil) {
      self.context = context
      self.state = state
      self.createdAt = createdAt
      self.creator = creator
    }
  }
}
