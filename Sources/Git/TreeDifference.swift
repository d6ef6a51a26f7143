extension Repository {
  /// The paths whose entries differ between two trees; equal subtrees are never read.
  ///
  /// - Parameters:
  ///   - old: The tree before; `nil` stands for the empty one.
  ///   - new: The tree after.
  ///   - descend: Asked for each directory that differs, by its path, whether it is worth reading.
  /// - Returns: One difference for each path, in git's order; a file that became a directory is
  ///   the file's removal and the addition of what lies below it.
  /// - Throws: `.missingObject` or `.promised` when a tree is not here; `.corrupt`.
  public borrowing func difference(
    from old: ObjectID?,
    to new: ObjectID,
    descend: (_ directory: String) -> Bool
  ) throws(GitError) -> [FileDifference] {
    guard old != new else { return [] }
    var found: [FileDifference] = []
    try compare(old, new, at: "", depth: 0, descend: descend, into: &found)
    return found
  }

  private borrowing func compare(
    _ old: ObjectID?,
    _ new: ObjectID?,
    at prefix: String,
    depth: Int,
    descend: (String) -> Bool,
    into found: inout [FileDifference]
  ) throws(GitError) {
    try TreeDepth.check(depth, at: prefix)
    guard let old, let new else {
      return try listSide(old: old, new: new, at: prefix, depth: depth, descend, into: &found)
    }
    let left = RawTree(try read(old, as: .tree))
    let right = RawTree(try read(new, as: .tree))
    defer { withExtendedLifetime((left, right)) {} }
    var before = try RawTreeCursor(left.bytes)
    var after = try RawTreeCursor(right.bytes)
    while let pair = RawTreePair(before.entry, after.entry) {
      if !pair.isEqual {
        try visit(pair, at: prefix, depth: depth, descend: descend, into: &found)
      }
      if pair.before != nil { try before.advance() }
      if pair.after != nil { try after.advance() }
    }
  }

  private borrowing func visit(
    _ pair: RawTreePair,
    at prefix: String,
    depth: Int,
    descend: (String) -> Bool,
    into found: inout [FileDifference]
  ) throws(GitError) {
    guard let name = pair.name else { return }
    let path = prefix + String(decoding: name, as: UTF8.self)
    let before = pair.before.flatMap { $0.isDirectory ? nil : $0.file(at: path) }
    let after = pair.after.flatMap { $0.isDirectory ? nil : $0.file(at: path) }
    if before != nil || after != nil {
      found.append(FileDifference(path: path, before: before, after: after))
    }
    let trees = (pair.before?.directory, pair.after?.directory)
    guard trees.0 != nil || trees.1 != nil, descend(path) else { return }
    try compare(
      trees.0,
      trees.1,
      at: path + "/",
      depth: depth + 1,
      descend: descend,
      into: &found
    )
  }

  private borrowing func listSide(
    old: ObjectID?,
    new: ObjectID?,
    at prefix: String,
    depth: Int,
    _ descend: (String) -> Bool,
    into found: inout [FileDifference]
  ) throws(GitError) {
    guard let tree = old ?? new else { return }
    var files: [TreeFile] = []
    try collect(tree, at: prefix, depth: depth, descend: descend, into: &files)
    found += files.map { file in
      FileDifference(
        path: file.path,
        before: new == nil ? file : nil,
        after: new == nil ? nil : file
      )
    }
  }
}

/// The entries that two trees have for the next name, or the one that one of them has.
struct RawTreePair {
  let before: RawTreeEntry?
  let after: RawTreeEntry?

  init?(_ before: RawTreeEntry?, _ after: RawTreeEntry?) {
    guard let before, let after else {
      guard before != nil || after != nil else { return nil }
      (self.before, self.after) = (before, after)
      return
    }
    let order = before.order(against: after)
    self.before = order <= 0 ? before : nil
    self.after = order >= 0 ? after : nil
  }

  var name: UnsafeRawBufferPointer? { (before ?? after)?.name }

  var isEqual: Bool {
    guard let before, let after else { return false }
    return before.isSame(as: after)
  }
}

extension RawTreeEntry {
  fileprivate var directory: ObjectID? { isDirectory ? id : nil }

  func file(at path: String) -> TreeFile { TreeFile(path: path, mode: mode, id: id) }
}
