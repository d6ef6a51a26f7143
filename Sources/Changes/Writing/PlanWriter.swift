internal import Git

/// The one writer: makes the commits of a plan, signed as git would sign them.
struct PlanWriter {
  let identities: Identities
  private let signer: CommitSigner?

  /// Asks git who commits, and how commits are signed.
  ///
  /// - Throws: `GitError` where git does not know, or its configuration cannot be understood.
  init(git: GitProgram) async throws(GitError) {
    identities = try await Identities(asking: git)
    signer = try CommitSigner.asked(by: try await Configuration(reading: git), git: git)
  }

  /// Makes the commits, and keeps them and their trees in the object database.
  ///
  /// Nothing is kept unless every commit could be signed.
  ///
  /// - Returns: Their ids, oldest first.
  /// - Throws: `.unsigned`; `.other` where the objects cannot be kept.
  func write(
    _ plan: Plan,
    to repository: borrowing Repository
  ) async throws(GitError) -> [ObjectID] {
    var commits: [ObjectID] = []
    for planned in plan.commits {
      let draft = CommitDraft(
        tree: planned.tree,
        parents: [commits.last ?? plan.parent],
        author: identities.author,
        committer: identities.committer,
        message: planned.message
      )
      let signature = try await signer?.sign(draft.payload, committer: identities.committer)
      commits.append(try repository.writeCommit(draft, signature: signature))
    }
    try repository.keepObjects()
    return commits
  }
}
