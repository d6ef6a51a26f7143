internal import Clibgit2

/// What the index says about one path.
struct IndexEntry: Equatable {
  let id: ObjectID?
  let mode: FileMode?
  /// Whether a sparse checkout leaves the file out of the worktree.
  let isSkipped: Bool
  /// Whether the path was only announced (`git add -N`), or stands in a conflict.
  let isUnsettled: Bool

  static let absent = IndexEntry(id: nil, mode: nil, isSkipped: false, isUnsettled: false)

  func matches(_ file: TreeFile?) -> Bool {
    guard !isUnsettled else { return false }
    guard let file else { return id == nil }
    return id == file.id && mode?.canonical == file.mode.canonical
  }
}

/// The index file of a worktree, read once.
struct IndexReader: ~Copyable {
  private let handle: Handle

  /// Reads the file; one that is not there reads as empty.
  ///
  /// - Throws: `.other` when libgit2 cannot read its format.
  init(path: String) throws(GitError) {
    handle = try IndexFile.open(path)
  }

  func entry(at path: String) -> IndexEntry {
    guard let found = git_index_get_bypath(handle.pointer, path, 0) else {
      var (base, ours, theirs): (UnsafePointer<git_index_entry>?, _, _) = (
        nil, UnsafePointer<git_index_entry>?.none, UnsafePointer<git_index_entry>?.none
      )
      let isConflict = git_index_conflict_get(&base, &ours, &theirs, handle.pointer, path) == 0
      git_error_clear()
      return isConflict
        ? IndexEntry(id: nil, mode: nil, isSkipped: false, isUnsettled: true) : .absent
    }
    let flags = UInt32(found.pointee.flags_extended)
    return IndexEntry(
      id: ObjectID(found.pointee.id),
      mode: FileMode(rawValue: found.pointee.mode),
      isSkipped: flags & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0,
      isUnsettled: flags & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0
    )
  }

  func hasFile(at path: String, but removed: Set<String>) -> Bool {
    entry(at: path) != .absent && !removed.contains(path)
  }

  /// Whether something in that directory stays.
  func hasFiles(below directory: String, but removed: Set<String>) -> Bool {
    var position = 0
    guard git_index_find_prefix(&position, handle.pointer, directory + "/") == 0 else {
      git_error_clear()
      return false
    }
    while let entry = git_index_get_byindex(handle.pointer, position) {
      let path = String(cString: entry.pointee.path)
      guard path.hasPrefix(directory + "/") else { return false }
      if !removed.contains(path) { return true }
      position += 1
    }
    return false
  }
}

/// Opens index files by themselves, so that libgit2 neither locks nor refreshes anything.
enum IndexFile {
  static func open(_ path: String) throws(GitError) -> Handle {
    do throws(GitError) {
      return try Handle("read the index", free: git_index_free) { git_index_open(&$0, path) }
    } catch {
      throw GitError(
        .other,
        "read the index of the worktree",
        reason: error.reason,
        hint: """
          where `git status` reads it, `git update-index --no-split-index` and \
          `git sparse-checkout reapply --no-sparse-index` rewrite it in a form that every tool reads; \
          where git cannot either, `git reset` makes it anew once it is gone
          """
      )
    }
  }
}

extension FileMode {
  /// What the index keeps: of a regular file only whether it may be executed.
  var canonical: FileMode {
    guard isFile else { return self }
    return rawValue & 0o100 == 0 ? .regular : .executable
  }
}
