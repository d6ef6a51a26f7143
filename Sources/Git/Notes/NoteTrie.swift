/// The notes of one tree, as far as they have been read, sorted by the digits of their objects.
///
/// Git keeps notes so while it changes them, and what it writes depends on it: on the shape, and on
/// which directories were read. To write the very same trees, this does the same (`notes.c`): a
/// node has a slot for each of the sixteen digits; a directory stays closed in its slot until
/// something below it is asked for.
///
/// Where git loses notes (one directory spelled in two ways, which lies deeper than its name says),
/// this reads them all the same.
final class NoteTrie {
  final class Node {
    var slots = [Slot](repeating: .empty, count: 16)
  }

  enum Slot {
    case empty
    case node(Node)
    case note(NoteLeaf)
    case directory(NoteDirectory)
  }

  /// A slot that was found, or where something may be put.
  struct Place {
    let node: Node
    /// How many digits lead to the node.
    let depth: Int
    let index: Int
  }

  let root = Node()
  /// What is no note, by its path.
  private(set) var others: [[UInt8]: OtherEntry] = [:]
  /// The directories in which something is no note, or whose very name such a thing has.
  private var otherDirectories: Set<NotePrefix> = []
  /// The contents of notes that were joined from several, which are objects only when written.
  private(set) var joined: [ObjectID: [UInt8]] = [:]
  private var reads = TreeReads()

  /// Reads the root of a notes tree; `nil` for none.
  ///
  /// - Throws: `.missingObject` or `.promised`; `.corrupt`.
  init(_ tree: ObjectID?, in repository: borrowing Repository) throws(GitError) {
    guard let tree else { return }
    try open(NoteDirectory(prefix: .root, tree: tree), at: root, depth: 0, repository)
  }

  /// The blob that is the note on an object.
  ///
  /// - Throws: `.missingObject` or `.promised` where the way to it is not here; `.corrupt`.
  func blob(
    on object: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> ObjectID? {
    let place = try place(of: object, from: root, depth: 0, repository)
    guard case .note(let leaf) = place.node.slots[place.index], leaf.object == object else {
      return nil
    }
    return leaf.blob
  }

  /// Hangs a note on an object in the place of the one that is there.
  func set(_ leaf: NoteLeaf, _ repository: borrowing Repository) throws(GitError) {
    try insert(.note(leaf), at: root, depth: 0, joining: false, repository)
  }

  /// Whether something that is no note stands in or at a directory, which then cannot stay closed.
  func hasOthers(in prefix: NotePrefix) -> Bool {
    otherDirectories.contains(prefix)
  }

  /// Puts something that is no note where it stood, or over what stood there before.
  private func keep(_ entry: TreeEntry, below prefix: NotePrefix) {
    let other = OtherEntry(components: prefix.path + [entry.nameBytes], entry: entry)
    others[other.path] = other
    otherDirectories.formUnion(prefix.ancestors)
    if let taken = prefix.adding(entry.nameBytes) { otherDirectories.insert(taken) }
  }
}

/// Something in a notes tree that is no note.
struct OtherEntry {
  let components: [[UInt8]]
  let entry: TreeEntry

  var path: [UInt8] { NotePath.joined(components) }
}

/// Counts how often each tree is read, because a hostile one can name itself again and again.
struct TreeReads {
  private var counts: [ObjectID: Int] = [:]
  private static let limit = 64

  /// - Throws: `.corrupt` where one tree stands in more places than any real notes put it.
  mutating func count(_ tree: ObjectID) throws(GitError) {
    counts[tree, default: 0] += 1
    guard counts[tree, default: 0] > Self.limit else { return }
    throw GitError(
      .corrupt,
      "read the notes",
      reason: "the tree \(tree) stands in more than \(Self.limit) places of them"
    )
  }
}

extension NoteTrie {
  /// Finds the slot where the object's note is or would be; opens the directories on the way.
  private func place(
    of key: ObjectID,
    from start: Node,
    depth startDepth: Int,
    _ repository: borrowing Repository
  ) throws(GitError) -> Place {
    var (node, depth) = (start, startDepth)
    while true {
      if try openDirectory(covering: key, in: node, slot: 0, depth: depth, repository) { continue }
      guard depth < 2 * ObjectID.byteCount else { throw .tooDeepNotes }
      let index = key.nibble(depth)
      if case .node(let below) = node.slots[index] {
        (node, depth) = (below, depth + 1)
      } else if try !openDirectory(covering: key, in: node, slot: index, depth: depth, repository) {
        return Place(node: node, depth: depth, index: index)
      }
    }
  }

