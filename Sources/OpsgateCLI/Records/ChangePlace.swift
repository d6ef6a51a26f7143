import Git
import Reports

/// Where the change that somebody asks about stands to the mainline.
struct ChangePlace: Sendable {
  /// The commit whose change it is.
  let commit: ObjectID
  /// The mainline that it is compared with.
  let mainline: ObjectID
  /// The commit whose policy counts; `nil` for the first of all.
  let base: ObjectID?
}

extension Session {
  /// The mainline as far as it is known here: the remote's branch, as last fetched, where the local one is only behind it.
  ///
  /// - Parameters:
  ///   - isTolerant: Whether a policy that is wrong is passed over for the last one that was right.
  ///   - isTold: Whether the user is told that it is the remote's.
  /// - Returns: The mainline.
  /// - Throws: As `view(at:tellsAge:)`.
  func newestView(readingAround isTolerant: Bool = false, isTold: Bool = true) throws -> View {
    let view = try isTolerant ? viewPastMistakes(isTold: false) : view(tellsAge: false)
    let remote = "refs/remotes/origin/" + view.name
    guard view.branch != nil, let tip = try repository.reference(remote), tip != view.id,
      try repository.isAncestor(view.id, of: tip)
    else { return view }
    if isTold {
      console.note(
        Failure.Problem(
          message: "'origin/\(view.name)' is ahead of '\(view.name)' here, and is what counts"
        )
      )
    }
    return try self.view(of: tip, view, by: isTolerant ? view.policy : nil)
  }

  /// Finds the change that a commit is, or was before it landed.
  ///
  /// - Parameters:
  ///   - commit: A commit of the mainline, or of any branch.
  ///   - view: The mainline.
  /// - Returns: The commit that made the change, and what it is compared with.
  /// - Throws: `GitError` where history that would tell is not here.
  func place(of commit: ObjectID, on view: View) async throws -> ChangePlace {
    guard try repository.isAncestor(commit, of: view.id) else {
      return try await candidate(commit, on: view)
    }
    let landing = try landing(of: commit, on: view.id)
    if landing != commit {
      console.note(
        Failure.Problem(message: "\(commit.short) landed in \(landing.short), which is shown")
      )
    }
    let base = try repository.commit(landing).parents.first
    return ChangePlace(commit: landing, mainline: view.id, base: base)
  }

  /// A branch; where the mainline has all that it changes, as it stood before.
  private func candidate(_ commit: ObjectID, on view: View) async throws -> ChangePlace {
    let plain = ChangePlace(commit: commit, mainline: view.id, base: view.id)
    guard let left = try repository.mergeBase(view.id, commit), left != view.id,
      try await isMerged(commit, into: view.id, since: left)
    else { return plain }
    console.note(
      Failure.Problem(
        message: "the mainline has all that \(commit.short) changes: "
          + "it is shown as it stood to \(left.short), where it began"
      )
    )
    return ChangePlace(commit: commit, mainline: left, base: left)
  }

  /// Whether merging the branch would change nothing.
  private func isMerged(
    _ commit: ObjectID,
    into tip: ObjectID,
    since left: ObjectID
  ) async throws -> Bool {
    let ours = try repository.mainlineCommit(tip).tree
    let merged = try await repository.mergedTree(
      base: repository.mainlineCommit(left).tree,
      ours: ours,
      theirs: repository.mainlineCommit(commit).tree,
      with: git
    )
    return merged == .tree(ours)
  }

  /// The mainline commit that brought a commit, by first parents.
  private func landing(of commit: ObjectID, on tip: ObjectID) throws -> ObjectID {
    var line: [ObjectID] = []
    var isOnMainline = false
    try repository.walkMainline(from: tip) { step in
      isOnMainline = step.id == commit
      line.append(step.id)
      return !isOnMainline
    }
    if isOnMainline { return commit }
    // Once it has landed, every later commit has it.
    var (with, without) = (0, line.count)
    while without - with > 1 {
      let middle = (with + without) / 2
      if try repository.isAncestor(commit, of: line[middle]) {
        with = middle
      } else {
        without = middle
      }
    }
    return line[with]
  }
}
