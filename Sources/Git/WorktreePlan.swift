internal import Clibgit2

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What a worktree needs to follow its branch; every file in it was found clean.
struct WorktreePlan: Equatable {
  let files: [PlannedFile]
  /// The index as it was when the files were compared with it.
  let index: IndexState?
}

/// One path that changes.
struct PlannedFile: Equatable {
  let difference: FileDifference
  /// Whether a sparse checkout leaves it out of the worktree.
  let isSkipped: Bool

  var path: String { difference.path }
}

/// Enough of the index file to see that it was replaced.
struct IndexState: Equatable {
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  init?(of path: String) {
    guard let status = FileSystem.status(of: path) else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    let time = status.modified
    (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
  }
}

extension Repository {
  /// Looks whether the worktree can follow from one tree to another.
  ///
  /// - Returns: What is to be done.
  /// - Throws: `.dirty` with every file that is in the way; `.locked`; `.other`.
  borrowing func worktreePlan(from: ObjectID?, to: ObjectID) throws(GitError) -> WorktreePlan {
    try refuseUnfinished()
    let lock = gitDirectory + "index.lock"
    guard FileSystem.kind(of: lock) == .nothing else { throw .indexLocked(lock) }
    let state = IndexState(of: gitDirectory + "index")
    let index = try IndexReader(path: gitDirectory + "index")
    let differences = try difference(from: from, to: to) { _ in true }
    let removed = Set(differences.filter { $0.after == nil }.map(\.path))
    var (files, dirty): ([PlannedFile], [String]) = ([], [])
    for difference in differences {
      try refuseUnreadable(difference.path)
      let entry = index.entry(at: difference.path)
      let isSkipped = isLeftOut(difference, entry)
      let isClean = isSkipped ? true : try isFree(difference, in: index, removed)
      if isClean, entry.matches(difference.before) {
        files.append(PlannedFile(difference: difference, isSkipped: isSkipped))
      } else {
        dirty.append(difference.path)
      }
    }
    guard dirty.isEmpty else { throw .dirty(dirty) }
    for file in files where !file.isSkipped { try refuseUnwritable(file.path) }
    return WorktreePlan(files: files, index: state)
  }

  /// Whether a sparse checkout keeps the file out of the worktree, and it is not there either.
  private borrowing func isLeftOut(_ difference: FileDifference, _ entry: IndexEntry) -> Bool {
    entry.isSkipped && FileSystem.kind(of: absolute(difference.path)) == .nothing
  }

  /// Whether the file is as it was committed, and nothing else stands in the way.
  private borrowing func isFree(
    _ difference: FileDifference,
    in index: borrowing IndexReader,
    _ removed: Set<String>
  ) throws(GitError) -> Bool {
    for parent in difference.path.parents {
      switch FileSystem.kind(of: absolute(parent)) {
      case .directory: continue
      case .nothing: return difference.before == nil && !index.hasFile(at: parent, but: removed)
      default: return removed.contains(parent)
      }
    }
    if let before = difference.before { return try isClean(before) }
    guard !index.hasFiles(below: difference.path, but: removed) else { return false }
    switch FileSystem.kind(of: absolute(difference.path)) {
    case .nothing: return true
    // A directory that becomes empty by this very change makes way.
    case .directory: return isLeftEmpty(difference.path, removed)
    default: return difference.after?.mode == .submodule
    }
  }

  private borrowing func isLeftEmpty(_ path: String, _ removed: Set<String>) -> Bool {
    DirectoryListing.files(below: absolute(path)).allSatisfy { removed.contains(path + "/" + $0) }
  }

  /// Whether the directory that a file stands or will stand in lets itself be written to.
  private borrowing func refuseUnwritable(_ path: String) throws(GitError) {
    let directories = [""] + path.parents
    let last = directories.last { FileSystem.kind(of: absolute($0)) == .directory } ?? ""
    guard access(absolute(last), W_OK | X_OK) != 0 else { return }
    throw GitError(
      .other,
      "update the worktree",
      reason: "nothing can be written to the directory '\(last.isEmpty ? "." : last)'",
      hint: "give yourself the right to, or do it in another clone"
    )
  }

  borrowing func absolute(_ path: String) -> String { (worktree ?? "") + path }

  private borrowing func refuseUnreadable(_ path: String) throws(GitError) {
    guard !path.contains("\u{fffd}"), TreeEdit(path: path, change: .remove).components != nil else {
      throw GitError(
        .other,
        "update the worktree",
        reason: "the name of '\(path)' is not UTF-8, or one that git refuses",
        hint: "do it in a bare clone, or on a branch that is not checked out"
      )
    }
  }
}

extension String {
  /// The directories above a path, from the top.
  var parents: [String] {
    indices.filter { self[$0] == "/" }.map { String(self[..<$0]) }
  }
}

extension GitError {
  fileprivate static func dirty(_ paths: [String]) -> GitError {
    let shown = paths.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
    let more = paths.count > 10 ? " and \(paths.count - 10) more" : ""
    return GitError(
      .dirty,
      "update the worktree",
      reason: "these files have changes that are not committed: \(shown)\(more)",
      hint: "commit them, or put them aside: `git stash push --include-untracked`"
    )
  }
}
