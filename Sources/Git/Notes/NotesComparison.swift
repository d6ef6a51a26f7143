/// An object whose note is not made of the same blobs in two notes trees.
struct NoteDifference: Hashable {
  let object: ObjectID
  /// Several where notes on one object stand in several places.
  let before: [ObjectID]
  let after: [ObjectID]
}

extension Repository {
  /// The objects whose notes differ, sorted; reads only what differs.
  ///
  /// How deep the notes stand makes no difference.
  ///
  /// - Throws: `.missingObject` or `.promised` where a tree is not here; `.corrupt`.
  borrowing func noteDifferences(
    from before: ObjectID?,
    to after: ObjectID?
  ) throws(GitError) -> [NoteDifference] {
    var comparison = NotesComparison()
    let roots = [before, after].map { tree in
      tree.map { [NoteDirectory(prefix: .root, tree: $0)] } ?? []
    }
    try comparison.compare(roots[0], roots[1], self)
    return comparison.differences
  }
}

/// Compares notes trees directory by directory.
private struct NotesComparison {
  private var before = Side()
  private var after = Side()

  private struct Side {
    var blobs: [ObjectID: [ObjectID]] = [:]
    var reads = TreeReads()
    /// The directories to look into, by the pair of digits that they add.
    var directories: [NotePrefix: [NoteDirectory]] = [:]

    mutating func add(_ entry: RawTreeEntry, in directory: NoteDirectory) {
      switch directory.prefix.reading(entry) {
      case .note(let leaf): blobs[leaf.object, default: []].append(leaf.blob)
      case .directory(let inner): directories[inner.prefix, default: []].append(inner)
      case .other: break
      }
    }

    mutating func take() -> [NotePrefix: [NoteDirectory]] {
      defer { directories = [:] }
      return directories
    }
  }

  var differences: [NoteDifference] {
    let differing = Set(before.blobs.keys).union(after.blobs.keys).filter {
      before.blobs[$0] != after.blobs[$0]
    }
    return differing.sorted().map { object in
      NoteDifference(
        object: object,
        before: before.blobs[object] ?? [],
        after: after.blobs[object] ?? []
      )
    }
  }

  mutating func compare(
    _ left: [NoteDirectory],
    _ right: [NoteDirectory],
    _ repository: borrowing Repository
  ) throws(GitError) {
    guard left != right else { return }
    if left.count == 1, right.count == 1 {
      try readTogether(left[0], right[0], repository)
    } else {
      for directory in left { try Self.read(directory, into: &before, repository) }
      for directory in right { try Self.read(directory, into: &after, repository) }
    }
    let (older, newer) = (before.take(), after.take())
    for prefix in Set(older.keys).union(newer.keys) {
      try compare(older[prefix] ?? [], newer[prefix] ?? [], repository)
    }
  }

  private static func read(
    _ directory: NoteDirectory,
    into side: inout Side,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try side.reads.count(directory.tree)
    let object = try repository.read(directory.tree, as: .tree)
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      side.add(entry, in: directory)
      try cursor.advance()
    }
  }

  /// Reads two directories side by side, and leaves out what stands alike in both.
  private mutating func readTogether(
    _ left: NoteDirectory,
    _ right: NoteDirectory,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try before.reads.count(left.tree)
    try after.reads.count(right.tree)
    let old = try repository.read(left.tree, as: .tree)
    let new = try repository.read(right.tree, as: .tree)
    var (older, newer) = (try RawTreeCursor(old.bytes), try RawTreeCursor(new.bytes))
    while older.entry != nil || newer.entry != nil {
      try older.skip(alikeIn: &newer)
      let order = Self.order(older.entry, newer.entry)
      if order <= 0, let entry = older.entry {
        before.add(entry, in: left)
        try older.advance()
      }
      if order >= 0, let entry = newer.entry {
        after.add(entry, in: right)
        try newer.advance()
      }
    }
  }

  /// Negative where the left entry comes first, 0 where both have one name.
  private static func order(_ left: RawTreeEntry?, _ right: RawTreeEntry?) -> Int {
    guard let left else { return 1 }
    guard let right else { return -1 }
    return left.order(against: right)
  }
}