  /// Opens the directory in a slot where the object's note may lie in it.
  ///
  /// - Returns: Whether there was one.
  private func openDirectory(
    covering key: ObjectID,
    in node: Node,
    slot: Int,
    depth: Int,
    _ repository: borrowing Repository
  ) throws(GitError) -> Bool {
    guard case .directory(let directory) = node.slots[slot], directory.prefix.covers(key) else {
      return false
    }
    node.slots[slot] = .empty
    try open(directory, at: node, depth: depth, repository)
    return true
  }

  /// Opens whatever directory is in a slot.
  func open(
    slot: Int,
    of node: Node,
    depth: Int,
    _ repository: borrowing Repository
  ) throws(GitError) {
    guard case .directory(let directory) = node.slots[slot] else { return }
    node.slots[slot] = .empty
    try open(directory, at: node, depth: depth, repository)
  }

  /// Reads a directory and puts what is in it into the node.
  private func open(
    _ directory: NoteDirectory,
    at node: Node,
    depth: Int,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try reads.count(directory.tree)
    // What lies deeper than the directory's own name leads does not belong below that node.
    let isAstray = depth > 2 * directory.prefix.count
    let (start, startDepth) = isAstray ? (root, 0) : (node, depth)
    let object = try repository.read(directory.tree, as: .tree)
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      switch directory.prefix.reading(entry) {
      case .note(let leaf):
        try insert(.note(leaf), at: start, depth: startDepth, joining: true, repository)
      case .directory(let inner):
        try insert(.directory(inner), at: start, depth: startDepth, joining: true, repository)
      case .other: keep(entry.value, below: directory.prefix)
      }
      try cursor.advance()
    }
  }

  /// Puts a note or a closed directory into its slot; two in one slot get a node of their own.
  private func insert(
    _ slot: Slot,
    at start: Node,
    depth startDepth: Int,
    joining: Bool,
    _ repository: borrowing Repository
  ) throws(GitError) {
    guard let key = slot.key else { return }
    let place = try place(of: key, from: start, depth: startDepth, repository)
    let old = place.node.slots[place.index]
    if case .directory(let directory) = slot {
      var isHere = place.depth > 2 * directory.prefix.count
      if case .note(let leaf) = old { isHere = isHere || directory.prefix.covers(leaf.object) }
      if isHere { return try open(directory, at: place.node, depth: place.depth, repository) }
    }
    if case .note(let leaf) = slot, case .note(let there) = old, there.object == leaf.object {
      let blob = joining ? try join(there.blob, leaf.blob, repository) : leaf.blob
      place.node.slots[place.index] = .note(NoteLeaf(object: leaf.object, blob: blob))
      return
    }
    guard old.key != nil else { return place.node.slots[place.index] = slot }
    let below = Node()
    // Only now: an error on the way must not lose what was there.
    try insert(old, at: below, depth: place.depth + 1, joining: joining, repository)
    place.node.slots[place.index] = .node(below)
    try insert(slot, at: below, depth: place.depth + 1, joining: joining, repository)
  }
}

extension NoteTrie.Slot {
  /// What it is placed by.
  fileprivate var key: ObjectID? {
    switch self {
    case .empty, .node: nil
    case .note(let leaf): leaf.object
    case .directory(let directory): directory.prefix.key
    }
  }
}

extension NoteTrie {
  /// One note of two that hang on one object: both, with a blank line between, as git joins them.
  private func join(
    _ old: ObjectID,
    _ new: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> ObjectID {
    guard old != new else { return old }
    let added = try bytes(of: new, repository)
    guard !added.isEmpty else { return old }
    var bytes = try bytes(of: old, repository)
    guard !bytes.isEmpty else { return new }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    bytes += "\n\n".utf8
    bytes += added
    guard bytes.count <= NoteSize.limit else { throw .tooLargeNote(bytes.count) }
    let id = try ObjectID(naming: bytes, as: .blob)
    joined[id] = bytes
    return id
  }

  /// The contents of a note, also of one that was joined here.
  func bytes(
    of blob: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> [UInt8] {
    if let bytes = joined[blob] { return bytes }
    return try repository.noteBytes(blob)
  }
}

extension GitError {
  fileprivate static var tooDeepNotes: GitError {
    GitError(.corrupt, "read the notes", reason: "two of them cannot be told apart by their names")
  }

  static func tooLargeNote(_ size: Int) -> GitError {
    GitError(
      .unsupported,
      "read a note",
      reason: "it has \(size) bytes, and opsgate reads no note of more than \(NoteSize.limit)",
      hint: "`git notes list` finds it; who wrote it should say why"
    )
  }
}
