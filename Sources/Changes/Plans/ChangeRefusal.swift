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
  /// The pointers that no longer hold what the commit set.
  public let pointers: [MovedPointer]

  public init(commit: ObjectID, paths: [String], pointers: [MovedPointer]) {
    self.commit = commit
    self.paths = paths
    self.pointers = pointers
  }
}

/// A pointer that was moved after the commit that shall be reverted.
public struct MovedPointer: Hashable, Sendable {
  public let key: PointerKey
  public let path: String
  /// What the commit had set.
  public let set: String?
  /// What it holds now.
  public let now: String?

  public init(key: PointerKey, path: String, set: String?, now: String?) {
    self.key = key
    self.path = path
    self.set = set
    self.now = now
  }
}
