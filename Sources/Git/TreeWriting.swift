extension Repository {
  /// Makes the tree that has some paths changed; every other entry stays as it is, to the byte.
  ///
  /// - Parameters:
  ///   - edits: At most one for each path.
  ///   - base: The tree that they change.
  /// - Returns: The id of the new tree, held like every new object until `keepObjects()`.
  /// - Throws: `.invalid` for a path that git allows in no tree; `.exists` where a directory stands
  ///   in the place of a file or the other way round; `.notFound` for a removal of nothing.
  public borrowing func writeTree(
    replacing edits: [TreeEdit],
    in base: ObjectID
  ) throws(GitError) -> ObjectID {
    var pending: [PendingEdit] = []
    for edit in edits {
      guard let names = edit.components, names.count <= TreeDepth.limit else {
        throw GitError(
          .invalid,
          "change '\(edit.path)' in a tree",
          reason: "git allows no such path"
        )
      }
      pending.append(PendingEdit(names: names[...], edit: edit))
    }
    guard let tree = try edited(base, by: pending) else { return try writeObject([], as: .tree) }
    return tree
  }

  /// The tree after its edits, or `nil` if nothing is left in it.
  private borrowing func edited(
    _ base: ObjectID?,
    by edits: [PendingEdit]
  ) throws(GitError) -> ObjectID? {
    var groups = Dictionary(grouping: edits, by: \.first)
    var lines: [TreeEntry] = []
    if let base {
      for old in try tree(base).entries {
        let group = groups.removeValue(forKey: old.nameBytes)
        guard let new = try entry(named: old.nameBytes, from: old, by: group ?? []) else {
          continue
        }
        lines.append(new)
      }
    }
    for (name, group) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      guard let new = try entry(named: name, from: nil, by: group) else { continue }
      lines.append(new)
    }
    guard !lines.isEmpty else { return nil }
    return try writeObject(RawTreeWriter.bytes(of: lines), as: .tree)
  }

  private borrowing func entry(
    named name: [UInt8],
    from old: TreeEntry?,
    by edits: [PendingEdit]
  ) throws(GitError) -> TreeEntry? {
    guard !edits.isEmpty else { return old }
    let (here, below) = (edits.filter(\.isLast), edits.filter { !$0.isLast })
    if let twice = here.dropFirst().first {
      throw GitError(.invalid, twice.operation, reason: "two edits name that path")
    }
    var current = old
    // First what is removed here, so that a directory may take the place of a file.
    if let removal = here.first, removal.edit.change == .remove {
      try removal.checkRemoval(of: old)
      current = nil
    }
    if !below.isEmpty { current = try directory(named: name, from: current, by: below) }
    guard let setting = here.first, case .set(let id, let mode) = setting.edit.change else {
      return current
    }
    try setting.checkReplacement(of: current, by: mode)
    return TreeEntry(nameBytes: name, mode: mode, id: id)
  }

  private borrowing func directory(
    named name: [UInt8],
    from current: TreeEntry?,
    by edits: [PendingEdit]
  ) throws(GitError) -> TreeEntry? {
    if let current, current.mode != .directory, let edit = edits.first?.edit {
      throw .uneditable(edit.path, "'\(current.name)' on the way to it is no directory")
    }
    let inside = edits.map(\.inside)
    guard let id = try edited(current?.id, by: inside) else { return nil }
    return TreeEntry(nameBytes: name, mode: .directory, id: id)
  }
}

/// An edit on its way down: the names that are still before it.
private struct PendingEdit {
  let names: ArraySlice<[UInt8]>
  let edit: TreeEdit

  var first: [UInt8] { names.first ?? [] }
  var isLast: Bool { names.count == 1 }
  var inside: PendingEdit { PendingEdit(names: names.dropFirst(), edit: edit) }
  var operation: String { "change '\(edit.path)' in a tree" }

  func checkRemoval(of old: TreeEntry?) throws(GitError) {
    guard let old else {
      throw GitError(.notFound, operation, reason: "nothing stands there to be removed")
    }
    guard old.mode != .directory else { throw .uneditable(edit.path, "a directory stands there") }
  }

  func checkReplacement(of current: TreeEntry?, by mode: FileMode) throws(GitError) {
    guard let current, current.mode == .directory, mode != .directory else { return }
    throw .uneditable(edit.path, "a directory stands there")
  }
}

/// Writes the lines of a tree object.
enum RawTreeWriter {
  static func bytes(of entries: [TreeEntry]) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries.sorted(by: isBefore) {
      bytes += Array(String(entry.mode.rawValue, radix: 8).utf8)
      bytes.append(UInt8(ascii: " "))
      bytes += entry.nameBytes
      bytes.append(0)
      withUnsafeBytes(of: entry.id.oid) { bytes += $0 }
    }
    return bytes
  }

  /// Git's order: by the bytes of the name, where a directory's name ends in a slash.
  private static func isBefore(_ left: TreeEntry, _ right: TreeEntry) -> Bool {
    key(left).lexicographicallyPrecedes(key(right))
  }

  private static func key(_ entry: TreeEntry) -> [UInt8] {
    entry.mode == .directory ? entry.nameBytes + [UInt8(ascii: "/")] : entry.nameBytes
  }
}
