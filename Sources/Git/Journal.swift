internal import FoundationEssentials

/// What a write is about to do, so that whoever comes after a power cut can finish or undo it.
struct Journal: Codable {
  /// The branch, by its full name.
  let branch: String
  /// Where it stood, as hex; `nil` if it was not there.
  let from: String?
  /// Where it goes, as hex.
  let to: String
  /// Whether the worktree and its index follow.
  let hasWorktree: Bool
  let files: [JournalFile]

  var target: ObjectID? { ObjectID(hex: to) }
}

/// One path of the worktree in a journal.
struct JournalFile: Codable {
  let path: String
  /// The blob that stands there before, as hex; `nil` for nothing.
  let before: String?
  /// The object that stands there after, as hex; `nil` for nothing.
  let after: String?
  /// The mode after, as git counts.
  let mode: UInt32
  /// The name of the prepared file; `nil` where there is nothing to put into the worktree.
  let prepared: String?
  /// Whether a sparse checkout leaves the file out of the worktree.
  let isSkipped: Bool
}

/// The directory in which opsgate prepares a write: `opsgate/` in the worktree's git directory.
struct JournalDirectory {
  let path: String

  init(gitDirectory: String) { path = gitDirectory + "opsgate" }

  var journal: String { path + "/journal" }
  /// Ours is the `index.lock` that is the same file as this one.
  var indexMark: String { path + "/index.mark" }
  var newIndex: String { path + "/index.new" }
  /// A whole new index, written before the branch moves.
  var spareIndex: String { path + "/index.spare" }
  func prepared(_ name: String) -> String { "\(path)/files/\(name)" }

  /// The journal that a run left behind, or `nil`.
  ///
  /// - Throws: `.corrupt` when it cannot be read.
  func read() throws(GitError) -> Journal? {
    guard let bytes = FileSystem.bytes(of: journal) else { return nil }
    do {
      return try JSONDecoder().decode(Journal.self, from: Data(bytes))
    } catch {
      throw GitError(
        .corrupt,
        "read \(journal)",
        reason: "an interrupted run left it behind, and it cannot be understood",
        hint: "look at `git status`, then remove the directory \(path)"
      )
    }
  }

  /// Puts the journal in its place at one go.
  ///
  /// - Throws: `.other` when the disk will not have it.
  func write(_ journal: Journal) throws(GitError) {
    do {
      let bytes = try JSONEncoder().encode(journal)
      try FileSystem.write(Array(bytes), to: self.journal + ".new")
      try FileSystem.move(self.journal + ".new", to: self.journal)
    } catch let error as GitError {
      throw error
    } catch {
      throw GitError(.other, "write \(self.journal)", reason: "\(error)")
    }
    FileSystem.synchronize(path)
  }

  /// Removes what was prepared, the journal last.
  func clear(gitDirectory: String) {
    let lock = gitDirectory + "index.lock"
    if FileSystem.isSame(lock, indexMark) { FileSystem.remove(lock) }
    // A prepared file that stays behind is written over by the next run.
    try? FileManager.default.removeItem(atPath: path + "/files")
    FileSystem.remove(newIndex)
    FileSystem.remove(spareIndex)
    FileSystem.remove(spareIndex + ".lock")
    FileSystem.remove(newIndex + ".lock")
    FileSystem.remove(journal)
    FileSystem.remove(indexMark)
  }
}
