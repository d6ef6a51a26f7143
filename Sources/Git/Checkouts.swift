internal import Clibgit2
internal import FoundationEssentials

extension Repository {
  /// Whether the worktree that this repository was opened in stands on that branch.
  borrowing func isCheckedOutHere(_ branch: String) throws(GitError) -> Bool {
    guard !isBare else { return false }
    switch try head() {
    case .branch(let name, _), .unborn(let name): return name == branch
    case .detached: return false
    }
  }

  /// Refuses to move a branch on which another worktree stands, since that one would then show
  /// the move undone.
  ///
  /// - Throws: `.dirty` with the place of the other worktree.
  borrowing func refuseElsewhere(_ branch: String) throws(GitError) {
    for other in otherCheckouts() where other.uses(branch) {
      throw GitError(
        .dirty,
        "move \(branch)",
        reason: "it is checked out in the worktree \(other.place), which would not follow",
        hint: "run this there: `-C \(other.place)`"
      )
    }
    guard !isBare, Checkout(gitDirectory: gitDirectory, place: "").isRebasing(branch) else {
      return
    }
    throw .busy("a rebase of \(branch)")
  }

  /// All worktrees of the repository but this one.
  private borrowing func otherCheckouts() -> [Checkout] {
    var found: [Checkout] = []
    if gitDirectory != commonDirectory, !isCommonBare() {
      let place =
        commonDirectory.hasSuffix("/.git/") ? commonDirectory.dropLast(6) : commonDirectory[...]
      found.append(Checkout(gitDirectory: commonDirectory, place: String(place)))
    }
    let folder = commonDirectory + "worktrees/"
    // Where there is no such directory, there are no other worktrees.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where folder + name + "/" != gitDirectory {
      guard let link = FileSystem.text(of: folder + name + "/gitdir") else { continue }
      let file = String(link.prefix { $0 != "\n" })
      let isThere = FileSystem.kind(of: file) != .nothing
      guard isThere || FileSystem.kind(of: folder + name + "/locked") != .nothing else { continue }
      let place = file.hasSuffix("/.git") ? String(file.dropLast(5)) : file
      found.append(Checkout(gitDirectory: folder + name + "/", place: place))
    }
    return found
  }

  private borrowing func isCommonBare() -> Bool { configured("core.bare") ?? false }

  /// A boolean of the repository's configuration, as libgit2 reads it.
  borrowing func configured(_ key: String) -> Bool? {
    var config: OpaquePointer?
    guard git_repository_config_snapshot(&config, handle.pointer) == 0 else { return nil }
    defer { git_config_free(config) }
    var answer: Int32 = 0
    return git_config_get_bool(&answer, config, key) == 0 ? answer != 0 : nil
  }

  /// Refuses while git is in the middle of something in this worktree.
  ///
  /// - Throws: `.dirty` with the word for it.
  borrowing func refuseUnfinished() throws(GitError) {
    let word: String
    switch git_repository_state_t(rawValue: UInt32(git_repository_state(handle.pointer))) {
    case GIT_REPOSITORY_STATE_NONE, GIT_REPOSITORY_STATE_BISECT: return
    case GIT_REPOSITORY_STATE_MERGE: word = "a merge"
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: word = "a revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
      word = "a cherry-pick"
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX: word = "applying patches"
    default: word = "a rebase"
    }
    throw .busy(word)
  }
}

/// One worktree, by its git directory.
private struct Checkout {
  let gitDirectory: String
  let place: String

  func uses(_ branch: String) -> Bool {
    FileSystem.text(of: gitDirectory + "HEAD").map(Self.line) == "ref: \(branch)"
      || isRebasing(branch)
  }

  func isRebasing(_ branch: String) -> Bool {
    ["rebase-merge", "rebase-apply"].contains { name in
      FileSystem.text(of: "\(gitDirectory)\(name)/head-name").map(Self.line) == branch
    }
  }

  private static func line(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }
}

extension GitError {
  fileprivate static func busy(_ word: String) -> GitError {
    GitError(
      .dirty,
      "update the worktree",
      reason: "\(word) is under way in it",
      hint: "finish it first, or give it up: `git status` says how"
    )
  }
}
