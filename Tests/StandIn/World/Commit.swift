extension World {
  /// A commit that the server has.
  public struct Commit: Hashable, Sendable, Codable {
    /// Somebody who stands in a commit.
    public struct Person: Hashable, Sendable, Codable {
      public var name: String
      public var email: String
      /// `nil` where the address is nobody's.
      public var account: Int?

      public init(_ name: String, _ email: String, account: Int? = nil) {
        self.name = name
        self.email = email
        self.account = account
      }
    }

    /// One push that brought the commit.
    public struct Push: Hashable, Sendable, Codable {
      public var pusher: Int?
      public var before: String?

      public init(by pusher: Int?, before: String? = nil) {
        self.pusher = pusher
        self.before = before
      }
    }

    public var oid: String
    public var tree: String
    public var parents: [String]
    public var message: String
    /// The author first, then whom the message names as co-authors.
    public var authors: [Person]
    /// The author where it is `nil`.
    public var committer: Person?
    public var committedAt: Time
    public var push: Push?
    public var checks: [Check]
    public var statuses: [Status]

    public init(
      _ oid: String,
      tree: String,
      parents: [String] = [],
      message: String = "",
      authors: [Person],
      committer: Person? = nil,
      committedAt: Time = 0,
      push: Push? = nil,
      checks: [Check] = [],
      statuses: [Status] = []
    ) {
      self.oid = oid
      self.tree = tree
      self.parents = parents
      self.message = message
      self.authors = authors
      self.committer = committer
      self.committedAt = committedAt
      self.push = push
      self.checks = checks
      self.statuses = statuses
    }
  }
}
