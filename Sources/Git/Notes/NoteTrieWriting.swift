extension NoteTrie {
  /// Writes the trees that are to be written, held until `Repository.keepObjects()`.
  ///
  /// How many directories deep a note stands is decided as git decides it: one more for each pair
  /// of digits where all sixteen slots lead further down. Directories that are still closed stay
  /// as they are, unless they lie deeper than that.
  ///
  /// - Returns: The root.
  func write(to repository: borrowing Repository) throws(GitError) -> ObjectID {
    var writer = NoteTreeWriter(others: others)
    try write(root, depth: 0, fanout: 0, into: &writer, repository)
    return try writer.finish(repository)
  }

  private func write(
    _ node: Node,
    depth: Int,
    fanout outer: Int,
    into writer: inout NoteTreeWriter,
    _ repository: borrowing Repository
  ) throws(GitError) {
    let fanout = node.fanout(depth: depth, outer: outer)
    for index in 0..<16 {
      while case .directory(let directory) = node.slots[index] {
        if depth < 2 * fanout, directory.prefix.count >= fanout, !writer.hasOthers(in: directory) {
          try writer.add(directory, repository)
          break
        }
        try open(slot: index, of: node, depth: depth, repository)
      }
      switch node.slots[index] {
      case .empty, .directory: continue
      case .node(let below):
        try write(below, depth: depth + 1, fanout: fanout, into: &writer, repository)
      case .note(let leaf):
        if let bytes = joined[leaf.blob] { _ = try repository.writeBlob(bytes) }
        try writer.add(leaf, fanout: fanout, repository)
      }
    }
  }

  /// Every note, sorted by object; all directories are opened.
  func leaves(_ repository: borrowing Repository) throws(GitError) -> [NoteLeaf] {
    var found: [NoteLeaf] = []
    try collect(root, depth: 0, into: &found, repository)
    return found
  }

  private func collect(
    _ node: Node,
    depth: Int,
    into found: inout [NoteLeaf],
    _ repository: borrowing Repository
  ) throws(GitError) {
    for index in 0..<16 {
      while case .directory = node.slots[index] {
        try open(slot: index, of: node, depth: depth, repository)
      }
      switch node.slots[index] {
      case .empty, .directory: continue
      case .node(let below): try collect(below, depth: depth + 1, into: &found, repository)
      case .note(let leaf): found.append(leaf)
      }
    }
  }
}

extension NoteTrie.Node {
  /// How many directories the notes below stand in.
  fileprivate func fanout(depth: Int, outer: Int) -> Int {
    guard depth.isMultiple(of: 2), depth <= 2 * outer, outer < ObjectID.byteCount - 1 else {
      return outer
    }
    let leadsOn = slots.allSatisfy { slot in
      switch slot {
      case .node, .directory: true
      case .empty, .note: false
      }
    }
    return leadsOn ? outer + 1 : outer
  }
}

/// Makes tree objects of entries that come in the order of their paths.
struct NoteTreeWriter {
  /// What is no note and still has to take its place, the last one first.
  private var others: [OtherEntry]
  private let otherPaths: Set<[UInt8]>
  private var open: [OpenTree] = [OpenTree(name: [])]

  private struct OpenTree {
    let name: [UInt8]
    var entries: [TreeEntry] = []
  }

  init(others: [[UInt8]: OtherEntry]) {
    self.others = others.sorted { $1.key.lexicographicallyPrecedes($0.key) }.map(\.value)
    otherPaths = Set(others.values.flatMap(\.directories))
  }

  /// Whether something that is no note stands in a directory, which then cannot stay closed.
  func hasOthers(in directory: NoteDirectory) -> Bool {
    !otherPaths.isEmpty && otherPaths.contains(NotePath.joined(directory.prefix.path))
  }

  mutating func add(
    _ leaf: NoteLeaf,
    fanout: Int,
    _ repository: borrowing Repository
  ) throws(GitError) {
    let path = NotePath.components(of: leaf.object, fanout: fanout)
    try add(path, mode: .regular, id: leaf.blob, repository)
  }

  mutating func add(
    _ directory: NoteDirectory,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try add(directory.prefix.path, mode: .directory, id: directory.tree, repository)
  }

  /// Closes all directories.
  mutating func finish(_ repository: borrowing Repository) throws(GitError) -> ObjectID {
    while let other = others.popLast() { try put(other, repository) }
    try close(to: 1, repository)
    return try repository.writeObject(Self.bytes(of: open[0].entries), as: .tree)
  }

  private mutating func add(
    _ path: [[UInt8]],
    mode: FileMode,
    id: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) {
    let whole = NotePath.joined(path)
    while let other = others.last, !whole.lexicographicallyPrecedes(other.path) {
      others.removeLast()
      // A note takes the place of what only has its name.
      if other.path != whole { try put(other, repository) }
    }
    try put(path, mode: mode, id: id, repository)
  }

  private mutating func put(
    _ other: OtherEntry,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try put(other.components, mode: other.entry.mode, id: other.entry.id, repository)
  }

  private mutating func put(
    _ path: [[UInt8]],
    mode: FileMode,
    id: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) {
    guard let name = path.last else { return }
    let directories = path.dropLast()
    let shared = zip(open.dropFirst(), directories).prefix { $0.name == $1 }.count
    try close(to: 1 + shared, repository)
    for directory in directories.dropFirst(shared) { open.append(OpenTree(name: directory)) }
    open[open.count - 1].entries.append(TreeEntry(nameBytes: name, mode: mode, id: id))
  }

  private mutating func close(
    to count: Int,
    _ repository: borrowing Repository
  ) throws(GitError) {
    while open.count > count, let tree = open.popLast() {
      let id = try repository.writeObject(Self.bytes(of: tree.entries), as: .tree)
      let entry = TreeEntry(nameBytes: tree.name, mode: .directory, id: id)
      open[open.count - 1].entries.append(entry)
    }
  }

  /// Notes come in git's order; what is no note may not.
  private static func bytes(of entries: [TreeEntry]) -> [UInt8] {
    RawTreeWriter.bytes(of: entries)
  }
}

extension OtherEntry {
  /// The paths of the directories that it stands in.
  fileprivate var directories: [[UInt8]] {
    (1..<max(1, components.count)).map { NotePath.joined(Array(components.prefix($0))) }
  }
}
