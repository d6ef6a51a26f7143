import Changes
import Git
import Pointers
import Reports

/// Carries a writing command from its plan to its answer.
struct Change {
  /// The command's name.
  let command: String
  let options: WritingOptions
  let view: View
  /// Whether the plan decides anew what to move, where somebody else was quicker.
  var isDecidedAnew = false

  /// Gathers, decides, shows, writes; `--dry-run` stops before the last.
  ///
  /// - Parameters:
  ///   - session: The run.
  ///   - plan: Makes the plan for a tip of the branch.
  /// - Throws: `Failure`, `ChangeRefusal`, `GitError`.
  func run(
    in session: borrowing Session,
    plan: (ObjectID, borrowing Repository) async throws -> Plan
  ) async throws {
    if options.pullRequest {
      return try await PullRequestRun(change: self).run(in: session, plan: plan)
    }
    let branch = try branch()
    if options.dryRun {
      return try await answer(dryRunOf: try await plan(view.id, session.repository), in: session)
    }
    let remote = options.push ? try await remote(of: branch, session) : nil
    guard options.branch != nil else {
      return try await write(on: branch, pushingTo: remote, in: session, plan: plan)
    }
    try await withCandidate(branch, at: view.id, in: session) {
      try await write(on: branch, pushingTo: remote, in: session, plan: plan)
    }
  }

  /// Shows what would be written.
  func answer(dryRunOf plan: Plan, in session: borrowing Session) async throws {
    say(plan, in: session)
    try session.answer(report(plan, .planned(patches: patches(plan, session)), session))
  }

  /// Begins a candidate's branch while a body writes on it; where nothing was, there is none.
  func withCandidate<Value>(
    _ branch: String,
    at start: ObjectID,
    in session: borrowing Session,
    _ body: () async throws -> Value
  ) async throws -> Value {
    try await begin(branch, at: start, in: session)
    do {
      let value = try await body()
      if try session.repository.reference(branch) == start {
        try await abandon(branch, at: start, session)
      }
      return value
    } catch {
      try await abandon(branch, at: start, session)
      throw error
    }
  }

  private func begin(
    _ branch: String,
    at start: ObjectID,
    in session: borrowing Session
  ) async throws {
    guard try session.repository.reference(branch) == nil else {
      throw Failure(
        .refused,
        "there is a branch '\(ChangeReport.short(branch))' already",
        hint: "give the candidate another name with --branch, or remove that one"
      )
    }
    try session.repository.moveReference(
      branch,
      to: start,
      from: nil,
      message: "opsgate: branch from \(view.name)",
      by: try await Identities.committer(asking: session.git)
    )
  }

  /// Takes the branch away again, if nothing was committed to it.
  private func abandon(
    _ branch: String,
    at start: ObjectID,
    _ session: borrowing Session
  ) async throws {
    _ = try await session.git.run(["update-ref", "-d", branch, start.hex])
  }

  private func write(
    on branch: String,
    pushingTo remote: String?,
    in session: borrowing Session,
    plan: (ObjectID, borrowing Repository) async throws -> Plan
  ) async throws {
    let here = try session.repository.reference(branch)
    var last: Plan?
    let run = ChangeRun(
      on: branch,
      pushingTo: remote,
      isDecidedAnew: isDecidedAnew,
      git: session.git
    )
    let written = try await run.write(to: session.repository, plan: plan) { plan in
      // A lock that git held for a moment is not worth a word.
      if last?.parent != plan.parent {
        if last != nil || plan.parent != here {
          sayWhereItIsMade(plan, remote, isFirst: last == nil, in: session)
        }
        say(plan, in: session)
      }
      last = plan
    }
    guard let last else { return }
    let outcome = ChangeReport.Outcome.written(commits: written.commits)
    let report = try report(last, outcome, session, isPushed: written.isPushed)
    try session.answer(report, of: standing(written, branch))
    try sayWhereItIs(written, branch, remote, session)
  }

  /// What stands by the time that the answer is printed; `nil` where nothing was written.
  private func standing(_ written: WrittenChange, _ branch: String) -> String? {
    guard let last = written.commits.last else { return nil }
    return "\(last) is committed to '\(ChangeReport.short(branch))'"
      + (written.isPushed ? " and pushed" : "")
  }

