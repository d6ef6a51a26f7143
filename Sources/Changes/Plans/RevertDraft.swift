internal import Git
internal import Pointers

/// The commits of a revert while they are put together, each on top of the one before.
struct RevertDraft {
  /// The tree so far.
  private(set) var tree: ObjectID
  private let layout: Layout
  private(set) var commits: [PlannedCommit] = []
  private(set) var notices: [Notice] = []

  init(tree: ObjectID, layout: Layout) {
    self.tree = tree
    self.layout = layout
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
    let moves = try moves(to: new, in: repository)
    for found in try Collateral(of: step, in: repository).paths {
      notices.append(.collateral(found, of: step.commit, isReverted: true))
    }
    let message = try step.commit.revertMessage(mainline: step.mainline)
    add(PlannedCommit(tree: new, moves: moves, message: message))
  }

  private func moves(
    to new: ObjectID,
    in repository: borrowing Repository
  ) throws -> [PlannedMove] {
    let before = try layout.table(of: tree, in: repository)
    let after = try layout.table(of: new, in: repository)
    let keys = Set(before.keys).union(after.keys).filter { before[$0]?.value != after[$0]?.value }
    return keys.sorted().map { key in
      PlannedMove(
        key: key,
        before: before[key]?.value,
        after: after[key]?.value,
        path: (after[key] ?? before[key])?.place.path ?? ""
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
      throw ChangeRefusal.notMoved(services: services, commit: step.commit.id)
    }
    let table = try layout.table(of: tree, in: repository)
    let values = try PointerwiseRevert(step: step, table: table, conflicts: conflicts).values(keys)
    let edits = PointerEdits(layout: layout, table: table, values: values)
    let moves = try edits.moves()
    guard !moves.isEmpty else { return notices.append(.alreadyBack(step.commit)) }
    for found in try Collateral(of: step, in: repository).paths {
      notices.append(.collateral(found, of: step.commit, isReverted: false))
    }
    let message = try ChangeMessage.pointwiseRevert(
      of: step.commit,
      mainline: step.mainline,
      moves
    )
    let new = try edits.tree(moving: moves, in: tree, of: repository)
    add(PlannedCommit(tree: new, moves: moves, message: message))
  }

  private mutating func add(_ commit: PlannedCommit) {
    commits.append(commit)
    tree = commit.tree
  }
}

/// Decides pointer by pointer what undoing a commit means now.
struct PointerwiseRevert {
  let step: RevertStep
  /// The pointers as they stand now.
  let table: PointerTable
  /// The paths that git's merge could not join.
  let conflicts: [String]

  /// What each pointer shall hold: what stood there before the commit, where it still holds what
  /// the commit set; pointers that are back already are left out.
  ///
  /// - Throws: `ChangeRefusal.conflict` where any was moved since, or cannot be set back.
  func values(_ keys: [PointerKey]) throws(ChangeRefusal) -> [PointerKey: PointerValue] {
    var values: [PointerKey: PointerValue] = [:]
    var moved: [MovedPointer] = []
    for key in keys {
      let (old, set, now) = (step.before[key], step.after[key], table[key])
      if now?.value == old?.value { continue }
      if let old, set != nil, now?.value == set?.value {
        values[key] = old.value
      } else {
        moved.append(
          MovedPointer(
            key: key,
            path: (now ?? set ?? old)?.place.path ?? "",
            set: set?.tag,
            now: now?.tag
          )
        )
      }
    }
    guard moved.isEmpty, !(keys.isEmpty && !conflicts.isEmpty) else {
      throw .conflict(RevertConflict(commit: step.commit.id, paths: conflicts, pointers: moved))
    }
    return values
  }
}

extension Notice {
  static func alreadyBack(_ commit: Commit) -> Notice {
    Notice(.note, "\(commit.id.short) is undone already: nothing is left of it to revert")
  }

  static func collateral(_ path: String, of commit: Commit, isReverted: Bool) -> Notice {
    isReverted
      ? Notice(.note, "\(commit.id.short) also changed \(path); that is reverted too")
      : Notice(.warning, "\(commit.id.short) also changed \(path); that stays as it is")
  }
}
