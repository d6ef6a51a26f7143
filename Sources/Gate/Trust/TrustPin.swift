public import Git

/// The policy that somebody looked at and trusts: a mainline commit and its `.opsgate/`.
///
/// Kept in `opsgate/trust` below the repository's own git directory, as two lines:
///
///     commit 40 hexadecimal digits
///     tree 40 hexadecimal digits
///
/// On a command line or in a variable it is one word, `commit:tree`.
public struct TrustPin: Hashable, Sendable, CustomStringConvertible {
  /// Where the file is, from the git directory that all worktrees share.
  public static let path = "opsgate/trust"

  public let commit: ObjectID
  /// The tree of `.opsgate/`.
  public let tree: ObjectID

  public init(commit: ObjectID, tree: ObjectID) {
    self.commit = commit
    self.tree = tree
  }

  /// Reads the file's text, or the one word; spaces at the ends of lines and empty lines do not matter.
  ///
  /// - Returns: `nil` for anything else, also for short ids.
  public init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    let ids: [Substring]
    if words.count == 1 {
      ids = words[0].split(separator: ":", omittingEmptySubsequences: false)
    } else {
      guard words.count == 4, words[0] == "commit", words[2] == "tree" else { return nil }
      ids = [words[1], words[3]]
    }
    guard ids.count == 2, let commit = ObjectID(hex: String(ids[0])),
      let tree = ObjectID(hex: String(ids[1]))
    else { return nil }
    self.init(commit: commit, tree: tree)
  }

  /// The one word.
  public var description: String { "\(commit):\(tree)" }

  /// The file's text.
  public var text: String { "commit \(commit)\ntree \(tree)\n" }
}

extension TrustPin {
  /// What a mainline says to a pin.
  public enum Standing: Hashable, Sendable {
    /// The mainline has the commit, and the commit that `.opsgate/`.
    case holds
    /// The commit is not one of the mainline's first parents, even if it is an ancestor.
    case notOnMainline
    /// The commit has another `.opsgate/`, or none.
    case otherTree(ObjectID?)
    /// It cannot be told.
    case unknown(GitError)
  }

  /// Holds the pin against a mainline.
  public func standing(
    on mainline: ObjectID,
    in repository: borrowing Repository
  ) -> Standing {
    do throws(GitError) {
      guard let pinned = try commit(on: mainline, in: repository) else { return .notOnMainline }
      let entry = try repository.entry(at: PolicyTree.directory, in: pinned.tree)
      guard let entry, entry.mode == .directory, entry.id == tree else {
        return .otherTree(entry?.id)
      }
      return .holds
    } catch {
      return .unknown(error)
    }
  }

  private func commit(
    on mainline: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> MainlineCommit? {
    var next = try repository.mainlineCommit(mainline)
    while next.id != commit {
      guard let parent = next.parent else { return nil }
      if repository.shallowBoundary.contains(next.id) {
        throw .shallowEnd("find the pinned commit \(commit.short) on the mainline")
      }
      next = try repository.mainlineCommit(parent)
    }
    return next
  }
}
