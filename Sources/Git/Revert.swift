extension Repository {
  /// The tree that `git revert` of a commit would make on top of another.
  ///
  /// Nothing is written; the new objects are held in memory.
  ///
  /// - Parameters:
  ///   - commit: The commit that is undone.
  ///   - mainlineParent: Which parent of a merge is the mainline, counted from 1 (`-m`).
  ///   - onto: The commit to build on.
  ///   - git: Merges where that takes more than putting entries back.
  /// - Returns: The tree, or the paths that do not merge.
  /// - Throws: `.invalid` for a merge without `mainlineParent`, or a parent that is not there.
  public borrowing func revertTree(
    of commit: ObjectID,
    mainlineParent: Int? = nil,
    onto: ObjectID,
    with git: GitProgram
  ) async throws(GitError) -> MergeOutcome {
    try await revertTree(
      of: commit,
      mainlineParent: mainlineParent,
      ontoTree: self.commit(onto).tree,
      with: git
    )
  }

  /// The same on top of a tree, for the second of several reverts.
  ///
  /// - Parameters:
  ///   - commit: The commit that is undone.
  ///   - mainlineParent: Which parent of a merge is the mainline, counted from 1 (`-m`).
  ///   - ontoTree: The tree to build on.
  ///   - git: Merges where that takes more than putting entries back.
  /// - Returns: The tree, or the paths that do not merge.
  /// - Throws: `.invalid` for a merge without `mainlineParent`, or a parent that is not there.
  public borrowing func revertTree(
    of commit: ObjectID,
    mainlineParent: Int? = nil,
    ontoTree: ObjectID,
    with git: GitProgram
  ) async throws(GitError) -> MergeOutcome {
    let undone = try self.commit(commit)
    let parent = try undone.revertParent(mainline: mainlineParent)
    if isShallow, shallowBoundary.contains(commit) {
      throw .shallowEnd("revert \(undone.id.short)")
    }
    let before: ObjectID
    if let parent { before = try self.commit(parent).tree } else { before = try emptyTree() }
    return try await merge(
      TreeMerge(base: undone.tree, ours: ontoTree, theirs: before),
      with: git
    )
  }

  private borrowing func emptyTree() throws(GitError) -> ObjectID {
    try writeObject([], as: .tree)
  }
}

extension Commit {
  /// The parent whose state a revert goes back to; `nil` for a root.
  ///
  /// - Parameter mainline: Which parent of a merge is the mainline, counted from 1.
  /// - Returns: `nil` where the commit has no parent: all that it added goes.
  /// - Throws: `.invalid` where git would refuse too (`git-revert(1)`, `-m`).
  public func revertParent(mainline: Int?) throws(GitError) -> ObjectID? {
    guard let mainline else {
      guard parents.count < 2 else {
        throw GitError(
          .invalid,
          "revert \(id.short)",
          reason: "it is a merge, and nothing says which of its parents is the mainline",
          hint: "say it with `-m 1` (the branch that was merged into), up to `-m \(parents.count)`"
        )
      }
      return parents.first
    }
    guard mainline >= 1, mainline <= parents.count else {
      throw GitError(
        .invalid,
        "revert \(id.short) with `-m \(mainline)`",
        reason: parents.isEmpty
          ? "it has no parent" : "it has no such parent, but \(parents.count) in all"
      )
    }
    return parents[mainline - 1]
  }

  /// The message that `git revert --no-edit` gives (2.43 and newer).
  ///
  /// - Parameter mainline: Which parent of a merge is the mainline, counted from 1.
  /// - Returns: Subject, blank line, `This reverts commit <full id>.`.
  /// - Throws: `.invalid` where git would refuse to revert.
  public func revertMessage(mainline: Int?) throws(GitError) -> String {
    let parent = try revertParent(mainline: mainline)
    var text = "\(revertSubject)\n\nThis reverts commit \(id)"
    if parents.count > 1, let parent { text += ", reversing\nchanges made to \(parent)" }
    return text + ".\n"
  }

  /// `Revert "…"`, or `Reapply "…"` for a revert of a revert; not for one level more, as git.
  private var revertSubject: String {
    let prefix = "Revert \""
    let subject = gitSubject
    guard subject.hasPrefix(prefix) else { return "\(prefix)\(subject)\"" }
    let original = subject.dropFirst(prefix.count)
    return original.hasPrefix(prefix) ? "\(prefix)\(subject)\"" : "Reapply \"\(original)"
  }

  /// The first line behind blank ones, to its newline, trailing blanks included.
  private var gitSubject: String {
    let lines = message.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let blanks = " \t\r\u{b}\u{c}".utf8
    let line = lines.first { !$0.allSatisfy(blanks.contains) }
    return line.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
