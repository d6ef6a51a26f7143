/// What kind of thing an entry of a tree is: the octal number of git's tree format.
public struct FileMode: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let regular = FileMode(rawValue: 0o100644)
  public static let executable = FileMode(rawValue: 0o100755)
  public static let symlink = FileMode(rawValue: 0o120000)
  public static let directory = FileMode(rawValue: 0o040000)
  public static let submodule = FileMode(rawValue: 0o160000)

  /// Whether the entry has contents of its own, as old git also wrote them (0100664).
  public var isFile: Bool { rawValue & 0o170000 == 0o100000 }
}

/// One line of a tree object.
public struct TreeEntry: Hashable, Sendable {
  /// The name as git stores it; bytes, because git asks for no encoding.
  public let nameBytes: [UInt8]
  public let mode: FileMode
  public let id: ObjectID

  public init(nameBytes: [UInt8], mode: FileMode, id: ObjectID) {
    self.nameBytes = nameBytes
    self.mode = mode
    self.id = id
  }

  /// The name as text; bytes that are not UTF-8 become U+FFFD.
  public var name: String { String(decoding: nameBytes, as: UTF8.self) }
}

/// The entries of one tree object, in git's order.
public struct Tree: Hashable, Sendable {
  public let entries: [TreeEntry]

  public init(entries: [TreeEntry]) { self.entries = entries }

  /// The entry of that name, or `nil`.
  public subscript(name: String) -> TreeEntry? {
    entries.first { $0.nameBytes.elementsEqual(name.utf8) }
  }
}

/// A file, symbolic link or submodule of a commit, by its whole path.
public struct TreeFile: Hashable, Sendable {
  /// The path from the root, with slashes; bytes that are not UTF-8 become U+FFFD.
  public let path: String
  public let mode: FileMode
  public let id: ObjectID

  public init(path: String, mode: FileMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

/// A path whose entry differs between two trees.
public struct FileDifference: Hashable, Sendable {
  public let path: String
  public let before: TreeFile?
  public let after: TreeFile?

  public init(path: String, before: TreeFile?, after: TreeFile?) {
    self.path = path
    self.before = before
    self.after = after
  }
}
