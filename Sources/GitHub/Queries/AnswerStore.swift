public import Git

/// What GitHub answered in a run that did not come to its end.
public struct StoredAnswer: Hashable, Sendable {
  /// What was asked: a ``CommitQuestion``'s name.
  public var question: String
  /// Where: `github.com/acme/ops`.
  public var repository: String
  /// Seconds since 1970.
  public var askedAt: Int
  /// In the order in which they were asked about.
  public var commits: [ObjectID]
  /// The answer as it came.
  public var body: [UInt8]

  public init(
    question: String,
    repository: String,
    askedAt: Int,
    commits: [ObjectID],
    body: [UInt8]
  ) {
    self.question = question
    self.repository = repository
    self.askedAt = askedAt
    self.commits = commits
    self.body = body
  }
}

/// Keeps answers until a run has come to its end, so that one that was interrupted asks nothing twice.
public protocol AnswerStore: Sendable {
  /// Those that were kept and are not too old.
  func answers() async -> [StoredAnswer]
  func keep(_ answer: StoredAnswer) async
}
