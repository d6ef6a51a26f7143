internal import Clibgit2

/// Writes commits of notes to one reference, again where somebody else was quicker.
struct NotesCommits: Sendable {
  /// What one commit holds.
  struct Content {
    let tree: ObjectID
    let parents: [ObjectID]
  }

  let ref: String
  let person: Signature
  let message: String
  let signer: CommitSigner?

  /// Makes the commit for wherever the reference stands, and moves the reference there.
  ///
  /// - Parameters:
  ///   - repository: Where the reference is.
  ///   - content: What the commit on a tip is to hold; `nil` where there is nothing to write.
  /// - Returns: The tip that holds the content.
  /// - Throws: `.moved` or `.locked` where every attempt came too late; what `content` throws.
  func write(
    to repository: borrowing Repository,
    content: (ObjectID?, borrowing Repository) throws(GitError) -> Content?
  ) async throws(GitError) -> ObjectID {
    try checkName()
    var obstacle: GitError?
    for attempt in 1...Race.attempts {
      if attempt > 1 { try await Race.pause(after: attempt - 1) }
      let tip = try repository.reference(ref)
      guard let content = try content(tip, repository) else {
        if let tip { return tip }
        throw GitError(.invalid, "write to \(ref)", reason: "there is nothing to write")
      }
      let commit = try await commit(content, to: repository)
      do throws(GitError) {
        try move(to: commit, from: tip, in: repository)
        return commit
      } catch {
        guard error.code == .moved || error.code == .locked else { throw error }
        obstacle = error
      }
    }
    throw Race.lost("write to \(ref)", at: obstacle)
  }

  /// Makes the commit and signs it; nothing points to it yet.
  func commit(
    _ content: Content,
    to repository: borrowing Repository
  ) async throws(GitError) -> ObjectID {
    let draft = CommitDraft(
      tree: content.tree,
      parents: content.parents,
      author: person,
      committer: person,
      message: message.hasSuffix("\n") ? message : message + "\n"
    )
    try draft.check()
    let signature = try await signer?.sign(draft.payload, committer: person)
    return try repository.writeCommit(draft, signature: signature)
  }

  /// Moves the reference by compare-and-swap.
  func move(
    to commit: ObjectID,
    from tip: ObjectID?,
    in repository: borrowing Repository
  ) throws(GitError) {
    // A look first: who has lost already need not send objects to the plates of the disk.
    guard try repository.reference(ref) == tip else {
      throw GitError(.moved, "move \(ref)", reason: "somebody else has moved it")
    }
    try repository.moveReference(ref, to: commit, from: tip, message: line, by: person)
  }

  /// The line of the reflog, in git's words.
  private var line: String { "notes: \(message.prefix { !$0.isNewline })" }

  private func checkName() throws(GitError) {
    guard ref.hasPrefix("refs/notes/"), !ref.utf8.contains(0),
      git_reference_is_valid_name(ref) == 1
    else { throw GitError(.invalid, "write notes to '\(ref)'", reason: "it is no notes reference") }
  }
}

/// What those do who lose a race.
enum Race {
  static let attempts = 40

  /// Waits a little, for a time that differs from that of others who lost the same race.
  ///
  /// - Throws: `.other` where the task is cancelled meanwhile.
  static func pause(after attempt: Int) async throws(GitError) {
    do {
      try await Task.sleep(for: .milliseconds(Int.random(in: 2...(20 * min(attempt, 20)))))
    } catch {
      throw GitError(.other, "try again", reason: "it was interrupted")
    }
  }

  /// What is said when the last attempt came too late as well.
  static func lost(_ operation: String, at obstacle: GitError?) -> GitError {
    GitError(
      obstacle?.code ?? .moved,
      operation,
      reason: "each of \(attempts) attempts came too late; "
        + "at the last, \(obstacle?.reason ?? "somebody else was quicker")",
      hint: obstacle?.hint ?? "run the same command again"
    )
  }
}
