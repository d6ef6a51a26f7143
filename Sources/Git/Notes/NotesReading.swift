internal import Clibgit2

extension Repository {
  /// The note on an object, read by descending to it.
  ///
  /// - Returns: What `git notes show` prints; `nil` where the object has no note.
  /// - Throws: `.missingObject` or `.promised` where the note, or a tree on the way, is not here;
  ///   `.unsupported` for a note that is too large; `.corrupt`.
  public borrowing func note(
    on object: ObjectID,
    in notes: NotesTree
  ) throws(GitError) -> [UInt8]? {
    let trie = try NoteTrie(notes.tree, in: self)
    guard let blob = try trie.blob(on: object, self) else { return nil }
    return try trie.bytes(of: blob, self)
  }

  /// The objects that have notes, sorted, without reading the notes.
  ///
  /// - Throws: `.missingObject` or `.promised` where a tree is not here; `.corrupt`.
  public borrowing func notedObjects(in notes: NotesTree) throws(GitError) -> [ObjectID] {
    try NoteList(notes.tree, in: self).leaves.map(\.object)
  }

  /// All notes, sorted by their objects.
  ///
  /// - Throws: As `note(on:in:)`.
  public borrowing func allNotes(in notes: NotesTree) throws(GitError) -> [Note] {
    let list = try NoteList(notes.tree, in: self)
    var all: [Note] = []
    all.reserveCapacity(list.leaves.count)
    for leaf in list.leaves {
      all.append(Note(object: leaf.object, bytes: try list.bytes(of: leaf.blob, self)))
    }
    return all
  }

  /// Calls `visit` with each note, sorted by object; holds one of them at a time.
  ///
  /// - Throws: As `note(on:in:)`; whatever `visit` throws.
  public borrowing func forEachNote(
    in notes: NotesTree,
    _ visit: (Note) throws -> Void
  ) throws {
    let list = try NoteList(notes.tree, in: self)
    for leaf in list.leaves {
      try visit(Note(object: leaf.object, bytes: try list.bytes(of: leaf.blob, self)))
    }
  }

  /// The contents of a blob that is a note.
  borrowing func noteBytes(_ blob: ObjectID) throws(GitError) -> [UInt8] {
    // Before it is read: a few packed bytes can unfold to more than the memory holds.
    let size = try blobSize(blob)
    guard size <= NoteSize.limit else { throw .tooLargeNote(size) }
    return try self.blob(blob)
  }
}

/// Which blobs are the notes of a whole tree.
struct NoteList {
  /// Sorted by object, each once.
  private(set) var leaves: [NoteLeaf] = []
  private var reads = TreeReads()
  /// Only where notes had to be joined.
  private var trie: NoteTrie?

  /// Reads all trees.
  ///
  /// - Throws: `.missingObject` or `.promised` where a tree is not here; `.corrupt`.
  init(_ tree: ObjectID?, in repository: borrowing Repository) throws(GitError) {
    guard let tree else { return }
    try collect(NoteDirectory(prefix: .root, tree: tree), repository)
    if !leaves.isAscending { leaves.sort { $0.object < $1.object } }
    guard !leaves.isAscending else { return }
    // Several notes on one object: only the way that git goes tells in which order they join.
    let trie = try NoteTrie(tree, in: repository)
    leaves = try trie.leaves(repository)
    self.trie = trie
  }

  /// Whether some of the notes are joined from several.
  var isJoined: Bool { trie != nil }

  /// The contents of one of the notes.
  func bytes(
    of blob: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> [UInt8] {
    guard let trie else { return try repository.noteBytes(blob) }
    return try trie.bytes(of: blob, repository)
  }

  private mutating func collect(
    _ directory: NoteDirectory,
    _ repository: borrowing Repository
  ) throws(GitError) {
    try reads.count(directory.tree)
    let object = try repository.read(directory.tree, as: .tree)
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      switch directory.prefix.reading(entry) {
      case .note(let leaf): leaves.append(leaf)
      case .directory(let inner): try collect(inner, repository)
      case .other: break
      }
      try cursor.advance()
    }
  }
}

extension [NoteLeaf] {
  /// Whether each object comes after the one before, so that none comes twice.
  fileprivate var isAscending: Bool {
    zip(self, dropFirst()).allSatisfy { $0.object < $1.object }
  }
}

extension ObjectID {
  /// The name that an object of these contents has.
  init(naming bytes: [UInt8], as kind: ObjectKind) throws(GitError) {
    var oid = git_oid()
    try check("name a \(kind.name)") { git_odb_hash(&oid, bytes, bytes.count, kind.type) }
    self.init(oid)
  }
}
