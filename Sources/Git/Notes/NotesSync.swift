internal import Clibgit2

/// Brings the notes of a clone and of a remote together: fetch, merge, push.
public struct NotesSync: Sendable {
  /// The name of a configured remote.
  public let remote: String
  let git: GitProgram
  private let person: Signature
  private let signer: CommitSigner?

  /// - Parameters:
  ///   - remote: The name of a configured remote.
  ///   - git: Fetches and pushes.
  ///   - person: Who merges, and stands in the reflogs.
  ///   - signer: Signs merge commits; `nil` where the configuration asks for no signature.
  public init(remote: String, git: GitProgram, as person: Signature, signer: CommitSigner?) {
    self.remote = remote
    self.git = git
    self.person = person
    self.signer = signer
  }

  /// Fetches the remote's notes, merges, and pushes what it lacks, all references or none.
  ///
  /// Nothing is forced. Where somebody else pushes meanwhile, it is done again, a bounded number of
  /// times; only what was pushed, or cannot be, moves the references here, so that lost attempts
  /// leave no merges behind. Where the remote had removed or rewound its notes, what was seen of
  /// them is merged as well.
  ///
  /// - Throws: `.moved` where every attempt came too late; `.notFound` where there is no such
  ///   remote; `.other` with what git said; what merging throws. What was fetched by then is merged.
  public func run(in repository: borrowing Repository) async throws(GitError) -> NotesSyncReport {
    try await checkRemote()
    var seen = SeenNotes(try tips(under: NotesRef.remotePrefix(remote), in: repository))
    var obstacle: GitError?
    for attempt in 1...Race.attempts {
      if attempt > 1 { try await Race.pause(after: attempt - 1) }
      guard try await fetch() else { continue }
      let theirs = try tips(under: NotesRef.remotePrefix(remote), in: repository)
      try seen.look(at: theirs, repository)
      try seen.alarm(ofStrays: strays(in: repository))
      let steps = try await steps(seen, in: repository)
      let lost: String?
      do throws(GitError) {
        lost = try await push(steps)
      } catch {
        _ = try await land(steps, seen, isPushed: false, in: repository)
        throw error.mentioning(seen)
      }
      guard let lost else { return try await land(steps, seen, isPushed: true, in: repository) }
      obstacle = GitError(.moved, "push notes", reason: lost)
      if attempt == Race.attempts {
        _ = try await land(steps, seen, isPushed: false, in: repository)
      }
    }
    throw Race.lost("push notes to '\(remote)'", at: obstacle).mentioning(seen)
  }

  /// The references under a prefix, by what they are called at home.
  private func tips(
    under prefix: String,
    in repository: borrowing Repository
  ) throws(GitError) -> [String: ObjectID] {
    var tips: [String: ObjectID] = [:]
    for name in try repository.references(under: prefix) {
      let home = NotesRef.prefix + name.dropFirst(prefix.count)
      if NotesRef.all.contains(home) { tips[home] = try repository.reference(name) }
    }
    return tips
  }

  /// What else the remote has below our references, which would stand in the way of them.
  private func strays(
    in repository: borrowing Repository
  ) throws(GitError) -> [(name: String, tip: ObjectID)] {
    let prefix = NotesRef.remotePrefix(remote)
    var strays: [(name: String, tip: ObjectID)] = []
    for name in try repository.references(under: prefix) {
      let home = NotesRef.prefix + name.dropFirst(prefix.count)
      guard !NotesRef.all.contains(home), let tip = try repository.reference(name) else { continue }
      strays.append((home, tip))
    }
    return strays
  }

  /// Whether what is pushed goes to where it is fetched from.
  private func pushesWhereItFetches() async throws(GitError) -> Bool {
    let fetched = try await git.run(["remote", "get-url", "--all", "--", remote])
    let pushed = try await git.run(["remote", "get-url", "--push", "--all", "--", remote])
    return fetched.stdout == pushed.stdout
  }

  /// - Returns: `false` where another fetch in this clone held a lock.
  private func fetch() async throws(GitError) -> Bool {
    let result = try await git.run([
      // Without a map of its own, a fetch would also follow the configured one, and force our references where that
      // covers them, as in a mirror.
      "fetch", "--quiet", "--no-tags", "--no-auto-maintenance", "--prune", "--refmap=", "--",
      remote,
      Self.specification(remote),
    ])
    if result.status == 0 { return true }
    guard !["cannot lock ref", "Unable to create"].contains(where: result.complaint.contains)
    else { return false }
    throw GitError(
      .other,
      "fetch the notes of '\(remote)'",
      reason: "git says: \(result.lastWords)"
    )
  }

  static func specification(_ remote: String) -> String {
    "+\(NotesRef.prefix)*:\(NotesRef.remotePrefix(remote))*"
  }

  /// Pushes what the remote lacks.
  ///
  /// - Returns: Why it lost the race, if it did.
  private func push(_ steps: [Step]) async throws(GitError) -> String? {
    let references = steps.compactMap { step in
      step.merge.tip == step.theirs ? nil : PushedReference(id: step.merge.tip, name: step.name)
    }
    guard !references.isEmpty else { return nil }
    guard case .lostRace(let name, let reason) = try await git.push(references, to: remote) else {
      return nil
    }
    return "'\(remote)' said of \(name): \(reason)"
  }
}

