public import Git

/// What became of a plan.
public struct WrittenChange: Hashable, Sendable {
  /// The new commits, oldest first; none where there was nothing to do.
  public let commits: [ObjectID]
  /// Whether the remote has them.
  public let isPushed: Bool
  /// Why the branch here did not follow what was pushed.
  public let leftBehind: GitError?

  public init(commits: [ObjectID], isPushed: Bool = false, leftBehind: GitError? = nil) {
    self.commits = commits
    self.isPushed = isPushed
    self.leftBehind = leftBehind
  }
}
