public import Git
public import Pointers

/// Why a change cannot be planned or written.
public enum ChangeRefusal: Error, Hashable, Sendable {
  /// The service has no pointer in the environment.
  case noPointer(PointerKey)
  /// A file that may hold the pointer cannot be read.
  case unreadable(PointerKey, FileMistake)
  /// The environment has none before it that tags could be promoted from.
  case noSource(environment: String)
  /// The environment before runs no fixed tag of the service.
  case floatingSource(PointerKey, tag: String)
  /// The copies of the pointer in the environment before hold different tags.
  case disagreeingSource(Pointer)
  /// Other pointers read the same scalar, and would move along.
  case shared(PointerKey, with: [PointerKey], path: String, line: Int)
  /// The file cannot be edited without changing more than the pointer.
  case uneditable(PointerKey, path: String, EditRefusal)
  /// The edit would have moved another pointer too.
  case movesOthers(PointerKey, others: [PointerKey])
  /// A revert conflicts.
  case conflict(RevertConflict)
  /// The commit did not move a pointer of the service.
  case notMoved(services: [String], commit: ObjectID)
  /// The pointer was moved by somebody else while the change was prepared.
  case overtaken(PointerKey, expected: String?, found: String?)
  /// The local branch has commits that the remote one lacks, and the other way round.
  case diverged(branch: String, remote: String)
}

/// What stands in the way of a revert.
public struct RevertConflict: Error, Hashable, Sendable {
  /// The commit that cannot be reverted.
  public let commit: ObjectID
  /// The paths that git's merge cannot join; sorted.
  public let paths: [String]
  /// The pointers that cannot be set back, most often because they were moved since.
  public let pointers: [MovedPointer]

  public init(commit: ObjectID, paths: [String], pointers: [MovedPointer]) {
    self.commit = commit
    self.paths = paths
    self.pointers = pointers
  }
}

/// A pointer that cannot be set back.
public struct MovedPointer: Hashable, Sendable {
  /// Why it cannot.
  public enum Obstacle: Hashable, Sendable {
    /// It was moved after the commit that shall be reverted.
    case movedSince
    /// The commit brought it, and to take it away takes more than setting a tag.
    case added
    /// The commit took it away, and to bring it back takes more than setting a tag.
    case removed
  }

  public let key: PointerKey
  public let path: String
  /// What the commit had set.
  public let set: String?
  /// What it holds now.
  public let now: String?
  public let obstacle: Obstacle

  public init(
    key: PointerKey,
    path: String,
    set: String?,
    now: String?,
    obstacle: Obstacle = .movedSince
  ) {
    self.key = key
    self.path = path
    self.set = set
    self.now = now
    self.obstacle = obstacle
  }
}