extension NotesSync {
  /// What happens to one reference.
  private struct Step {
    let name: String
    let ours: ObjectID?
    let theirs: ObjectID?
    let merge: NotesMerge
    let commits: NotesCommits
  }

  /// Merges in memory and on the disk, and moves nothing yet.
  private func steps(
    _ seen: SeenNotes,
    in repository: borrowing Repository
  ) async throws(GitError) -> [Step] {
    let ours = try tips(under: NotesRef.prefix, in: repository)
    var steps: [Step] = []
    for name in Set(ours.keys).union(seen.now.keys).union(seen.mustKeep.keys).sorted() {
      let commits = NotesCommits(
        ref: name,
        person: person,
        message: "Merged notes from \(NotesRef.remote(name, remote: remote)) into \(name)",
        signer: signer
      )
      var merge = ours[name].map { NotesMerge(outcome: .upToDate, tip: $0) }
      for tip in [seen.now[name]].compactMap(\.self) + (seen.mustKeep[name] ?? []) {
        // What is no commit has raised its alarm; there is nothing in it to merge.
        guard try repository.isCommit(tip) else { continue }
        let next = try await repository.mergedNotes(ours: merge?.tip, theirs: tip, commits)
        merge = merge?.followed(by: next) ?? next
      }
      guard let merge, seen.canPush(name) else { continue }
      steps.append(
        Step(name: name, ours: ours[name], theirs: seen.now[name], merge: merge, commits: commits)
      )
    }
    try repository.keepObjects()
    return steps
  }

  /// Lets the references here follow.
  private func land(
    _ steps: [Step],
    _ seen: SeenNotes,
    isPushed: Bool,
    in repository: borrowing Repository
  ) async throws(GitError) -> NotesSyncReport {
    var references: [NotesReferenceSync] = []
    // A copy of what a replica will have some day would look as if the replica had lost it.
    let remembers = isPushed ? try await pushesWhereItFetches() : false
    for step in steps {
      let after = try await land(step, in: repository)
      if remembers { try remember(step, in: repository) }
      references.append(
        NotesReferenceSync(
          name: step.name,
          before: step.ours,
          after: after,
          theirs: step.theirs,
          isPushed: isPushed && step.merge.tip != step.theirs,
          restored: step.merge.restored,
          alarms: seen.alarms[step.name] ?? []
        )
      )
    }
    let others = Set(seen.alarms.keys).subtracting(steps.map(\.name))
    for name in others {
      let tip = try repository.reference(name)
      references.append(
        NotesReferenceSync(
          name: name,
          before: tip,
          after: tip,
          theirs: seen.now[name],
          isPushed: false,
          restored: [],
          alarms: seen.alarms[name] ?? []
        )
      )
    }
    return NotesSyncReport(remote: remote, references: references.sorted { $0.name < $1.name })
  }

  private func land(
    _ step: Step,
    in repository: borrowing Repository
  ) async throws(GitError) -> ObjectID {
    guard step.merge.tip != step.ours else { return step.merge.tip }
    do throws(GitError) {
      try step.commits.move(to: step.merge.tip, from: step.ours, in: repository)
      return step.merge.tip
    } catch {
      guard error.code == .moved || error.code == .locked else { throw error }
    }
    // Somebody has added notes here meanwhile; theirs join what was pushed.
    let merge = try await repository.mergeNotes(
      step.merge.tip,
      into: step.name,
      called: NotesRef.remote(step.name, remote: remote),
      as: person,
      signer: signer
    )
    return merge.tip
  }

  /// Notes where the remote stands after the push, as git does where it is configured to fetch.
  private func remember(_ step: Step, in repository: borrowing Repository) throws(GitError) {
    let copy = NotesRef.remote(step.name, remote: remote)
    let now = try repository.reference(copy)
    guard now != step.merge.tip else { return }
    do throws(GitError) {
      try repository.moveReference(
        copy,
        to: step.merge.tip,
        from: now,
        message: "update by push",
        by: person
      )
    } catch {
      // Another sync of this clone was quicker, and knows better.
      guard error.code == .moved || error.code == .locked else { throw error }
    }
  }
}

extension NotesMerge {
  /// Both merges as one.
  fileprivate func followed(by next: NotesMerge) -> NotesMerge {
    NotesMerge(
      outcome: next.outcome == .upToDate ? outcome : next.outcome,
      tip: next.tip,
      restored: restored + next.restored
    )
  }
}

extension GitError {
  /// The same with the alarms that were raised before it.
  fileprivate func mentioning(_ seen: SeenNotes) -> GitError {
    let alarms = seen.alarms.sorted { $0.key < $1.key }.flatMap { name, alarms in
      alarms.map { "\(name): \($0)" }
    }
    guard !alarms.isEmpty else { return self }
    let words = ([reason] + alarms).joined(separator: "; ")
    return GitError(code, operation, reason: words, hint: hint)
  }
}
