internal import Clibgit2

extension Repository {
  /// The commits that one commit has in its history and another has not, as `git log other..commit`.
  ///
  /// - Returns: Newest first; parents never before their children.
  /// - Throws: `.missingObject`, `.shallow` or `.promised` where the history is not all here.
  public borrowing func commits(
    reachableFrom commit: ObjectID,
    butNotFrom other: ObjectID
  ) throws(GitError) -> [ObjectID] {
    let operation = "list the commits of \(commit.short) that are not in \(other.short)"
    do throws(GitError) {
      return try walk(from: commit, until: other, operation)
    } catch {
      throw error.code == .notFound && isShallow ? .shallowEnd(operation) : error
    }
  }

  /// All commits that some commits have in their histories, they among them.
  ///
  /// - Parameter tips: Whatever is no commit has no history.
  /// - Returns: Each once.
  /// - Throws: `.missingObject`, `.shallow` or `.promised` where a history is not all here.
  public borrowing func commits(
    reachableFromAny tips: [ObjectID]
  ) throws(GitError) -> Set<ObjectID> {
    var found: Set<ObjectID> = []
    for tip in tips where !found.contains(tip) {
      guard try isCommit(tip) else { continue }
      found.formUnion(try walk(from: tip, until: nil, "list the history of \(tip.short)"))
    }
    return found
  }

  private borrowing func walk(
    from commit: ObjectID,
    until other: ObjectID?,
    _ operation: String
  ) throws(GitError) -> [ObjectID] {
    let repository = handle.pointer
    let walk = try Handle(operation, free: git_revwalk_free) { git_revwalk_new(&$0, repository) }
    var (start, next) = (commit.oid, git_oid())
    try check(operation) {
      git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue)
    }
    try check(operation) { git_revwalk_push(walk.pointer, &start) }
    if var end = other?.oid { try check(operation) { git_revwalk_hide(walk.pointer, &end) } }
    var found: [ObjectID] = []
    var result = git_revwalk_next(&next, walk.pointer)
    while result == 0 {
      found.append(ObjectID(next))
      result = git_revwalk_next(&next, walk.pointer)
    }
    guard result == GIT_ITEROVER.rawValue else { throw lastError(operation, result: result) }
    return found
  }

  /// The tree that a merge of two commits would have, as git's own merge makes it.
  ///
  /// Nothing is written; new objects are held in memory.
  ///
  /// - Parameters:
  ///   - base: The tree of what both have in common.
  ///   - ours: The tree to merge into.
  ///   - theirs: The tree to merge.
  ///   - git: Merges where both changed the same files.
  /// - Returns: The tree, or the paths that do not merge.
  /// - Throws: `.unsupported` where git is older than 2.38; `GitError` where a tree cannot be read.
  public borrowing func mergedTree(
    base: ObjectID,
    ours: ObjectID,
    theirs: ObjectID,
    with git: GitProgram
  ) async throws(GitError) -> MergeOutcome {
    try await merge(TreeMerge(base: base, ours: ours, theirs: theirs), with: git)
  }
}
