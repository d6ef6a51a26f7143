import Attestations
import Gate
import Git
import History
import Reports

/// How verdicts are asked for.
struct CourtOptions: Sendable {
  /// The mainline as of this commit; `nil` for its tip.
  var at: String?
  /// The time of the judgement, in seconds since 1970; `nil` for now.
  var time: Int?
  var isStrict = false
  /// The pin given from outside; `nil` for this clone's own.
  var pin: TrustPin?
}

/// A court that is open, with what is said of all its verdicts.
struct Courtroom {
  let court: Court
  /// The mainline, by the policy in force.
  let view: View
  /// The policy in force.
  let policy: PolicyTree
  let notebook: Notebook
  /// What holds for all: the pin, an untrusted policy, one that is not in force.
  let findings: [Finding]
}

extension Session {
  /// Gathers what changes of the mainline are judged by.
  ///
  /// - Parameter options: How it is asked.
  /// - Returns: The open court.
  /// - Throws: `Failure`, `GitError`, mistakes in the policy in force.
  func courtroom(_ options: CourtOptions) async throws -> Courtroom {
    var view = try newestView(readingAround: true)
    var seen: Set<String> = []
    while true {
      let room = try await courtroom(on: view, options)
      // Which branch counts is for the policy in force to say, not for the one that happens to be checked out.
      guard let name = room.policy.policy.mainline, name != view.mainlineName,
        givenPolicy == nil, seen.insert(name).inserted
      else { return room }
      view = try self.view(ofMainline: name, repository.head())
    }
  }

  /// The same for a mainline that is known.
  func courtroom(on newest: View, _ options: CourtOptions) async throws -> Courtroom {
    let notebook = try await Notebook.open(
      [NotesRef.approvals, NotesRef.evidence, NotesRef.checkpoints],
      in: self
    )
    let (mainline, end) = try mainline(of: newest, at: options.at)
    let trust = try courtTrust(on: mainline, pin: options.pin ?? givenPin() ?? pin())
    let reader = LedgerReader(
      try await readable(notebook).search(wholly: nil, in: repository) { $0 }.notes,
      environment: environment
    )
    var setting = CourtSetting(
      mainline: mainline,
      trust: trust,
      time: options.time ?? now,
      git: git
    ) { policy, time in
      try await reader.ledger(by: policy, at: time)
    }
    setting.clock = now
    setting.isStrict = options.isStrict
    setting.notes = notebook.pages.map(\.tip)
    setting.notesAlarms = try notebook.alarms(in: self).map(\.message)
    setting.doubts = [end.map(Doubt.init(shallow:))].compactMap(\.self) + notebook.courtDoubts
    setting.versions = givenPolicy == nil ? PolicyFile.versions : nil
    let witness = GitHubWitness(environment: environment, git: git, now: now)
    setting.github = { change, policy, court, repository in
      try await witness.word(on: change, by: policy, court, in: repository)
    }
    let line = console.progress("reading the history of \(newest.name)")
    defer { line.end() }
    setting.progress = { line.show($0.done, of: $0.total) }
    let court = try await Court.open(setting, in: repository)
    guard let policy = try await court.policyInForce(in: repository) else {
      throw PolicyFile.missing(at: newest.name)
    }
    return Courtroom(
      court: court,
      view: try view(of: mainline.last ?? newest.id, newest, by: policy.policy),
      policy: policy,
      notebook: notebook,
      findings: try await standingFindings(court, trust, isStrict: options.isStrict)
    )
  }

  /// Without the references that are no commits: they hold no records, and are an alarm.
  private func readable(_ notebook: Notebook) throws -> Notebook {
    Notebook(
      pages: try notebook.pages.filter { try repository.isCommit($0.tip) },
      unasked: notebook.unasked
    )
  }

  /// The mainline by first parents, oldest first, and what cut it off.
  private func mainline(
    of view: View,
    at revision: String?
  ) throws -> (commits: [ObjectID], end: GitError?) {
    var commits: [ObjectID] = []
    var end: GitError?
    do {
      try repository.walkMainline(from: view.id) { commit in
        commits.append(commit.id)
        return true
      }
    } catch let error as GitError
      where !commits.isEmpty && [.shallow, .promised, .missingObject].contains(error.code)
    {
      end = error
    }
    commits.reverse()
    guard let revision else { return (commits, end) }
    let asked = try resolve(revision)
    guard let place = commits.lastIndex(of: asked) else {
      throw Failure(
        .refused,
        "\(asked.short) is no commit of the mainline '\(view.name)'",
        because: "a branch that was merged into it is not enough",
        hint: "`--candidate \(revision)` judges a branch that would land"
      )
    }
    return (Array(commits[...place]), end)
  }

  private func courtTrust(on mainline: [ObjectID], pin: TrustPin?) throws -> CourtSetting.Trust {
    let steps = try PolicyStep.read(on: mainline, in: repository)
    guard let givenPolicy, let head = mainline.last else {
      return .mainline(steps, pin: pin)
    }
    guard steps.isEmpty else {
      throw Failure(
        .usage,
        "the repository has a policy of its own, and --policy is given",
        because: "whoever gives a policy would say what is allowed",
        hint: "leave --policy out"
      )
    }
    return .outside(PolicyTree(untrusted: givenPolicy, on: head))
  }
}

extension Notebook {
  /// What keeps records from being counted.
  fileprivate var courtDoubts: [Doubt] {
    unasked.map { remote in
      let copies = "+refs/notes/opsgate/*:refs/notes/remotes/\(remote)/opsgate/*"
      return Doubt(
        "the records of '\(remote)' were never fetched, so nobody can tell which there are",
        of: .records,
        hint: "`opsgate sync \(remote) --configure`, or in a workflow\n"
          + "- run: git config --add remote.\(remote).fetch '\(copies)' && git fetch \(remote)"
      )
    }
  }
}

extension Doubt {
  fileprivate init(shallow error: GitError) {
    self.init(
      "the history is not all here: \(error.reason)",
      of: .history,
      hint: error.code == .shallow
        ? "`git fetch --unshallow`, or in a workflow under actions/checkout\nwith: { fetch-depth: 0 }"
        : error.hint
    )
  }
}

extension View {
  /// The branch's name without the remote's.
  var mainlineName: String {
    name.hasPrefix("origin/") ? String(name.dropFirst("origin/".count)) : name
  }
}
