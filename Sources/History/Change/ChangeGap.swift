import Git
import Pointers

/// Something that a change may hold and that could not be read.
public struct ChangeGap: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A file was wrong before the change; all of its bytes are in its record.
    case wrongBefore
    /// A file is wrong now, so that nothing says which tags it has.
    case wrongAfter
    /// Something is not in this clone.
    case notHere
    /// The branch does not merge with the mainline by itself.
    case conflict
    /// The branch and the mainline have no commit in common, as far as it can be seen.
    case unrelated
  }

  public var kind: Kind
  /// The file or directory; `nil` where the whole change is meant.
  public var path: String?
  /// Why, in lower case, without a full stop.
  public var reason: String
  /// One thing to do, if one is known.
  public var hint: String?

  public init(_ kind: Kind, path: String? = nil, reason: String, hint: String? = nil) {
    self.kind = kind
    self.path = path
    self.reason = reason
    self.hint = hint
  }
}

extension ChangeGap {
  init(_ error: GitError, path: String? = nil) {
    self.init(
      .notHere,
      path: path,
      reason: "cannot \(error.operation): \(error.reason)",
      hint: error.hint
    )
  }

  init(_ kind: Kind, _ mistake: FileMistake) {
    self.init(
      mistake.isNotHere ? .notHere : kind,
      path: mistake.place,
      reason: mistake.message,
      hint: mistake.hint
    )
  }

  static func conflict(_ paths: [String]) -> ChangeGap {
    ChangeGap(
      .conflict,
      path: paths.first,
      reason: "the branch does not merge with the mainline by itself: conflicts in "
        + "\(paths.count == 1 ? "one file" : "\(paths.count) files")",
      hint: "bring the mainline into the branch, then ask again"
    )
  }

  static var unrelated: ChangeGap {
    ChangeGap(
      .unrelated,
      reason: "it shares no history with the mainline, as far as that is here",
      hint: "start the branch from the mainline, or fetch the whole history"
    )
  }

  static func notText(_ path: String) -> ChangeGap {
    ChangeGap(
      .wrongAfter,
      path: path,
      reason: "the path is not UTF-8, so that the file cannot be told from others",
      hint: "rename the file"
    )
  }
}
