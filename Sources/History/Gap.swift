public import Git
public import Pointers

/// A place of the history that could not be read; what rests on it is undecided.
public struct Gap: Hashable, Sendable {
  /// The commit at which it begins.
  public let commit: ObjectID
  /// The place of that commit on the mainline, 0 being the oldest that could be read.
  public let position: Int
  /// The file or directory; `nil` where the whole commit is meant.
  public let path: String?
  /// Why it could not be read: lower case, no full stop.
  public let reason: String
  /// One thing to do, if one is known.
  public let hint: String?
  /// The pointers that it leaves in doubt; `nil` where that may be any.
  public let keys: Set<PointerKey>?
  /// Whether something is not in this clone; if not, a file of that commit is wrong.
  public let isNotHere: Bool

  public init(
    commit: ObjectID,
    position: Int,
    path: String?,
    reason: String,
    hint: String? = nil,
    keys: Set<PointerKey>? = nil,
    isNotHere: Bool = true
  ) {
    self.commit = commit
    self.position = position
    self.path = path
    self.reason = reason
    self.hint = hint
    self.keys = keys
    self.isNotHere = isNotHere
  }

  /// Whether what is said of this pointer may be wrong because of the gap.
  public func concerns(_ key: PointerKey) -> Bool { keys?.contains(key) ?? true }
}

extension Gap {
  init(commit: ObjectID, position: Int, path: String?, error: GitError) {
    self.init(
      commit: commit,
      position: position,
      path: path,
      reason: "cannot \(error.operation): \(error.reason)",
      hint: error.hint
    )
  }

  init(commit: ObjectID, position: Int, mistake: FileMistake, keys: Set<PointerKey>) {
    self.init(
      commit: commit,
      position: position,
      path: mistake.place,
      reason: mistake.message,
      hint: mistake.hint,
      keys: keys,
      isNotHere: mistake.isNotHere
    )
  }
}

extension FileMistake {
  /// A file that is there, but whose contents are not.
  init(path: String, _ error: GitError) {
    self.init(
      path: path,
      message: "its contents cannot be read: \(error.reason)",
      hint: error.hint,
      isNotHere: true
    )
  }
}
