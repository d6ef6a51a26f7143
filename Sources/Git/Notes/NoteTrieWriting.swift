extension NoteTrie {
  /// Writes the trees that are to be written, held until `Repository.keepObjects()`.
  ///
  /// How many directories deep a note stands is decided as git decides it: one more for each pair
  /// of digits where all sixteen slots lead further down. Directories that are still closed stay
  /// as they are, unless they lie deeper than that.
  ///
  /// - Returns: The root.
  func write(to repository: borrowing Repository) throws(GitError) -> ObjectID {
    var layout = NotesLayout()
    try lay(root, depth: 0, fanout: 0, into: &layout, repository)
    return try NoteTreeWriter(layout, others: Array(others.values)).write(to: repository)
  }

  private func lay(
    _ node: Node,
    depth: Int,
    fanout outer: Int,
    into layout: inout NotesLayout,
    _ repository: borrowing Repository
  ) throws(GitError) {
    let fanout = node.fanout(depth: depth, outer: outer)
    for index in 0..<16 {
      while case .directory(let directory) = node.slots[index] {
        let mayStayClosed = depth < 2 * fanout && directory.prefix.count >= fanout
        if mayStayClosed, !hasOthers(in: directory.prefix) {
          layout.directories.append(directory)
          break
        }
        try open(slot: index, of: node, depth: depth, repository)
      }
      switch node.slots[index] {
      case .empty, .directory: continue
      case .node(let below):
        try lay(below, depth: depth + 1, fanout: fanout, into: &layout, repository)
      case .note(let leaf):
        if let bytes = joined[leaf.blob] { _ = try repository.writeBlob(bytes) }
        layout.notes.append((leaf, fanout))
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

/// Where everything that is or holds a note shall stand.
private struct NotesLayout {
  var notes: [(leaf: NoteLeaf, fanout: Int)] = []
  /// Those that stay as they are.
  var directories: [NoteDirectory] = []
}

/// Makes the tree objects of a layout.
private struct NoteTreeWriter {
  private let root = OpenTree()

  private final class OpenTree {
    var entries: [[UInt8]: TreeEntry] = [:]
    var directories: [[UInt8]: OpenTree] = [:]
  }

  /// What is no note takes its place first: where its name is wanted for a directory, the notes
  /// stand beside it, less deep, which git reads as well.
  init(_ layout: NotesLayout, others: [OtherEntry]) {
    for other in others { put(other.components, mode: other.entry.mode, id: other.entry.id) }
    for directory in layout.directories {
      put(directory.prefix.path, mode: .directory, id: directory.tree)
    }
    for note in layout.notes {
      let path = NotePath.components(of: note.leaf.object, fanout: note.fanout)
      put(path, mode: .regular, id: note.leaf.blob)
    }
  }

  private func put(_ path: [[UInt8]], mode: FileMode, id: ObjectID) {
    var (tree, rest) = (root, path[...])
    while rest.count > 1, let name = rest.first, tree.entries[name] == nil {
      let below = tree.directories[name] ?? OpenTree()
      tree.directories[name] = below
      tree = below
      rest.removeFirst()
    }
    let name = Array(rest.joined())
    tree.entries[name] = TreeEntry(nameBytes: name, mode: mode, id: id)
  }

  func write(to repository: borrowing Repository) throws(GitError) -> ObjectID {
    try write(root, to: repository)
  }

  private func write(
    _ tree: OpenTree,
    to repository: borrowing Repository
  ) throws(GitError) -> ObjectID {
    var entries = Array(tree.entries.values)
    for (name, below) in tree.directories {
      let id = try write(below, to: repository)
      entries.append(TreeEntry(nameBytes: name, mode: .directory, id: id))
    }
    return try repository.writeObject(RawTreeWriter.bytes(of: entries), as: .tree)
  }
}
