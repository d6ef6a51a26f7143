extension World {
  /// A review of a pull request.
  public struct Review: Hashable, Sendable, Codable {
    public var id: Int
    public var author: Int?
    /// `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED` or `PENDING`, or whatever comes next.
    public var state: String
    /// `nil` while it is pending.
    public var submittedAt: Time?
    /// The commit that GitHub says it is of, which a force push may move.
    public var commit: String?
    public var body: String
    /// Where people read it; made of the pull request where it is `nil`.
    public var url: String?

    public init(
      _ id: Int,
      by author: Int?,
      _ state: String = "APPROVED",
      at submittedAt: Time?,
      of commit: String?,
      body: String = "",
      url: String? = nil
    ) {
      self.id = id
      self.author = author
      self.state = state
      self.submittedAt = submittedAt
      self.commit = commit
      self.body = body
      self.url = url
    }
  }

  /// Something that happened to a pull request.
  public struct Event: Hashable, Sendable, Codable {
    public enum Kind: Hashable, Sendable, Codable {
      case forcePush(before: String?, after: String?)
      /// `previously` is the state that the review had.
      case dismissal(review: Int, previously: String, message: String?)
      case retargeted(from: String, to: String)
      case merged(commit: String, into: String)
    }

    public var id: Int
    public var kind: Kind
    public var actor: Int?
    public var createdAt: Time

    public init(_ id: Int, _ kind: Kind, by actor: Int?, at createdAt: Time) {
      self.id = id
      self.kind = kind
      self.actor = actor
      self.createdAt = createdAt
    }
  }
}
