internal import Git
internal import Pointers

/// The commits of a revert while they are put together, each on top of the one before.
struct RevertDraft {
  /// The tree so far.
  private(set) var tree: ObjectID
  /// Its pointers.
  private(set) var pointers: TreePointers
  private(set) var commits: [PlannedCommit] = []
  private(set) var notices: [Notice] = []
  /// Whether any commit moved a pointer of the services that were named.
  private(set) var isTouched = false

  init(tree: ObjectID, layout: Layout, in repository: borrowing Repository) throws(GitError) {
    self.tree = tree
    pointers = try TreePointers(of: tree, layout: layout, in: repository)
  }

  /// Undoes one commit by git's merge, or where that conflicts, pointer by pointer.
  mutating func revert(
    _ step: RevertStep,
    in repository: borrowing Repository,
    git: GitProgram
  ) async throws {
    let outcome = try await repository.revertTree(
      of: step.commit.id,
      mainlineParent: step.mainline,
      ontoTree: tree,
      with: git
    )
    switch outcome {
    case .tree(let new): try take(new, for: step, in: repository)
    case .conflicts(let paths):
      try setBack(step, services: [], unless: paths, in: repository)
    }
  }

  /// Takes the tree that git's merge gave.
  private mutating func take(
    _ new: ObjectID,
    for step: RevertStep,
    in repository: borrowing Repository
  ) throws {
    guard new != tree else {
      return notices.append(.alreadyBack(step.commit))
    }
    notices += try Collateral(of: step, in: repository).paths.map {
      .collateral($0, of: step.commit, isReverted: true)
    }
    let message = try step.commit.revertMessage(mainline: step.mainline)
    let (next, changed) = try pointers.pointers(of: new, in: repository)
    let moves = moves(of: changed, to: next.table)
    add(PlannedCommit(tree: new, moves: moves, message: message), next)
  }

  private func moves(of keys: Set<PointerKey>, to table: PointerTable) -> [PlannedMove] {
    keys.sorted().compactMap { key in
      let (before, after) = (pointers.table[key], table[key])
      guard before?.value != after?.value else { return nil }
      return PlannedMove(
        key: key,
        before: before?.value,
        after: after?.value,
        path: (after ?? before)?.place.path ?? ""
      )
    }
  }

  /// Sets back the pointers that still hold what the commit set, and nothing else.
  ///
  /// - Parameters:
  ///   - step: The commit that is undone.
  ///   - services: The services that are meant; empty for all that the commit moved.
  ///   - conflicts: The paths that git's merge could not join; empty where it was not asked.
  ///   - repository: Holds the new objects.
  /// - Throws: `ChangeRefusal.conflict` where a pointer was moved since.
  mutating func setBack(
    _ step: RevertStep,
    services: [String],
    unless conflicts: [String],
    in repository: borrowing Repository
  ) throws {
    let keys = step.moved.filter { services.isEmpty || services.contains($0.service) }
    guard !keys.isEmpty || services.isEmpty else {
      return notices.append(.untouched(services, by: step.commit))
    }
    isTouched = true
    let table = pointers.table
    let values = try PointerwiseRevert(step: step, table: table, conflicts: conflicts).values(keys)
    let edits = PointerEdits(layout: table.layout, table: table, values: values)
    let moves = try edits.moves()
    let collateral = try Collateral(of: step, in: repository).paths
    notices += collateral.map { .collateral($0, of: step.commit, isReverted: false) }
    guard !moves.isEmpty else {
      let isUndone = collateral.isEmpty && services.isEmpty
      return notices.append(isUndone ? .alreadyBack(step.commit) : .pointersBack(step.commit))
    }
    let message = try ChangeMessage.pointwiseRevert(
      of: step.commit,
      mainline: step.mainline,
      moves
    )
    let new = try edits.tree(moving: moves, in: tree, of: repository)
    let next = try pointers.pointers(of: new, in: repository).pointers
    add(PlannedCommit(tree: new, moves: moves, message: message), next)
  }

  private mutating func add(_ commit: PlannedCommit, _ next: TreePointers) {
    commits.append(commit)
    (tree, pointers) = (commit.tree, next)
  }
}

extension Notice {
  static func alreadyBack(_ commit: Commit) -> Notice {
    Notice(.note, "\(commit.id.short) is undone already: nothing is left of it to revert")
  }

  static func pointersBack(_ commit: Commit) -> Notice {
    Notice(.note, "the pointers that \(commit.id.short) moved are back already")
  }

  static func untouched(_ services: [String], by commit: Commit) -> Notice {
    let names = services.map { "'\($0)'" }.joined(separator: ", ")
    return Notice(.note, "\(commit.id.short) moved no pointer of \(names)")
  }

  static func collateral(_ path: String, of commit: Commit, isReverted: Bool) -> Notice {
    isReverted
      ? Notice(.note, "\(commit.id.short) also changed \(path); that is reverted too")
      : Notice(.warning, "\(commit.id.short) also changed \(path); that stays as it is")
  }
}
