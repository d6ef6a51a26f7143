import Changes
import Gate
import Git
import GitHub
import Reports

/// Carries a writing command to a pull request: a branch that is pushed, opened on GitHub, with reviewers.
///
/// Each step first looks whether it was done: a run that was interrupted, or made twice, ends with one branch and one
/// pull request.
struct PullRequestRun {
  let change: Change

  /// Gathers, decides, shows, writes; `--dry-run` stops before the last, and asks nobody.
  func run(
    in session: borrowing Session,
    plan make: (ObjectID, borrowing Repository) async throws -> Plan
  ) async throws {
    let base = try await base(in: session)
    let made = try await make(base, session.repository)
    guard !made.isEmpty else {
      change.say(made, in: session)
      return try session.answer(change.report(made, .nothingToDo, session))
    }
    let view = try session.view(of: base, change.view)
    let judge = try await PlanJudge(at: view, in: session)
    let report = try await judge.report(on: made, as: change.command, in: session.repository)
    let policy = judge.room.policy.policy
    let candidate = CandidateBranch(plan: made, report: report, policy: policy)
    let name = change.options.branch ?? candidate.name(for: change.command)
    let plan = made.moved(to: "refs/heads/" + name).adding(report.notices())
    if change.options.dryRun {
      session.console.say([Text("would open a pull request of '\(name)'")])
      return try await change.answer(dryRunOf: plan, in: session)
    }
    change.say(plan, in: session)
    // The policy in force says where the token goes, not one that happens to stand at the tip.
    let access = try await GitHubAccess(policy, environment: session.environment)
    let remote = try await remote(for: access.slug, plan.branch, in: session)
    let owner = remote.owner ?? access.slug.owner
    let work = Work(
      plan: plan,
      candidate: candidate,
      policy: policy,
      remote: remote.name,
      name: name,
      base: policy.mainline ?? change.view.mainlineName,
      head: "\(owner):\(name)",
      isFork: owner != access.slug.owner
    )
    let done = try await access.open(now: session.now) { client in
      try await finish(work, PullRequestDesk(client, in: access.slug, work), in: session)
    }
    let answer = try change.report(
      plan,
      .written(commits: done.commits),
      session,
      isPushed: true,
      pullRequest: ChangeReport.PullRequest(number: done.pull.number, url: done.pull.url)
    )
    try session.answer(answer, of: "\(done.pull.url) is open")
  }

  /// What is to be done, all of it decided.
  struct Work: Sendable {
    let plan: Plan
    let candidate: CandidateBranch
    let policy: Policy
    let remote: String
    /// The branch without `refs/heads/`.
    let name: String
    /// The branch that it goes into, without `refs/heads/`.
    let base: String
    /// `OWNER:BRANCH`.
    let head: String
    let isFork: Bool
  }

  /// What stands at the end.
  private struct Done: Sendable {
    let pull: OpenPullRequest
    let commits: [ObjectID]
  }

  /// Asked before anything is written: who may not ask GitHub has nothing to clear away afterwards.
  private func finish(
    _ work: Work,
    _ desk: PullRequestDesk,
    in session: borrowing Session
  ) async throws -> Done {
    let known = try await desk.found()
    let commits = try await commits(of: work, in: session)
    let pull = try await desk.pullRequest(known)
    session.console.say([Text(known == nil ? "opened \(pull.url)" : "\(pull.url) is open")])
    await ask(work, to: pull, at: desk, in: session)
    return Done(pull: pull, commits: commits)
  }

  /// The commit that the change is made on: where the mainline stands at the server, whatever stands here.
  private func base(in session: borrowing Session) async throws -> ObjectID {
    if change.options.dryRun { return change.view.id }
    let name = "refs/heads/" + change.view.mainlineName
    let remote = try await home(of: name, in: session)
    guard let tip = try await session.git.reference(name, at: remote) else {
      throw Failure(
        .refused,
        "there is no branch '\(change.view.mainlineName)' on '\(remote)' to open a pull request into"
      )
    }
    guard tip != change.view.id else { return tip }
    try await session.git.fetch([name], from: remote)
    session.console.note(
      Failure.Problem(
        message:
          "'\(change.view.mainlineName)' on '\(remote)' is at \(tip.short), and the change is made on that"
      )
    )
    return tip
  }

  /// The remote that is the repository on GitHub, else where the mainline would be pushed.
  private func home(of mainline: String, in session: borrowing Session) async throws -> String {
    if let slug = change.view.policy.repository.flatMap({ Slug($0) }),
      let own = try await session.remote(of: slug)
    {
      return own
    }
    return try await change.remote(of: mainline, session)
  }

