/// What came of asking for a commit.
public enum Answer<Facts: Hashable & Sendable>: Hashable, Sendable {
  case known(Facts)
  /// GitHub has no such commit: it was never pushed there, or to another repository.
  case absent
  case unknown(Unknown)

  /// What is known; `nil` where nothing is.
  public var facts: Facts? {
    if case .known(let facts) = self { facts } else { nil }
  }
}

/// What GitHub says of a commit and of how it came.
public typealias CommitAnswer = Answer<CommitFacts>
/// What GitHub says of where a commit went.
public typealias DeploymentAnswer = Answer<DeploymentFacts>
