internal import Git
internal import Pointers

/// All pointers of one tree, from which those of another are found by what differs.
struct TreePointers {
  let tree: ObjectID?
  let table: PointerTable

  /// Reads the whole tree.
  ///
  /// - Throws: `GitError` where a directory on the way to a pointer cannot be read.
  init(
    of tree: ObjectID,
    layout: Layout,
    in repository: borrowing Repository
  ) throws(GitError) {
    self.init(tree: tree, table: try layout.table(of: tree, in: repository))
  }

  private init(tree: ObjectID?, table: PointerTable) {
    self.tree = tree
    self.table = table
  }

  /// The pointers of another tree, and those of them that may differ.
  ///
  /// - Parameters:
  ///   - other: The tree; `nil` for what was before a first commit.
  ///   - repository: Holds both.
  /// - Returns: The other's pointers, and every pointer whose tag or state may not be the same.
  /// - Throws: `GitError` where a directory on the way to a pointer cannot be read.
  func pointers(
    of other: ObjectID?,
    in repository: borrowing Repository
  ) throws(GitError) -> (pointers: TreePointers, changed: Set<PointerKey>) {
    guard let other else {
      let nothing = PointerTable(layout: table.layout)
      return (TreePointers(tree: nil, table: nothing), Set(table.keys))
    }
    var (next, changed) = (table, Set<PointerKey>())
    let differences = try repository.difference(
      from: tree,
      to: other,
      descend: table.layout.mayContain
    )
    for difference in differences {
      let readings = difference.after.flatMap { table.layout.readings(of: $0, in: repository) }
      changed.formUnion(next.update(path: difference.path, contents: readings))
    }
    return (TreePointers(tree: other, table: next), changed)
  }
}
