/// How notes came together.
public struct NotesMerge: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    /// Ours had all of theirs.
    case upToDate
    /// Theirs had all of ours, and grew from it.
    case fastForward
    /// A commit with both as parents holds the lines of both.
    case merged
  }

  public let outcome: Outcome
  /// Where the notes stand now.
  public let tip: ObjectID
  /// What one side had removed, and is there again.
  public let restored: [RestoredNote]

  public init(outcome: Outcome, tip: ObjectID, restored: [RestoredNote] = []) {
    self.outcome = outcome
    self.tip = tip
    self.restored = restored
  }
}

/// A note, or lines of one, that one side of a merge had removed.
public struct RestoredNote: Hashable, Sendable {
  public enum Side: Hashable, Sendable { case ours, theirs }

  public let object: ObjectID
  /// Who had removed it.
  public let removedBy: Side

  public init(object: ObjectID, removedBy: Side) {
    self.object = object
    self.removedBy = removedBy
  }
}

extension Repository {
  /// Brings the notes of another commit into a notes reference: every line of both, never fewer.
  ///
  /// A note that changed on one side is taken from there, one that changed on both becomes all
  /// lines of both, sorted, as with git's `cat_sort_uniq`. What either side has removed comes back
  /// and is reported. The result is written only if it holds every line of both parents.
  ///
  /// - Parameters:
  ///   - theirs: The commit whose notes come in.
  ///   - ref: The full name of the reference that they come into; made where it does not exist.
  ///   - name: What theirs are called in the message, such as `refs/notes/remotes/origin/…`.
  ///   - person: Author and committer, and who stands in the reflog.
  ///   - signer: Signs a merge commit.
  /// - Returns: What became of it.
  /// - Throws: `.moved` or `.locked` where every attempt came too late; `.missingObject`,
  ///   `.promised` or `.shallow` where something is not here; `.corrupt`; `.unsigned`.
  public borrowing func mergeNotes(
    _ theirs: ObjectID,
    into ref: String,
    called name: String,
    as person: Signature,
    signer: CommitSigner?
  ) async throws(GitError) -> NotesMerge {
    let commits = NotesCommits(
      ref: ref,
      person: person,
      message: "Merged notes from \(name) into \(ref)",
      signer: signer
    )
    var obstacle: GitError?
    for attempt in 1...Race.attempts {
      if attempt > 1 { try await Race.pause(after: attempt - 1) }
      let ours = try reference(ref)
      let merge = try await mergedNotes(ours: ours, theirs: theirs, commits)
      if merge.tip == ours { return merge }
      do throws(GitError) {
        try commits.move(to: merge.tip, from: ours, in: self)
        return merge
      } catch {
        guard error.code == .moved || error.code == .locked else { throw error }
        obstacle = error
      }
    }
    throw Race.lost("merge notes into \(ref)", at: obstacle)
  }

  /// The commit that holds both; moves nothing.
  borrowing func mergedNotes(
    ours: ObjectID?,
    theirs: ObjectID,
    _ commits: NotesCommits
  ) async throws(GitError) -> NotesMerge {
    let plan = try NotesMergePlan(ours: ours, theirs: theirs, in: self)
    switch plan.outcome {
    case .upToDate: return NotesMerge(outcome: .upToDate, tip: plan.tip)
    case .fastForward: return NotesMerge(outcome: .fastForward, tip: plan.tip)
    case .merged:
      let tree = try plan.writeTree(to: self)
      let content = NotesCommits.Content(
        tree: tree,
        parents: [ours, theirs].compactMap(\.self)
      )
      let tip = try await commits.commit(content, to: self)
      return NotesMerge(outcome: .merged, tip: tip, restored: plan.restored)
    }
  }
}
