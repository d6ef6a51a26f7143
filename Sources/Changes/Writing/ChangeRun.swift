public import Git

/// Carries a change from its plan to the branch, and again where somebody else was quicker.
public struct ChangeRun: Sendable {
  /// How often a plan is made before the race is given up.
  public static let attempts = 5

  /// The full name of the branch that is changed.
  public let branch: String
  private let git: GitProgram

  public init(on branch: String, git: GitProgram) {
    self.branch = branch
    self.git = git
  }

  /// Plans, lets the plan be judged and shown, and writes it.
  ///
  /// Where the branch moves meanwhile, the change is planned anew on its new tip, shown and written
  /// from there, a bounded number of times; a pointer that itself moved ends it.
  ///
  /// - Parameters:
  ///   - repository: Where the branch is.
  ///   - plan: Makes the plan for a tip of the branch.
  ///   - review: Judges and shows a plan before it is written; throws where it must not be.
  /// - Returns: What was written; without commits where there was nothing to do.
  /// - Throws: `ChangeRefusal`; `GitError`, with the code `.moved` where the race was lost for good;
  ///   what `review` throws.
  public func write(
    to repository: borrowing Repository,
    plan: (ObjectID, borrowing Repository) async throws -> Plan,
    review: (Plan) async throws -> Void
  ) async throws -> WrittenChange {
    var first: Plan?
    for attempt in 1...Self.attempts {
      let current = try await plan(try tip(in: repository), repository)
      try first?.checkStillHolds(in: current)
      first = first ?? current
      try await review(current)
      guard !current.isEmpty else { break }
      do throws(GitError) {
        return try await write(current, to: repository)
      } catch {
        guard error.code == .moved, attempt < Self.attempts else { throw error }
      }
    }
    return WrittenChange(commits: [])
  }

  /// Where the branch stands.
  ///
  /// - Throws: `.unborn` where it has no commit.
  private func tip(in repository: borrowing Repository) throws(GitError) -> ObjectID {
    guard let tip = try repository.reference(branch) else {
      throw GitError(
        .unborn,
        "change \(branch)",
        reason: "the branch is not here, or has no commit"
      )
    }
    return tip
  }

  private func write(
    _ plan: Plan,
    to repository: borrowing Repository
  ) async throws(GitError) -> WrittenChange {
    let writer = try await PlanWriter(git: git)
    let commits = try await writer.write(plan, to: repository)
    return WrittenChange(commits: commits)
  }
}

/// What became of a plan.
public struct WrittenChange: Hashable, Sendable {
  /// The new commits, oldest first; none where there was nothing to do.
  public let commits: [ObjectID]
  /// Whether a remote has them.
  public let isPushed: Bool

  public init(commits: [ObjectID], isPushed: Bool = false) {
    self.commits = commits
    self.isPushed = isPushed
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
