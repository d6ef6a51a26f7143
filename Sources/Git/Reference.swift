internal import Clibgit2

/// Where HEAD stands.
///
/// Each of git's silences is a case of its own.
public enum Head: Hashable, Sendable {
  /// On a branch, by its full name, at a commit.
  case branch(name: String, commit: ObjectID)
  /// On a branch that has no commit yet.
  case unborn(name: String)
  /// On a commit, on no branch.
  case detached(commit: ObjectID)

  /// The commit, if there is one.
  public var commit: ObjectID? {
    switch self {
    case .branch(_, let commit), .detached(let commit): commit
    case .unborn: nil
    }
  }
}

extension Repository {
  /// Where HEAD stands.
  ///
  /// - Throws: `.other` when HEAD cannot be read.
  public borrowing func head() throws(GitError) -> Head {
    let repository = handle.pointer
    let reference = try Handle("read HEAD", free: git_reference_free) { out in
      git_reference_lookup(&out, repository, "HEAD")
    }
    guard let target = git_reference_symbolic_target(reference.pointer) else {
      return .detached(commit: ObjectID(git_reference_target(reference.pointer).pointee))
    }
    let name = String(cString: target)
    guard let commit = try self.reference(name) else { return .unborn(name: name) }
    return .branch(name: name, commit: commit)
  }

  /// The id that the reference of that full name points to, through symbolic ones; `nil` if absent.
  ///
  /// - Throws: `.invalid` for a name that git does not allow; `.other` when it cannot be read.
  public borrowing func reference(_ name: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let result = git_reference_name_to_id(&oid, handle.pointer, name)
    guard result == 0 else {
      let error = lastError("read the reference \(name)", result: result)
      guard error.code == .notFound else { throw error }
      return nil
    }
    return ObjectID(oid)
  }

  /// The full names of all references under a prefix such as `refs/remotes/`, sorted.
  ///
  /// - Throws: `.other` when the references cannot be read.
  public borrowing func references(under prefix: String) throws(GitError) -> [String] {
    let repository = handle.pointer
    let names = try Handle("list the references", free: git_reference_iterator_free) { out in
      git_reference_iterator_glob_new(&out, repository, prefix + "*")
    }
    var found: [String] = []
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, names.pointer) == 0, let name {
      found.append(String(cString: name))
    }
    return found.sorted()
  }

  /// Moves a reference only if it still stands where it was seen: compare-and-swap.
  ///
  /// What is held in memory is written first (`keepObjects()`), so that it never points to nothing.
  ///
  /// - Parameters:
  ///   - name: The full name.
  ///   - target: Where it shall point.
  ///   - expected: Where it was seen; `nil` means that it must not be there yet.
  ///   - message: The line of the reflog.
  ///   - person: Who does it, for the reflog.
  /// - Throws: `.moved` when it stands elsewhere, `.locked` when somebody holds it.
  public borrowing func moveReference(
    _ name: String,
    to target: ObjectID,
    from expected: ObjectID?,
    message: String,
    by person: Signature
  ) throws(GitError) {
    try keepObjects()
    let repository = handle.pointer
    git_repository_set_ident(repository, person.name, person.email)
    var new = target.oid
    var reference: OpaquePointer?
    defer { git_reference_free(reference) }
    do throws(GitError) {
      try check("move \(name) to \(target)") {
        // Zeros mean that it must not be there, which libgit2 then looks at while it holds the lock. Without them it looks
        // before, and the second of two who make a reference at once would overwrite the first.
        var old = expected?.oid ?? git_oid()
        return git_reference_create_matching(&reference, repository, name, &new, 1, &old, message)
      }
    } catch {
      if error.code == .locked { throw error.lockedReference(commonDirectory + name + ".lock") }
      throw error.code == .exists || error.code == .notFound ? error.lostRace : error
    }
  }
}

extension GitError {
  /// The same refusal, called what it is: somebody else made or removed the reference meanwhile.
  fileprivate var lostRace: GitError { GitError(.moved, operation, reason: reason) }

  fileprivate func lockedReference(_ lock: String) -> GitError {
    GitError(
      .locked,
      operation,
      reason: "another git program holds it, or was stopped: \(lock) exists",
      hint: "wait for it; if no git program runs any more, remove that file"
    )
  }
}
