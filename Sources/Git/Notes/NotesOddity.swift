/// Something in a notes tree that an auditor should be told of, though git lives with it.
public struct NotesOddity: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// One object has notes in several places, which git joins.
    case duplicate
    /// A file, or a directory of such, that no object's name leads to.
    case notANote = "not-a-note"
    /// An object's name with slashes where git has none, so that git sees no note.
    case oddSlashes = "odd-slashes"
    /// An object's name in capital digits, which git reads and other tools do not.
    case upperCase = "upper-case"
    /// A symbolic link where a note should be, so that git sees none.
    case symlink
    /// A submodule where a note should be, so that git sees none.
    case submodule
    /// A directory where a note should be, so that git sees none.
    case directory
    /// A note that is too large to be read.
    case oversize
  }

  public let kind: Kind
  /// Where it stands, with slashes; bytes, because git asks for no encoding.
  public let pathBytes: [UInt8]
  /// The object whose note it is, or seems to be.
  public let object: ObjectID?

  public init(kind: Kind, pathBytes: [UInt8], object: ObjectID?) {
    self.kind = kind
    self.pathBytes = pathBytes
    self.object = object
  }

  /// The path as text; bytes that are not UTF-8 become U+FFFD.
  public var path: String { String(decoding: pathBytes, as: UTF8.self) }
}

extension Repository {
  /// What is odd about a notes tree; reads every tree of it, and the size of every note.
  ///
  /// - Returns: Sorted by path.
  /// - Throws: `.missingObject` or `.promised` where a tree or a note is not here; `.corrupt`.
  public borrowing func notesOddities(in notes: NotesTree) throws(GitError) -> [NotesOddity] {
    guard let tree = notes.tree else { return [] }
    var inspection = NotesInspection()
    try inspection.inspect(NoteDirectory(prefix: .root, tree: tree), at: [], self)
    return inspection.oddities.sorted {
      $0.pathBytes.lexicographicallyPrecedes($1.pathBytes)
    }
  }
}

/// Looks at every entry of a notes tree.
private struct NotesInspection {
  private(set) var oddities: [NotesOddity] = []
  /// Where the first note of each object stands.
  private var seen: [ObjectID: [UInt8]] = [:]
  private var reads = TreeReads()
  /// How many directories that hold no notes are looked into.
  private var otherDirectories = 1000

  mutating func inspect(
    _ directory: NoteDirectory,
    at path: [UInt8],
    _ repository: borrowing Repository
  ) throws(GitError) {
    try reads.count(directory.tree)
    for entry in try repository.tree(directory.tree).entries {
      let place = path + entry.nameBytes
      switch directory.prefix.reading(entry) {
      case .note(let leaf): try inspect(leaf, at: place, repository)
      case .directory(let inner):
        if entry.nameBytes.contains(where: \.isCapital) { add(.upperCase, at: place, nil) }
        try inspect(inner, at: place + [UInt8(ascii: "/")], repository)
      case .other: try inspect(other: entry, at: place, below: directory.prefix, repository)
      }
    }
  }

  private mutating func inspect(
    _ leaf: NoteLeaf,
    at path: [UInt8],
    _ repository: borrowing Repository
  ) throws(GitError) {
    let name = path.split(separator: UInt8(ascii: "/")).last ?? []
    if name.contains(where: \.isCapital) { add(.upperCase, at: path, leaf.object) }
    if seen.updateValue(path, forKey: leaf.object) != nil {
      add(.duplicate, at: path, leaf.object)
    }
    if try repository.blobSize(leaf.blob) > NoteSize.limit { add(.oversize, at: path, leaf.object) }
  }

  private mutating func inspect(
    other entry: TreeEntry,
    at path: [UInt8],
    below prefix: NotePrefix,
    _ repository: borrowing Repository
  ) throws(GitError) {
    let digits = path.filter { $0 != UInt8(ascii: "/") }
    let object = ObjectID(hex: String(decoding: digits, as: UTF8.self))
    guard let object else {
      add(.notANote, at: path, nil)
      return try lookForNotes(in: entry, at: path, digits, repository)
    }
    let standsRight = entry.nameBytes.count == 2 * (ObjectID.byteCount - prefix.count)
    let kind: NotesOddity.Kind =
      switch entry.mode {
      case _ where !standsRight: .oddSlashes
      case .symlink: .symlink
      case .submodule: .submodule
      default: entry.mode.isDirectory ? .directory : .notANote
      }
    add(kind, at: path, object)
  }

  /// Looks into a directory whose name could begin an object's, were the slashes elsewhere.
  private mutating func lookForNotes(
    in entry: TreeEntry,
    at path: [UInt8],
    _ digits: [UInt8],
    _ repository: borrowing Repository
  ) throws(GitError) {
    let couldBegin = digits.count < 40 && digits.allSatisfy { hexValue(of: $0) != nil }
    guard entry.mode.isDirectory, couldBegin, otherDirectories > 0 else { return }
    otherDirectories -= 1
    for inner in try repository.tree(entry.id).entries {
      let place = path + [UInt8(ascii: "/")] + inner.nameBytes
      let whole = digits + inner.nameBytes
      if let object = ObjectID(hex: String(decoding: whole, as: UTF8.self)) {
        add(.oddSlashes, at: place, object)
      } else {
        try lookForNotes(in: inner, at: place, whole, repository)
      }
    }
  }

  private mutating func add(_ kind: NotesOddity.Kind, at path: [UInt8], _ object: ObjectID?) {
    oddities.append(NotesOddity(kind: kind, pathBytes: path, object: object))
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self) }
}
