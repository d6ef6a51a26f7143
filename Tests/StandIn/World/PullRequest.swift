extension World {
  /// A pull request and what was said of it.
  public struct PullRequest: Hashable, Sendable, Codable {
    public var number: Int
    public var title: String
    public var body: String?
    /// Who opened it.
    public var author: Int?
    public var base: String
    /// The commit that the base was at; the base branch's head where it is `nil`.
    public var baseOid: String?
    /// The number of the fork that it lands in; this repository where it is `nil`.
    public var baseRepositoryID: Int?
    public var head: String
    public var headOid: String
    /// The fork that it comes from, `other/ops`; this repository where it is `nil`.
    public var headRepository: String?
    public var isDraft: Bool
    public var createdAt: Time
    public var closedAt: Time?
    public var mergedAt: Time?
    public var mergedBy: Int?
    public var mergeCommit: String?
    /// The commits of the branch, the oldest first.
    public var commits: [String]
    /// Further commits that it is associated with: those that a rebase made.
    public var landed: [String]
    public var requestedReviewers: [Int]
    public var requestedTeams: [Int]
    public var reviews: [Review]
    public var events: [Event]
    /// Where people read it; made of the repository and the number where it is `nil`.
    public var url: String?

    public init(
      _ number: Int,
      title: String = "",
      body: String? = nil,
      by author: Int?,
      into base: String = "main",
      baseOid: String? = nil,
      from head: String,
      at headOid: String,
      headRepository: String? = nil,
      isDraft: Bool = false,
      createdAt: Time,
      closedAt: Time? = nil,
      mergedAt: Time? = nil,
      mergedBy: Int? = nil,
      mergeCommit: String? = nil,
      commits: [String] = [],
      landed: [String] = [],
      requestedReviewers: [Int] = [],
      requestedTeams: [Int] = [],
      reviews: [Review] = [],
      events: [Event] = [],
      url: String? = nil
    ) {
      self.number = number
      self.title = title
      self.body = body
      self.author = author
      self.base = base
      self.baseOid = baseOid
      self.head = head
      self.headOid = headOid
      self.headRepository = headRepository
      self.isDraft = isDraft
      self.createdAt = createdAt
      self.closedAt = closedAt
      self.mergedAt = mergedAt
      self.mergedBy = mergedBy
      self.mergeCommit = mergeCommit
      self.commits = commits
      self.landed = landed
      self.requestedReviewers = requestedReviewers
      self.requestedTeams = requestedTeams
      self.reviews = reviews
      self.events = events
      self.url = url
    }
  }
}

extension World.PullRequest {
  var isMerged: Bool { mergedAt != nil }
  var isOpen: Bool { !isMerged && closedAt == nil }
  /// Of the last thing that happened to it.
  var updatedAt: World.Time {
    let times = [mergedAt, closedAt] + reviews.map(\.submittedAt) + events.map(\.createdAt)
    return times.compactMap(\.self).max() ?? createdAt
  }

  func isAssociated(with commit: String) -> Bool {
    mergeCommit == commit || headOid == commit || commits.contains(commit)
      || landed.contains(commit)
  }
}
