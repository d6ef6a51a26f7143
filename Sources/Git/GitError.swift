internal import Clibgit2

/// What git would not do: what was being done, why it could not be, and what to do about it.
public struct GitError: Error, Hashable, Sendable {
  /// Why, for code that acts on it.
  public struct Code: Hashable, Sendable {
    private let name: String

    /// What was asked for is not there.
    public static let notFound = Code(name: "not found")
    /// What was to be made is there already.
    public static let exists = Code(name: "exists")
    /// A short name fits several objects.
    public static let ambiguous = Code(name: "ambiguous")
    /// A reference stands elsewhere than it was seen: a lost race.
    public static let moved = Code(name: "moved")
    /// Somebody holds a lock file.
    public static let locked = Code(name: "locked")
    /// The history is cut off by a shallow clone.
    public static let shallow = Code(name: "shallow")
    /// A partial clone left the object with its remote.
    public static let promised = Code(name: "promised")
    /// The object database lacks an object that it must have.
    public static let missingObject = Code(name: "missing object")
    /// An object is not what its name or place says.
    public static let corrupt = Code(name: "corrupt")
    /// The repository uses something that this libgit2 cannot read.
    public static let unsupported = Code(name: "unsupported")
    /// The repository belongs to another user.
    public static let notOwned = Code(name: "not owned")
    /// There is no repository.
    public static let notARepository = Code(name: "not a repository")
    /// The branch has no commit yet.
    public static let unborn = Code(name: "unborn")
    /// Files in the worktree stand in the way.
    public static let dirty = Code(name: "dirty")
    /// A signature could not be made.
    public static let unsigned = Code(name: "unsigned")
    /// A program that is needed is not on this machine.
    public static let noProgram = Code(name: "no program")
    /// The caller asked for something that git has no meaning for.
    public static let invalid = Code(name: "invalid")
    /// Anything else, said by `reason`.
    public static let other = Code(name: "other")
  }

  public let code: Code
  /// The act and its subject, to stand after "cannot": `find the revision 'v9'`.
  public let operation: String
  /// Why it could not be done.
  public let reason: String
  /// One thing to do, if one is known.
  public let hint: String?

  public init(_ code: Code, _ operation: String, reason: String, hint: String? = nil) {
    self.code = code
    self.operation = operation
    self.reason = reason
    self.hint = hint
  }
}

extension GitError: CustomStringConvertible {
  public var description: String { "cannot \(operation): \(reason)" }
}

/// Calls libgit2, and turns its refusal into an error; the one way in.
///
/// The last error of libgit2 is kept per thread, so it is read in the same synchronous breath,
/// and cleared, because some calls fail without setting one.
@discardableResult
func check(_ operation: @autoclosure () -> String, _ call: () -> Int32) throws(GitError) -> Int32 {
  let result = call()
  guard result < 0 else { return result }
  throw lastError(operation(), result: result)
}

/// The error that libgit2 has just left behind, for calls whose result needs a look of its own.
func lastError(_ operation: String, result: Int32) -> GitError {
  let message = git_error_last().flatMap { $0.pointee.message.map { String(cString: $0) } }
  git_error_clear()
  return GitError(
    GitError.Code(result: result),
    operation,
    reason: message ?? "libgit2 answered \(result)"
  )
}

extension GitError.Code {
  init(result: Int32) {
    self =
      switch git_error_code(rawValue: result) {
      case GIT_ENOTFOUND: .notFound
      case GIT_EEXISTS: .exists
      case GIT_EAMBIGUOUS: .ambiguous
      case GIT_EMODIFIED: .moved
      case GIT_ELOCKED: .locked
      case GIT_EUNBORNBRANCH: .unborn
      case GIT_EINVALIDSPEC, GIT_EINVALID: .invalid
      default: .other
      }
  }
}