  /// Where git would push the branch (`git-push(1)`, `remote.pushDefault`).
  func remote(of branch: String, _ session: borrowing Session) async throws -> String {
    if let remote = options.remote { return remote }
    let configuration = try await Configuration(reading: session.git)
    let name = ChangeReport.short(branch)
    let keys = ["branch.\(name).pushremote", "remote.pushdefault", "branch.\(name).remote"]
    return keys.lazy.compactMap { configuration.string($0) }.first ?? "origin"
  }

  /// - Throws: `Failure` where the mainline is no branch of this repository.
  func branch() throws -> String {
    if let candidate = options.branch { return "refs/heads/" + candidate }
    // The branch that a pull request goes into need not be here.
    if options.pullRequest { return "refs/heads/" + view.mainlineName }
    if let branch = view.branch { return branch }
    throw Failure(
      .refused,
      "there is no branch here to commit to",
      because: view.name.hasPrefix("origin/")
        ? "the mainline is known only as '\(view.name)'" : "HEAD is on no branch",
      hint: view.name.hasPrefix("origin/")
        ? "make it: `git branch \(view.name.dropFirst(7)) \(view.name)`"
        : "go to one, or name it in the policy: `mainline: main`"
    )
  }

  /// The conversation before anything is written: the moves, and what a person should know of them.
  func say(_ plan: Plan, in session: borrowing Session) {
    session.console.say(plan.notices)
    if plan.isEmpty { return session.console.say([Text("nothing to do", .quiet)]) }
    if !options.dryRun { session.console.say(ChangeReport.moves(of: plan)) }
  }

  /// Says that a plan is not made where the branch here stood.
  private func sayWhereItIsMade(
    _ plan: Plan,
    _ remote: String?,
    isFirst: Bool,
    in session: borrowing Session
  ) {
    let name = "'\(ChangeReport.short(plan.branch))'"
    let ahead = remote.flatMap { isFirst ? "'\($0)' is ahead of \(name) here; doing it on " : nil }
    session.console.note(
      Failure.Problem(
        message: (ahead ?? "\(name) moved meanwhile; doing it again on ") + plan.parent.short
      )
    )
  }

  private func sayWhereItIs(
    _ written: WrittenChange,
    _ branch: String,
    _ remote: String?,
    _ session: borrowing Session
  ) throws {
    if let error = written.leftBehind {
      let name = "'\(ChangeReport.short(branch))'"
      let problem = Failure.Problem(
        message: written.isPushed
          ? "pushed, but \(name) here did not follow"
          : "committed to \(name), but the worktree did not follow",
        causes: ["cannot \(error.operation): \(error.reason)"],
        hints: [error.hint].compactMap(\.self)
      )
      guard written.isPushed else { throw Failure(.inputOutput, [problem]) }
      session.console.warn([problem])
    }
    if written.isPushed, let remote { session.console.say([Text("pushed to '\(remote)'")]) }
    guard !written.commits.isEmpty, !written.isPushed,
      try !session.repository.references(under: "refs/remotes/").isEmpty
    else { return }
    session.console.say([
      Text("'\(ChangeReport.short(branch))' is not pushed yet; `--push` does both at once")
    ])
  }

  func report(
    _ plan: Plan,
    _ outcome: ChangeReport.Outcome,
    _ session: borrowing Session,
    isPushed: Bool = false,
    pullRequest: ChangeReport.PullRequest? = nil
  ) throws -> ChangeReport {
    let base = try session.repository.commit(plan.parent).tree
    let files = try plan.commits.last.map { commit in
      try session.repository.difference(from: base, to: commit.tree) { _ in true }
    }
    return ChangeReport(
      command: command,
      plan: plan,
      outcome: plan.isEmpty ? .nothingToDo : outcome,
      isPushed: isPushed,
      pullRequest: pullRequest,
      files: files ?? []
    )
  }

  /// Each commit's changes.
  private func patches(_ plan: Plan, _ session: borrowing Session) throws -> [String] {
    var before = try session.repository.commit(plan.parent).tree
    var patches: [String] = []
    for commit in plan.commits {
      patches.append(try session.repository.patch(from: before, to: commit.tree))
      before = commit.tree
    }
    return patches
  }
}

extension Console {
  /// Says what a person should know of a plan.
  func say(_ notices: [Notice]) {
    for notice in notices {
      let problem = Failure.Problem(
        message: notice.text,
        hints: [notice.hint].compactMap(\.self)
      )
      if notice.weight == .warning { warn([problem]) } else { note(problem) }
    }
  }
}

extension Plan {
  /// The same plan with more to know about it.
  func adding(_ more: [Notice]) -> Plan {
    Plan(branch: branch, parent: parent, commits: commits, notices: notices + more)
  }
}
