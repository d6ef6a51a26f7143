public import Git

/// Carries a change from its plan to the branch, and again where somebody else was quicker.
public struct ChangeRun: Sendable {
  /// How often a plan is made before the race is given up.
  public static let attempts = 16

  /// The full name of the branch that is changed.
  public let branch: String
  /// Where the branch is pushed; `nil` where it stays here.
  public let remote: String?
  /// Whether each plan decides for itself what to move; else a pointer that somebody moved ends the run.
  let isDecidedAnew: Bool
  let git: GitProgram

  public init(
    on branch: String,
    pushingTo remote: String? = nil,
    isDecidedAnew: Bool = false,
    git: GitProgram
  ) {
    self.branch = branch
    self.remote = remote
    self.isDecidedAnew = isDecidedAnew
    self.git = git
  }

  /// Plans, lets the plan be judged and shown, and writes it.
  ///
  /// Where the branch moves meanwhile, here or at the remote, the change is planned anew on its new
  /// tip, shown and written from there, a bounded number of times; a pointer that itself moved ends
  /// it. With a remote, the commits are pushed first and the branch here follows, so that who stops
  /// in between leaves what a colleague's push would have left.
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
    try repository.recover()
    // What the branch is moved from is where it stood when the plan was made, never a later look:
    // else a colleague's commit would be lost.
    var base = Base(local: try localTip(in: repository))
    var first: Plan?
    var obstacle: GitError?
    if let ahead = try await tipAhead(of: base.local, in: repository) {
      first = try await plan(base.tip, repository)
      base = Base(local: base.local, tip: ahead)
    }
    for attempt in 1...Self.attempts {
      let current = try await plan(base.tip, repository)
      if !isDecidedAnew { try first?.checkStillHolds(in: current) }
      first = first ?? current
      try await review(current)
      if current.isEmpty { return WrittenChange(commits: []) }
      switch try await write(current, from: base.local, to: repository) {
      case .written(let change): return change
      case .overtaken(let newBase, let error): (base, obstacle) = (newBase, error)
      }
      if attempt < Self.attempts { try await Self.pause(after: attempt) }
    }
    if let obstacle, obstacle.code == .locked { throw obstacle }
    throw GitError(
      .moved,
      "move \(branch)",
      reason: "each of \(Self.attempts) attempts came too late; at the last, "
        + (obstacle?.reason ?? "the branch had moved"),
      hint: "run the same command again"
    )
  }

  /// What a plan is made on.
  struct Base {
    /// Where the branch here stood.
    let local: ObjectID
    /// The commit to build on: the same, or what the remote has on top of it.
    let tip: ObjectID

    init(local: ObjectID, tip: ObjectID? = nil) {
      self.local = local
      self.tip = tip ?? local
    }
  }

  /// What became of one attempt.
  enum Attempt {
    case written(WrittenChange)
    case overtaken(by: Base, because: GitError)
  }

  private func write(
    _ plan: Plan,
    from local: ObjectID,
    to repository: borrowing Repository
  ) async throws -> Attempt {
    guard let tree = plan.commits.last?.tree else { return .written(WrittenChange(commits: [])) }
    let before = try repository.commit(local).tree
    do throws(GitError) {
      try repository.checkLanding(on: branch, from: before, to: tree)
    } catch {
      return try overtaken(since: local, in: repository, because: error)
    }
    let writer = try await PlanWriter(git: git)
    let commits = try await writer.write(plan, to: repository)
    guard let last = commits.last else { return .written(WrittenChange(commits: [])) }
    if let remote, let lost = try await push(last, to: remote, from: local, in: repository) {
      return lost
    }
    let move = BranchMove(
      branch: branch,
      from: local,
      to: last,
      message: "opsgate: \(plan.commits.last?.subject ?? "")",
      person: writer.identities.committer
    )
    return try land(move, commits, in: repository)
  }

  /// Lets the branch follow; when the commits are pushed, a branch that cannot is only said.
  private func land(
    _ move: BranchMove,
    _ commits: [ObjectID],
    in repository: borrowing Repository
  ) throws -> Attempt {
    let isPushed = remote != nil
    do throws(GitError) {
      _ = try repository.land(move)
      return .written(WrittenChange(commits: commits, isPushed: isPushed))
    } catch {
      // Where the branch stands at the new commit, only the files did not follow.
      if try isPushed || localTip(in: repository) == move.to {
        return .written(WrittenChange(commits: commits, isPushed: isPushed, leftBehind: error))
      }
      return try overtaken(since: move.from, in: repository, because: error)
    }
  }

  /// Tells a lost race from other obstacles: files that followed somebody else's commit look as if
  /// they were being edited, and git holds its locks for moments.
  ///
  /// - Throws: The error itself where nobody moved the branch.
  private func overtaken(
    since local: ObjectID?,
    in repository: borrowing Repository,
    because error: GitError
  ) throws(GitError) -> Attempt {
    let now = try localTip(in: repository)
    guard now != local || [.moved, .locked].contains(error.code) else { throw error }
    return .overtaken(by: Base(local: now), because: error)
  }

  /// Where the branch stands here.
  ///
  /// - Throws: `.unborn` where it has no commit.
  private func localTip(in repository: borrowing Repository) throws(GitError) -> ObjectID {
    guard let tip = try repository.reference(branch) else {
      throw GitError(
        .unborn,
        "change \(branch)",
        reason: "there is no such branch here, or it has no commit",
        hint: "make it from its remote copy: `git branch \(branch.shortBranch)`"
      )
    }
    return tip
  }

  /// Waits a little, for a time that differs from that of others who lost the same race.
  private static func pause(after attempt: Int) async throws {
    try await Task.sleep(for: .milliseconds(Int.random(in: 5...(40 * attempt))))
  }
}

extension String {
  /// The name of a branch as people say it.
  fileprivate var shortBranch: String {
    hasPrefix("refs/heads/") ? String(dropFirst("refs/heads/".count)) : self
  }
}