  /// Where the branch is pushed, and whose repository that is; without an owner, nobody can tell from its address.
  private func remote(
    for slug: Slug,
    _ branch: String,
    in session: borrowing Session
  ) async throws -> (name: String, owner: String?) {
    let own = try await session.remote(of: slug)
    let configuration = try await session.configuration()
    let asked = change.options.remote ?? configuration.string("remote.pushdefault")
    let name: String
    if let known = asked ?? own {
      name = known
    } else {
      name = try await change.remote(of: branch, session)
    }
    let url =
      configuration.string("remote.\(name).pushurl") ?? configuration.string("remote.\(name).url")
    guard let place = url.flatMap(Slug.init(remote:)) else { return (name, nil) }
    guard place.host == slug.host else {
      throw Failure(
        .usage,
        "'\(name)' is on \(place.host), and the policy's repository is \(slug)",
        because: "a pull request can only be opened where its branch is",
        hint: "name the remote that is there with --remote"
      )
    }
    return (name, place.owner)
  }

  /// The commits of the branch, which is pushed: those that are there already, or new ones.
  private func commits(
    of work: Work,
    in session: borrowing Session
  ) async throws -> [ObjectID] {
    let plan = work.plan
    if let there = try await standing(work, in: session) { return there }
    do {
      let written = try await change.withCandidate(plan.branch, at: plan.parent, in: session) {
        try await ChangeRun(on: plan.branch, pushingTo: work.remote, git: session.git)
          .write(to: session.repository) { tip, _ in
            guard tip == plan.parent else {
              throw GitError(
                .moved,
                "push \(plan.branch)",
                reason: "somebody else pushed it just now"
              )
            }
            return plan
          } review: { _ in
          }
      }
      return written.commits
    } catch {
      // Two who want the same at once want one branch.
      guard let there = try await standing(work, in: session) else {
        throw error
      }
      return there
    }
  }

  /// The commits of a branch that makes this very change already, pushed by now.
  ///
  /// - Throws: `Failure` where the branch is another change's.
  private func standing(
    _ work: Work,
    in session: borrowing Session
  ) async throws -> [ObjectID]? {
    let (plan, remote) = (work.plan, work.remote)
    let there = try await session.git.reference(plan.branch, at: remote)
    let local = try session.repository.reference(plan.branch)
    if there != nil { try await session.git.fetch([plan.branch], from: remote) }
    guard let head = there ?? local else { return nil }
    let name = ChangeReport.short(plan.branch)
    guard try await work.candidate.isMade(by: head, in: session.repository, with: session.git)
    else {
      throw Failure(
        .refused,
        "there is a branch '\(name)' \(there == nil ? "here" : "on '\(remote)'") already, and it makes another change",
        because: "it is at \(head.short)",
        hint: "give the candidate another name with --branch, or remove that one"
      )
    }
    if there == nil {
      let pushed = PushedReference(id: head, name: plan.branch)
      if case .lostRace(_, let reason) = try await session.git.push([pushed], to: remote) {
        throw GitError(.moved, "push \(plan.branch)", reason: "'\(remote)' said: \(reason)")
      }
    }
    session.console.note(
      Failure.Problem(
        message: "'\(name)' makes this very change already, and nothing was committed"
      )
    )
    return try commits(of: head, since: plan.parent, in: session.repository)
  }

  /// What the branch has and the mainline has not, oldest first.
  private func commits(
    of head: ObjectID,
    since base: ObjectID,
    in repository: borrowing Repository
  ) throws -> [ObjectID] {
    let start = try repository.mergeBase(base, head)
    var commits: [ObjectID] = []
    try repository.walkMainline(from: head) { commit in
      if commit.id == start { return false }
      commits.append(commit.id)
      return true
    }
    return commits.reversed()
  }

  /// Asks those for a review whose approval the gate waits for; who cannot be asked is only told.
  private func ask(
    _ work: Work,
    to pull: OpenPullRequest,
    at desk: PullRequestDesk,
    in session: borrowing Session
  ) async {
    let names = Set(
      work.candidate.report.entries.filter { $0.verdict.outcome != .allowed }.flatMap(
        \.verdict.mayApprove
      )
    )
    let people = work.policy.people.filter { names.contains($0.name) }
    let strangers = people.filter { $0.github == nil }.map { "'\($0.name)'" }
    if !strangers.isEmpty {
      session.console.note(
        Failure.Problem(
          message: "not asked for a review: the policy gives no GitHub account of "
            + strangers.joined(separator: ", "),
          hints: ["`github: { login: LOGIN, id: NUMBER }` in 'people' names it"]
        )
      )
    }
    let (asked, problems) = await desk.ask(people.compactMap(\.github?.login), for: pull)
    if !asked.isEmpty {
      session.console.say([Text("asked \(asked.joined(separator: ", ")) for a review")])
    }
    session.console.warn(problems)
  }
}
