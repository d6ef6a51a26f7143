internal import Clibgit2

extension Repository {
  /// Finishes or undoes what an interrupted run of opsgate left behind; to be called before
  /// anything is written.
  ///
  /// - Returns: Whether there was something.
  /// - Throws: `.locked` while another run is at work; `.corrupt` when what was left behind cannot
  ///   be understood.
  @discardableResult
  public borrowing func recover() throws(GitError) -> Bool {
    let directory = JournalDirectory(gitDirectory: gitDirectory)
    // Without the directory nobody ever wrote, and a clone that is only read stays as it is.
    guard FileSystem.kind(of: directory.path) == .directory else { return false }
    let lock = try WriteLock(in: directory.path)
    defer { withExtendedLifetime(lock) {} }
    return try recover(directory)
  }

  /// The same for who holds the lock.
  @discardableResult
  borrowing func recover(_ directory: JournalDirectory) throws(GitError) -> Bool {
    guard let journal = try directory.read() else {
      directory.clear(gitDirectory: gitDirectory)
      return false
    }
    let isMoved = try reference(journal.branch) == journal.target
    let isHere = try isCheckedOutHere(journal.branch)
    if isMoved, isHere || !journal.hasWorktree {
      do throws(GitError) {
        try finish(journal, in: directory, isFresh: false, steps: nil)
      } catch {
        throw error.unfinished(journal, in: directory)
      }
    } else {
      removeBranchLock(of: journal)
      directory.clear(gitDirectory: gitDirectory)
    }
    return true
  }

  /// The lock of the branch is ours where it holds what we were about to write, or nothing yet.
  private borrowing func removeBranchLock(of journal: Journal) {
    let lock = commonDirectory + journal.branch + ".lock"
    guard let text = FileSystem.text(of: lock), text.isEmpty || text == journal.to + "\n" else {
      return
    }
    FileSystem.remove(lock)
  }

  /// Puts the prepared files and the index into their places; safe to be done twice.
  ///
  /// `isFresh` says that the files were just found clean; else each is looked at again, and what a
  /// person has changed since stays.
  borrowing func finish(
    _ journal: Journal,
    in directory: JournalDirectory,
    isFresh: Bool,
    steps: LandingSteps?
  ) throws(GitError) {
    if journal.hasWorktree {
      for file in journal.files.sorted(by: JournalFile.removalsFirst) {
        let isOurs = isFresh ? true : try isStillOurs(file)
        if isOurs { try place(file, from: directory) }
        try steps?.passed(.firstFile)
      }
      try steps?.passed(.files)
      try replaceIndex(journal, in: directory, isFresh: isFresh)
      try steps?.passed(.index)
    }
    synchronize(journal)
    directory.clear(gitDirectory: gitDirectory)
  }

  /// Whether what stands there is what was committed before or after.
  private borrowing func isStillOurs(_ file: JournalFile) throws(GitError) -> Bool {
    guard !file.isSkipped else { return true }
    if FileSystem.kind(of: absolute(file.path)) == .nothing { return true }
    for id in [file.before, file.after].compactMap(\.self).compactMap(ObjectID.init(hex:)) {
      for mode in [FileMode.regular, .executable, .symlink, .submodule] {
        if try isClean(TreeFile(path: file.path, mode: mode, id: id)) { return true }
      }
    }
    return false
  }

  private borrowing func place(
    _ file: JournalFile,
    from directory: JournalDirectory
  ) throws(GitError) {
    guard !file.isSkipped else { return }
    let path = absolute(file.path)
    if file.after == nil { return remove(file.path) }
    for parent in file.path.parents { try FileSystem.makeDirectory(absolute(parent)) }
    guard let prepared = file.prepared else {
      return FileSystem.kind(of: path) == .nothing ? try FileSystem.makeDirectory(path) : ()
    }
    let source = directory.prepared(prepared)
    // Already done by the run that was interrupted.
    guard FileSystem.kind(of: source) != .nothing else { return }
    // An empty directory is nothing to git, and makes way as it does for git.
    if FileSystem.kind(of: path) == .directory { _ = FileSystem.removeDirectory(path) }
    try FileSystem.move(source, to: path)
  }

  /// Removes a file and the directories that it leaves empty; a submodule's own files stay.
  private borrowing func remove(_ path: String) {
    if FileSystem.kind(of: absolute(path)) == .directory {
      _ = FileSystem.removeDirectory(absolute(path))
    } else {
      FileSystem.remove(absolute(path))
    }
    for parent in path.parents.reversed() {
      guard FileSystem.removeDirectory(absolute(parent)) else { return }
    }
  }

  private borrowing func replaceIndex(
    _ journal: Journal,
    in directory: JournalDirectory,
    isFresh: Bool
  ) throws(GitError) {
    let lock = gitDirectory + "index.lock"
    if !FileSystem.isSame(lock, directory.indexMark) {
      guard try FileSystem.link(directory.indexMark, as: lock) else { throw .indexLocked(lock) }
    }
    let index = gitDirectory + "index"
    do throws(GitError) {
      try IndexWriter.write(
        journal.files,
        from: index,
        to: directory.newIndex,
        // Of files that may have changed since, git has to look at the contents.
        worktree: isFresh ? worktree : nil
      )
      try FileSystem.move(directory.newIndex, to: index)
    } catch {
      // On a full disk, the one that was written before the branch moved: right, but without times.
      guard isFresh, FileSystem.kind(of: directory.spareIndex) != .nothing else { throw error }
      try FileSystem.move(directory.spareIndex, to: index)
    }
  }

  /// Sends what was moved to the plates; only then the journal may go.
  private borrowing func synchronize(_ journal: Journal) {
    FileSystem.synchronize(commonDirectory + journal.branch)
    guard journal.hasWorktree else { return }
    FileSystem.synchronize(gitDirectory + "index")
    FileSystem.synchronize(gitDirectory)
    let folders = Set(journal.files.compactMap(\.path.parents.last))
    for folder in folders { FileSystem.synchronize(absolute(folder)) }
  }
}

extension JournalFile {
  /// What goes makes way for what comes.
  fileprivate static func removalsFirst(_ one: JournalFile, _ other: JournalFile) -> Bool {
    (one.after == nil ? 0 : 1, one.path) < (other.after == nil ? 0 : 1, other.path)
  }
}

extension GitError {
  /// The obstacle to finishing what an earlier run began.
  fileprivate func unfinished(_ journal: Journal, in directory: JournalDirectory) -> GitError {
    GitError(
      code,
      "finish what an earlier run began: \(journal.branch) went to \(journal.to), and the worktree did not follow",
      reason: "\(self)",
      hint: """
        take away what stands in the way, and run this again; or keep the files as they are: \
        remove the directory \(directory.path) and the index.lock beside it
        """
    )
  }
}
