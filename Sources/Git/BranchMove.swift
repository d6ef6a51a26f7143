/// A branch that shall go from one commit to another.
public struct BranchMove: Hashable, Sendable {
  /// The full name.
  public let branch: String
  /// Where it was seen; `nil` for a branch that is new.
  public let from: ObjectID?
  public let to: ObjectID
  /// The line of the reflog.
  public let message: String
  /// Who does it, for the reflog.
  public let person: Signature

  public init(
    branch: String,
    from: ObjectID?,
    to: ObjectID,
    message: String,
    person: Signature
  ) {
    self.branch = branch
    self.from = from
    self.to = to
    self.message = message
    self.person = person
  }
}

/// What became of the files when a branch moved.
public enum Landing: Hashable, Sendable {
  /// Only the branch moved: it is not checked out here.
  case branchOnly
  /// The worktree and its index followed.
  case worktree
}

extension Repository {
  /// Whether `land` would be allowed, so that a person can be told before a commit is signed.
  ///
  /// - Parameters:
  ///   - branch: The full name.
  ///   - from: The tree of the commit where it stands; `nil` for a branch that is new.
  ///   - to: The tree of the commit where it would go.
  /// - Throws: `.dirty` with the files in the way; `.locked`; `.other`.
  public borrowing func checkLanding(
    on branch: String,
    from: ObjectID?,
    to: ObjectID
  ) throws(GitError) {
    guard try isCheckedOutHere(branch) else { return try refuseElsewhere(branch) }
    _ = try worktreePlan(from: from, to: to)
  }

  /// Moves a branch, and the files with it where it is checked out.
  ///
  /// All objects that are held in memory are written first. Then, under a lock and behind a journal:
  /// the branch moves by compare-and-swap, the prepared files and the index take their places. Who
  /// stops in between is finished or undone by the next `recover()`.
  ///
  /// - Parameter move: Where the branch goes, and from where.
  /// - Returns: Whether files followed.
  /// - Throws: `.dirty` with the files in the way, `.moved` for a lost race, `.locked` when git
  ///   holds the index or the branch: in all of these nothing has changed.
  public borrowing func land(_ move: BranchMove) throws(GitError) -> Landing {
    try land(move, stoppingAfter: nil)
  }

  borrowing func land(
    _ move: BranchMove,
    stoppingAfter stop: LandingStep?
  ) throws(GitError) -> Landing {
    let directory = JournalDirectory(gitDirectory: gitDirectory)
    if FileSystem.kind(of: directory.path) == .nothing {
      // A first write that is refused leaves no directory behind.
      _ = try plan(for: move)
    }
    let lock = try WriteLock(in: directory.path)
    defer { withExtendedLifetime(lock) {} }
    try recover(directory)
    let plan = try plan(for: move)
    try keepObjects()
    let steps = LandingSteps(directory: directory, move: move, plan: plan, stop: stop)
    try run(steps)
    return plan == nil ? .branchOnly : .worktree
  }

  private borrowing func plan(for move: BranchMove) throws(GitError) -> WorktreePlan? {
    guard try isCheckedOutHere(move.branch) else {
      try refuseElsewhere(move.branch)
      return nil
    }
    let before = try move.from.map { id throws(GitError) in try commit(id).tree }
    return try worktreePlan(from: before, to: commit(move.to).tree)
  }
}

/// The steps of a landing, in their order; a test stops after each of them, as a power cut would.
enum LandingStep: CaseIterable { case prepared, journaled, locked, moved, firstFile, files, index }

/// Thrown by a test in the place of a power cut.
struct LandingSteps {
  let directory: JournalDirectory
  let move: BranchMove
  let plan: WorktreePlan?
  let stop: LandingStep?

  /// - Throws: `.other` where a test wants the landing to stop.
  func passed(_ step: LandingStep) throws(GitError) {
    guard stop == step else { return }
    throw GitError(.other, "go on", reason: "stopped after \(step)")
  }
}

extension Repository {
  private borrowing func run(_ steps: LandingSteps) throws(GitError) {
    let journal = try prepare(steps)
    do throws(GitError) {
      try steps.passed(.prepared)
      try steps.directory.write(journal)
      try steps.passed(.journaled)
      if let plan = steps.plan {
        try lockIndex(plan, steps.directory)
        // What cannot be written must show before the branch moves.
        try IndexWriter.write(
          journal.files,
          from: gitDirectory + "index",
          to: steps.directory.spareIndex,
          worktree: nil
        )
      }
      try steps.passed(.locked)
      let move = steps.move
      try moveReference(
        move.branch,
        to: move.to,
        from: move.from,
        message: move.message,
        by: move.person
      )
    } catch {
      if steps.stop == nil { steps.directory.clear(gitDirectory: gitDirectory) }
      throw error
    }
    try steps.passed(.moved)
    try finish(journal, in: steps.directory, isFresh: true, steps: steps)
  }

  /// Writes everything that the worktree shall get into files beside the repository.
  private borrowing func prepare(_ steps: LandingSteps) throws(GitError) -> Journal {
    let directory = steps.directory
    directory.clear(gitDirectory: gitDirectory)
    let files = try steps.plan.map { plan throws(GitError) in
      try FileSystem.makeDirectory(directory.path + "/files")
      try FileSystem.write([], to: directory.indexMark)
      return try prepare(plan, in: directory)
    }
    return Journal(
      branch: steps.move.branch,
      from: steps.move.from?.hex,
      to: steps.move.to.hex,
      hasWorktree: steps.plan != nil,
      files: files ?? []
    )
  }

  /// Takes git's own lock of the index, and sees that nobody changed it since it was read.
  private borrowing func lockIndex(
    _ plan: WorktreePlan,
    _ directory: JournalDirectory
  ) throws(GitError) {
    let lock = gitDirectory + "index.lock"
    guard try FileSystem.link(directory.indexMark, as: lock) else { throw .indexLocked(lock) }
    guard plan.index == IndexState(of: gitDirectory + "index") else {
      throw GitError(
        .moved,
        "update the worktree",
        reason: "its index was changed in this moment by another program",
        hint: "run this again"
      )
    }
  }
}

extension GitError {
  static func indexLocked(_ path: String) -> GitError {
    GitError(
      .locked,
      "update the worktree",
      reason: "another git program is at work on it, or was stopped: \(path) exists",
      hint: "wait for it; if no git program runs any more, remove that file"
    )
  }
}
