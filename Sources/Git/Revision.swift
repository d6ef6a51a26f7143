internal import Clibgit2

extension Repository {
  /// The commit that a revision names, as `gitrevisions(7)` spells them; tags are peeled.
  ///
  /// - Throws: `.notFound`, `.ambiguous`, `.invalid`; `.shallow` when the way to it is cut off.
  public borrowing func resolve(_ revision: String) throws(GitError) -> ObjectID {
    let operation = "find the revision '\(revision)'"
    guard !revision.isEmpty, !revision.utf8.contains(0) else {
      throw GitError(.invalid, operation, reason: "that is no revision's name")
    }
    let repository = handle.pointer
    do throws(GitError) {
      let object = try Handle(operation, free: git_object_free) { out in
        git_revparse_single(&out, repository, revision)
      }
      var commit: OpaquePointer?
      defer { git_object_free(commit) }
      guard git_object_peel(&commit, object.pointer, GIT_OBJECT_COMMIT) == 0, let commit else {
        throw GitError(.invalid, operation, reason: "it names no commit")
      }
      return ObjectID(git_object_id(commit).pointee)
    } catch {
      throw explained(error, revision: revision)
    }
  }

  private borrowing func explained(_ error: GitError, revision: String) -> GitError {
    guard error.code == .notFound else { return error }
    if isShallow, revision.contains(where: { "~^".contains($0) }) {
      return .shallowEnd(error.operation)
    }
    return GitError(
      .notFound,
      error.operation,
      reason: "no branch, tag or commit is called that",
      hint: "`git log --oneline` lists commits, `git branch -a` branches"
    )
  }

  /// Whether an object of that id is here and lies in the history of `commit`.
  public borrowing func knows(_ id: ObjectID, in commit: ObjectID) throws(GitError) -> Bool {
    guard isHere(id) else { return false }
    return try isAncestor(id, of: commit)
  }

  /// Whether an object of that id is in this clone.
  public borrowing func isHere(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(database.pointer, &oid) != 0
  }

  /// Whether `ancestor` is `commit` or lies in its history.
  ///
  /// - Throws: `.missingObject` or `.shallow` when the history is not all here.
  public borrowing func isAncestor(
    _ ancestor: ObjectID,
    of commit: ObjectID
  ) throws(GitError) -> Bool {
    guard ancestor != commit else { return true }
    var (old, new) = (ancestor.oid, commit.oid)
    return try check("compare \(ancestor) with \(commit)") {
      git_graph_descendant_of(handle.pointer, &new, &old)
    } == 1
  }

  /// The best common ancestor of two commits, or `nil` if they share no history.
  ///
  /// - Throws: `.missingObject` or `.shallow` when the history is not all here.
  public borrowing func mergeBase(
    _ one: ObjectID,
    _ other: ObjectID
  ) throws(GitError) -> ObjectID? {
    var (left, right, base) = (one.oid, other.oid, git_oid())
    let result = git_merge_base(&base, handle.pointer, &left, &right)
    guard result == 0 else {
      let error = lastError("find what \(one) and \(other) share", result: result)
      guard error.code == .notFound else { throw error }
      return nil
    }
    return ObjectID(base)
  }
}
