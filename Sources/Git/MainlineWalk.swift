extension Repository {
  /// Walks the mainline by first parents, newest first, until `visit` answers `false` or a root.
  ///
  /// - Parameters:
  ///   - start: The newest commit to visit.
  ///   - visit: Called for each commit; answers whether to go on.
  /// - Throws: `GitError` `.shallow`, `.promised`, `.missingObject` or `.corrupt` where the history
  ///   breaks off; whatever `visit` throws.
  public borrowing func walkMainline(
    from start: ObjectID,
    _ visit: (MainlineCommit) throws -> Bool
  ) throws {
    var next: ObjectID? = start
    while let id = next {
      let commit = try mainlineCommit(id)
      guard try visit(commit) else { return }
      if commit.parent != nil, shallowBoundary.contains(id) {
        throw GitError.shallowEnd("read the history before \(id)")
      }
      next = commit.parent
    }
  }

  /// The tree and first parent of one commit, read without its author and message.
  ///
  /// - Throws: `.missingObject`, `.shallow` or `.promised` when it is not here; `.corrupt`.
  public borrowing func mainlineCommit(_ id: ObjectID) throws(GitError) -> MainlineCommit {
    let object = try read(id, as: .commit)
    return try MainlineCommit(id: id, header: object.bytes)
  }
}
