internal import Clibgit2

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension Repository {
  /// Whether the file in the worktree is what was committed, filters and line endings included.
  ///
  /// - Throws: `.other` for a filter that only git can run.
  borrowing func isClean(_ file: TreeFile) throws(GitError) -> Bool {
    let path = absolute(file.path)
    switch FileSystem.kind(of: path) {
    case .file(let isExecutable):
      if file.mode == .symlink {
        return hasLinks() ? false : try isSame(FileSystem.bytes(of: path), file)
      }
      guard file.mode.isFile else { return false }
      let isMode = (file.mode.canonical == .executable) == isExecutable
      guard isMode || !tellsModesApart() else { return false }
      return try hasContents(file, at: path)
    case .symlink:
      guard file.mode == .symlink else { return false }
      return try isSame(FileSystem.target(ofLink: path), file)
    case .directory: return file.mode == .submodule
    case .nothing, .other: return false
    }
  }

  private borrowing func isSame(_ bytes: [UInt8]?, _ file: TreeFile) throws(GitError) -> Bool {
    try bytes == blob(file.id)
  }

  private borrowing func hasContents(_ file: TreeFile, at path: String) throws(GitError) -> Bool {
    try refuseForeignFilters(file.path)
    var oid = git_oid()
    let result = git_repository_hashfile(
      &oid,
      handle.pointer,
      file.path,
      GIT_OBJECT_BLOB,
      file.path
    )
    if result == 0, ObjectID(oid) == file.id { return true }
    git_error_clear()
    // Carriage returns that were committed come back from the worktree as they went there.
    return try FileSystem.bytes(of: path) == contents(of: file)
  }

  /// The bytes of a file as they stand in the worktree: line endings and the like applied.
  ///
  /// - Throws: `.other` for a filter that only git can run.
  borrowing func contents(of file: TreeFile) throws(GitError) -> [UInt8] {
    let bytes = try blob(file.id)
    guard file.mode.isFile else { return bytes }
    try refuseForeignFilters(file.path)
    let operation = "convert '\(file.path)' for the worktree"
    var filters: OpaquePointer?
    try check(operation) {
      git_filter_list_load(&filters, handle.pointer, nil, file.path, GIT_FILTER_TO_WORKTREE, 0)
    }
    guard let filters else { return bytes }
    defer { git_filter_list_free(filters) }
    var converted = git_buf()
    defer { git_buf_dispose(&converted) }
    try check(operation) {
      bytes.withUnsafeBytes { raw in
        git_filter_list_apply_to_buffer(
          &converted,
          filters,
          raw.bindMemory(to: CChar.self).baseAddress,
          raw.count
        )
      }
    }
    return Array(UnsafeRawBufferPointer(start: converted.ptr, count: converted.size))
  }

  /// libgit2 runs no filter programs and converts no encodings; a file that needs one is git's.
  private borrowing func refuseForeignFilters(_ path: String) throws(GitError) {
    let reason: String
    if let name = attribute("filter", of: path), hasProgram(forFilter: name) {
      reason = "'\(path)' goes through the filter '\(name)', which only git runs"
    } else if let encoding = attribute("working-tree-encoding", of: path) {
      reason = "'\(path)' is kept as \(encoding) in the worktree, which only git converts"
    } else {
      return
    }
    throw GitError(
      .other,
      "update the worktree",
      reason: reason,
      hint: "do it in a bare clone, or on a branch that is not checked out"
    )
  }

  private borrowing func attribute(_ name: String, of path: String) -> String? {
    var value: UnsafePointer<CChar>?
    guard git_attr_get(&value, handle.pointer, 0, path, name) == 0,
      git_attr_value(value) == GIT_ATTR_VALUE_STRING, let value
    else { return nil }
    return String(cString: value)
  }

  private borrowing func hasProgram(forFilter name: String) -> Bool {
    var config: OpaquePointer?
    guard git_repository_config_snapshot(&config, handle.pointer) == 0 else { return true }
    defer { git_config_free(config) }
    return ["clean", "smudge", "process"].contains { key in
      var text: UnsafePointer<CChar>?
      return git_config_get_string(&text, config, "filter.\(name).\(key)") == 0
    }
  }

  private borrowing func tellsModesApart() -> Bool { configured("core.filemode") ?? true }
  private borrowing func hasLinks() -> Bool { configured("core.symlinks") ?? true }

  /// Writes every file that changes into the journal's directory.
  borrowing func prepare(
    _ plan: WorktreePlan,
    in directory: JournalDirectory
  ) throws(GitError) -> [JournalFile] {
    var files: [JournalFile] = []
    for (number, file) in plan.files.enumerated() {
      let name = String(number)
      let isWritten = file.isSkipped ? false : try write(file, to: directory.prepared(name))
      files.append(JournalFile(file, prepared: isWritten ? name : nil))
    }
    if !files.isEmpty { FileSystem.synchronize(directory.path + "/files") }
    return files
  }

  /// Whether there was something to write.
  private borrowing func write(_ file: PlannedFile, to path: String) throws(GitError) -> Bool {
    guard let after = file.difference.after, after.mode != .submodule else { return false }
    let bytes = try contents(of: after)
    if after.mode == .symlink, hasLinks() {
      try FileSystem.makeLink(path, to: bytes)
    } else {
      try FileSystem.write(bytes, to: path, isExecutable: after.mode == .executable)
    }
    return true
  }
}

extension JournalFile {
  fileprivate init(_ file: PlannedFile, prepared: String?) {
    path = file.path
    before = file.difference.before?.id.hex
    after = file.difference.after?.id.hex
    mode = file.difference.after?.mode.rawValue ?? 0
    self.prepared = prepared
    isSkipped = file.isSkipped
  }
}

extension stat {
  /// When the contents last changed.
  var modified: timespec {
    #if canImport(Glibc)
    st_mtim
    #else
    st_mtimespec
    #endif
  }

  /// When the entry last changed.
  var changed: timespec {
    #if canImport(Glibc)
    st_ctim
    #else
    st_ctimespec
    #endif
  }
}
