extension Repository {
  /// The commits that `git revert` would undo, in its order.
  ///
  /// Commits stand in the order given; as soon as one argument leaves something out (`A..B`, `^A`),
  /// all are walked, newest first (`git-revert(1)`). git itself sorts them, because dates, not
  /// parents, decide.
  ///
  /// - Parameters:
  ///   - arguments: What stands on the command line: revisions and ranges; `-` is the branch before.
  ///   - git: Sorts them.
  /// - Returns: The commits; none where the range is empty.
  /// - Throws: `.notFound` or `.invalid` for what names no commit.
  public borrowing func revertSequence(
    _ arguments: [String],
    with git: GitProgram
  ) async throws(GitError) -> [ObjectID] {
    let revisions = arguments.map { $0 == "-" ? "@{-1}" : $0 }
    for revision in revisions where !revision.isRange { _ = try resolve(revision) }
    if revisions.count == 1, let only = revisions.first, !only.isRange {
      return [try resolve(only)]
    }
    let result = try await git.run(
      ["rev-list", "--no-walk=unsorted", "--end-of-options"] + revisions + ["--"]
    )
    guard result.status == 0 else {
      let named = arguments.map { "'\($0)'" }.joined(separator: " ")
      throw GitError(
        .notFound,
        "find the commits \(named)",
        reason: "git says: \(result.lastWords)",
        hint: "`git log --oneline` lists commits; a range is `A..B`, without A itself"
      )
    }
    return result.text.split(separator: "\n").compactMap { ObjectID(hex: String($0)) }
  }
}

extension String {
  /// Whether it is more than the name of one commit: a range, or something left out.
  fileprivate var isRange: Bool {
    // `^!`, `^@` and `^-` stand for several commits too (`gitrevisions(7)`).
    hasPrefix("^") || contains("..") || contains("^!") || contains("^@") || contains("^-")
  }
}
