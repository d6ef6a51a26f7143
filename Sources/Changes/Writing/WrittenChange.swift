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

extension Plan {
  /// Refuses a plan that was made anew but finds other tags than this one did.
  func checkStillHolds(in renewed: Plan) throws(ChangeRefusal) {
    let found = Dictionary(
      renewed.moves.map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for move in moves where found[move.key]?.before != move.before {
      throw .overtaken(move.key, expected: move.from, found: found[move.key]?.from)
    }
  }
}
