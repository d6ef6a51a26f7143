internal import Clibgit2

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Makes the index that belongs to the files as they stand after a change.
enum IndexWriter {
  /// Copies an index with some entries replaced.
  ///
  /// - Parameters:
  ///   - files: What is replaced.
  ///   - old: The index that is copied; it may be missing.
  ///   - new: The copy.
  ///   - worktree: Where the files stand that are known to be as committed; `nil` for git to find
  ///     out.
  /// - Throws: `.other` when it cannot be read or written.
  static func write(
    _ files: [JournalFile],
    from old: String,
    to new: String,
    worktree: String?
  ) throws(GitError) {
    // libgit2's lock of the copy, from a run that was killed: nobody else writes here.
    FileSystem.remove(new + ".lock")
    // Written again in a moment; until then, every millisecond is one in which the branch has moved
    // and the index has not.
    try FileSystem.write(FileSystem.bytes(of: old) ?? [], to: new, isDurable: false)
    if FileSystem.status(of: old) == nil { FileSystem.remove(new) }
    let index = try IndexFile.open(new)
    for file in files { _ = git_index_remove(index.pointer, file.path, 0) }
    git_error_clear()
    for file in files { try add(file, to: index.pointer, worktree: worktree) }
    try check("write the index") { git_index_write(index.pointer) }
    keepTime(of: old, on: new)
  }

  private static func add(
    _ file: JournalFile,
    to index: OpaquePointer,
    worktree: String?
  ) throws(GitError) {
    guard let id = file.after.flatMap(ObjectID.init(hex:)) else { return }
    var entry = git_index_entry()
    entry.id = id.oid
    entry.mode = FileMode(rawValue: file.mode).canonical.rawValue
    if file.isSkipped {
      entry.flags_extended = UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue)
    } else if let worktree, let status = FileSystem.status(of: worktree + file.path) {
      entry.take(status)
    }
    let result = file.path.withCString { path in
      entry.path = path
      return git_index_add(index, &entry)
    }
    try check("put '\(file.path)' into the index") { result }
  }

  /// Gives the new index the time of the old one.
  ///
  /// git trusts an entry without looking at the file only where the file is older than the index
  /// ("racy git"); entries that were not to be trusted must not become so by our copying.
  private static func keepTime(of old: String, on new: String) {
    guard let status = FileSystem.status(of: old) else { return }
    let times = [status.modified, status.modified]
    utimensat(AT_FDCWD, new, times, 0)
  }
}

extension git_index_entry {
  /// Notes what the system says about the file, by which git later sees that it is unchanged.
  fileprivate mutating func take(_ status: stat) {
    ctime = git_index_time(status.changed)
    mtime = git_index_time(status.modified)
    dev = UInt32(truncatingIfNeeded: status.st_dev)
    ino = UInt32(truncatingIfNeeded: status.st_ino)
    uid = status.st_uid
    gid = status.st_gid
    file_size = UInt32(truncatingIfNeeded: status.st_size)
  }
}

extension git_index_time {
  fileprivate init(_ time: timespec) {
    self.init(
      seconds: Int32(truncatingIfNeeded: time.tv_sec),
      nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec)
    )
  }
}
