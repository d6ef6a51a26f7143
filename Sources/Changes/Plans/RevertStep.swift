internal import Git
internal import Pointers

/// One commit that shall be undone, with the pointers it moved.
struct RevertStep {
  let commit: Commit
  let mainline: Int?
  /// The tree that the revert goes back to; `nil` where the commit has no parent.
  let base: ObjectID?
  let before: PointerTable
  let after: PointerTable
  /// The pointers that the commit moved, added or removed, also from or to what cannot be read.
  let moved: [PointerKey]

  /// Reads the commit, and its pointers by what differs from those of a tree that is known.
  ///
  /// - Throws: `.invalid` for a merge without `mainline`; `GitError`.
  init(
    _ id: ObjectID,
    mainline: Int?,
    near known: TreePointers,
    in repository: borrowing Repository
  ) throws(GitError) {
    commit = try repository.commit(id)
    self.mainline = mainline
    let parent = try commit.revertParent(mainline: mainline)
    if let parent { base = try repository.commit(parent).tree } else { base = nil }
    let new = try known.pointers(of: commit.tree, in: repository).pointers
    let (old, changed) = try new.pointers(of: base, in: repository)
    (before, after) = (old.table, new.table)
    moved = changed.filter {
      !old.table.state(of: $0).isSame(as: new.table.state(of: $0))
    }.sorted()
  }
}

extension PointerState {
  /// Whether both are known and hold the same, wherever that stands.
  fileprivate func isSame(as other: PointerState) -> Bool {
    switch (self, other) {
    case (.present(let one), .present(let two)): one.value == two.value
    case (.absent, .absent): true
    case (.unknown(let one), .unknown(let two)): one == two
    default: false
    }
  }
}
