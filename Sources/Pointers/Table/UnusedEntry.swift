public import Git

/// An item of the policy's `pointers:` that finds nothing in a commit: mostly a slip of the pen.
public struct UnusedEntry: Hashable, Sendable {
  /// The line of the entry in the policy file, from 1; `nil` for an entry that is from no file.
  public let line: Int?
  /// The paths as the policy has them.
  public let paths: [String]
  /// The key or pattern as the policy has it.
  public let key: String
  /// How many files have such a path.
  public let count: Int
  /// The first of them.
  public let example: String?
}

extension Layout {
  /// The entries that no pointer of the table is from, with what their paths find.
  ///
  /// - Parameters:
  ///   - table: All pointers of the commit.
  ///   - tree: The commit's root tree; walked only where an entry finds nothing.
  ///   - repository: Where the tree is.
  /// - Returns: They, in the order of the policy.
  /// - Throws: `GitError` where a directory on the way cannot be read.
  public func unusedEntries(
    in table: PointerTable,
    of tree: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> [UnusedEntry] {
    let used = table.usedEntries
    let unused = entries.indices.filter { !used.contains($0) }
    guard !unused.isEmpty else { return [] }
    var paths: [Int: [String]] = [:]
    for file in try repository.files(in: tree, descend: mayContain) {
      for entry in Set(matches(file.path).matches.map(\.entry)) where !used.contains(entry) {
        paths[entry, default: []].append(file.path)
      }
    }
    return unused.map { number in
      let entry = entries[number]
      return UnusedEntry(
        line: entry.line,
        paths: entry.paths.map(\.text),
        key: entry.query.spelled(Captures()),
        count: paths[number]?.count ?? 0,
        example: paths[number]?.first
      )
    }
  }
}

extension PointerTable {
  /// The entries that some file has a scalar for, or may have: a file that cannot be read counts.
  fileprivate var usedEntries: Set<Int> {
    files.reduce(into: []) { used, file in
      used.formUnion(file?.readings.map(\.entry) ?? [])
      used.formUnion(file?.hidden.map(\.match.entry) ?? [])
    }
  }
}
