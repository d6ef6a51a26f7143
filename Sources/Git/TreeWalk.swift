extension Repository {
  /// What stands at a path of a tree, or `nil`.
  ///
  /// - Throws: `.missingObject` or `.promised` when a tree on the way is not here; `.corrupt`.
  public borrowing func entry(
    at path: String,
    in root: ObjectID
  ) throws(GitError) -> TreeEntry? {
    var tree = root
    var components = path.split(separator: "/", omittingEmptySubsequences: false)[...]
    while let name = components.popFirst() {
      guard let entry = try child(named: Array(name.utf8), of: tree) else { return nil }
      if components.isEmpty { return entry }
      guard entry.mode == .directory else { return nil }
      tree = entry.id
    }
    return nil
  }

  private borrowing func child(
    named name: [UInt8],
    of tree: ObjectID
  ) throws(GitError) -> TreeEntry? {
    let object = try read(tree, as: .tree)
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      if entry.name.elementsEqual(name) { return entry.value }
      try cursor.advance()
    }
    return nil
  }

  /// All files, symbolic links and submodules of a tree, sorted by path.
  ///
  /// - Parameters:
  ///   - root: The tree's id.
  ///   - descend: Asked for each directory, by its path, whether it is worth reading.
  /// - Returns: Everything that is not a directory.
  /// - Throws: `.missingObject` or `.promised` when a tree is not here; `.corrupt`, also `.corrupt`
  ///   for directories nested deeper than `TreeDepth.limit`.
  public borrowing func files(
    in root: ObjectID,
    descend: (_ directory: String) -> Bool
  ) throws(GitError) -> [TreeFile] {
    var found: [TreeFile] = []
    try collect(root, at: "", depth: 0, descend: descend, into: &found)
    return found
  }

  borrowing func collect(
    _ tree: ObjectID,
    at prefix: String,
    depth: Int,
    descend: (String) -> Bool,
    into found: inout [TreeFile]
  ) throws(GitError) {
    try TreeDepth.check(depth, at: prefix)
    let object = try read(tree, as: .tree)
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      let path = prefix + String(decoding: entry.name, as: UTF8.self)
      if !entry.isDirectory {
        found.append(TreeFile(path: path, mode: entry.mode, id: entry.id))
      } else if descend(path) {
        try collect(entry.id, at: path + "/", depth: depth + 1, descend: descend, into: &found)
      }
      try cursor.advance()
    }
  }
}

/// Directories can be nested without end by a hostile repository; the stack cannot.
enum TreeDepth {
  static let limit = 512

  static func check(_ depth: Int, at path: String) throws(GitError) {
    guard depth > limit else { return }
    throw GitError(
      .corrupt,
      "read the directory '\(path.prefix(60))…'",
      reason: "it lies more than \(limit) directories deep"
    )
  }
}
