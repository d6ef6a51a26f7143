public import Git

/// Carries a change from its plan to the branch, and again where somebody else was quicker.
public struct ChangeRun: Sendable {
  /// How often a plan is made before the race is given up.
  public static let attempts = 6

  /// The full name of the branch that is changed.
  public let branch: String
  /// Where the branch is pushed; `nil` where it stays here.
  public let remote: String?
  private let git: GitProgram

  public init(on branch: String, pushingTo remote: String? = nil, git: GitProgram) {
    self.branch = branch
    self.remote = remote
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
    var tip = try localTip(in: repository)
    var first: Plan?
    for attempt in 1...Self.attempts {
      let current = try await plan(tip, repository)
      try first?.checkStillHolds(in: current)
      first = first ?? current
      try await review(current)
      if current.isEmpty { return WrittenChange(commits: []) }
      switch try await write(current, to: repository) {
      case .written(let change): return change
      case .overtaken(let newTip): tip = newTip
      }
      try await Self.pause(after: attempt)
    }
    throw GitError(
      .moved,
      "move \(branch)",
      reason: "it moved in each of \(Self.attempts) attempts",
      hint: "run the same command again"
    )
  }

  /// What became of one attempt.
  private enum Attempt {
    case written(WrittenChange)
    case overtaken(by: ObjectID)
  }

  private func write(_ plan: Plan, to repository: borrowing Repository) async throws -> Attempt {
    guard let tree = plan.commits.last?.tree else { return .written(WrittenChange(commits: [])) }
    let local = try localTip(in: repository)
    let before = try repository.commit(local).tree
    try repository.checkLanding(on: branch, from: before, to: tree)
    let writer = try await PlanWriter(git: git)
    let commits = try await writer.write(plan, to: repository)
    guard let last = commits.last else { return .written(WrittenChange(commits: [])) }
    if let remote, let newTip = try await push(last, to: remote, from: local, in: repository) {
      return .overtaken(by: newTip)
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

  /// Pushes, or answers where the remote's branch stands now.
  private func push(
    _ commit: ObjectID,
    to remote: String,
    from local: ObjectID,
    in repository: borrowing Repository
  ) async throws -> ObjectID? {
    let pushed = PushedReference(id: commit, name: branch)
    guard case .lostRace = try await git.push([pushed], to: remote) else { return nil }
    let newTip = try await fetchTip(from: remote)
    guard try repository.isAncestor(local, of: newTip) else {
      throw ChangeRefusal.diverged(branch: branch, remote: remote)
    }
    return newTip
  }

  /// Where the branch stands at the remote, with all that it needs brought here.
  ///
  /// Asked before fetching: what is fetched then holds at least this commit, and neither FETCH_HEAD,
  /// which is one file for all, nor a tracking reference is needed.
  private func fetchTip(from remote: String) async throws(GitError) -> ObjectID {
    guard let tip = try await git.reference(branch, at: remote) else {
      throw GitError(.notFound, "fetch \(branch)", reason: "'\(remote)' no longer has that branch")
    }
    try await git.fetch([branch], from: remote)
    return tip
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
      if isPushed {
        return .written(WrittenChange(commits: commits, isPushed: true, leftBehind: error))
      }
      guard error.code == .moved else { throw error }
      return .overtaken(by: try localTip(in: repository))
    }
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

extension PlannedCommit {
  /// The first line of the message.
  public var subject: String { String(message.prefix { $0 != "\n" }) }
}

extension String {
  /// The name of a branch as people say it.
  fileprivate var shortBranch: String {
    hasPrefix("refs/heads/") ? String(dropFirst("refs/heads/".count)) : self
  }
}
