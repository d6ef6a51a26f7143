public import Git

/// A pull request with what happened to it, as far as it was read.
public struct PullRequest: Hashable, Sendable {
  /// Something that happened, by GitHub's clock in seconds since 1970.
  public enum Event: Hashable, Sendable {
    case forcePush(at: Int, before: ObjectID?, after: ObjectID?, by: Account?)
    case dismissal(at: Int, review: Int?, by: Account?)
    /// It was pointed at another branch.
    case retargeted(at: Int)
  }

  public var number: Int
  public var url: String?
  /// Who opened it; `nil` where the account was deleted.
  public var opener: Account?
  /// Who pushed its last head; `nil` where that is not known.
  public var lastPusher: Account?
  public var head: ObjectID
  /// The branch that it lands on, without `refs/heads/`.
  public var base: String
  /// The number of the repository that it lands in, which outlives its names.
  public var repository: Int
  /// `nil` while it is not merged.
  public var mergedAt: Int?
  /// The commit that landed it; of a rebase the last one.
  public var mergeCommit: ObjectID?
  /// How many commits it has; `nil` where that is not known.
  public var commitCount: Int?
  public var reviews: [Review]
  /// Oldest first.
  public var events: [Event]
  /// Whether all reviews and all events were read: part of them decides nothing.
  public var isComplete: Bool

  public init(
    number: Int,
    url: String? = nil,
    opener: Account?,
    lastPusher: Account? = nil,
    head: ObjectID,
    base: String,
    repository: Int,
    mergedAt: Int? = nil,
    mergeCommit: ObjectID? = nil,
    commitCount: Int? = nil,
    reviews: [Review] = [],
    events: [Event] = [],
    isComplete: Bool = true
  ) {
    self.number = number
    self.url = url
    self.opener = opener
    self.lastPusher = lastPusher
    self.head = head
    self.base = base
    self.repository = repository
    self.mergedAt = mergedAt
    self.mergeCommit = mergeCommit
    self.commitCount = commitCount
    self.reviews = reviews
    self.events = events
    self.isComplete = isComplete
  }
}
