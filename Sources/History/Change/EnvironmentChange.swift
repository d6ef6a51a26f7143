public import Git

/// All that one commit, or one branch that would land, does to one environment.
///
/// A commit of the mainline is compared with its first parent, a root with nothing. A branch is compared
/// with the mainline's tip: what counts is the tree that merging the two would make, so that a candidate
/// and its landing by merge, squash or rebase have the same records as long as the mainline leaves the same
/// places alone. Every byte of the scope that differs is in a move's `written` or in a file's masked content.
public struct EnvironmentChange: Hashable, Sendable {
  /// The name of the environment that changes to `.opsgate/` belong to.
  public static let policy = "policy"
  /// The directory of the files that decide who may do what.
  public static let policyDirectory = ".opsgate"

  public var environment: String
  /// The mainline commit that it is judged against; `nil` for a root.
  public var base: ObjectID?
  public var commit: ObjectID
  /// The tree of `commit`.
  public var tree: ObjectID
  /// Whether the commit is on the mainline; otherwise it is a candidate.
  public var isOnMainline: Bool
  /// One for each place that is written otherwise, copies included; by service, path and key.
  public var moves: [ChangeMove]
  /// The files in scope that differ in more than their pointers' bytes, by path.
  public var files: [ChangedFile]
  /// Who made it; who merely landed it is not among them.
  public var authors: [ChangeAuthor]
  /// Who made the commit object itself: of a landing, who landed it.
  public var committer: Signature
  /// The commits that brought it, newest first: a branch's own ones, or the one mainline commit.
  public var branch: [ObjectID]
  /// What could not be read; see `isDecided`.
  public var gaps: [ChangeGap]
  /// Whether it was looked up who set everything before, so that approvals can be bound to it.
  public var isBound = true

  public init(
    environment: String,
    base: ObjectID?,
    commit: ObjectID,
    tree: ObjectID,
    isOnMainline: Bool,
    moves: [ChangeMove],
    files: [ChangedFile],
    authors: [ChangeAuthor],
    committer: Signature,
    branch: [ObjectID],
    gaps: [ChangeGap] = []
  ) {
    self.environment = environment
    self.base = base
    self.commit = commit
    self.tree = tree
    self.isOnMainline = isOnMainline
    self.moves = moves
    self.files = files
    self.authors = authors
    self.committer = committer
    self.branch = branch
    self.gaps = gaps
  }

  /// Whether the records are all that there is to say.
  ///
  /// A file that was wrong before, and is read now, hides nothing: all its bytes are in its record.
  public var isDecided: Bool { gaps.allSatisfy { $0.kind == .wrongBefore } }
}

/// One place of a pointer that is written otherwise than before.
public struct ChangeMove: Hashable, Sendable {
  public var service: String
  /// The file, from the root of the repository.
  public var path: String
  /// The key or pattern with the names put in; ` (copy 2)` behind it for a further place of the same.
  public var key: String
  /// What stood there; `nil` where nothing did.
  public var before: WrittenTag?
  /// What stands there now; `nil` where nothing does.
  public var after: WrittenTag?
  /// The mainline commit that last set or removed the pointer at this place, at or before the base;
  /// `nil` where none ever did.
  public var lastSet: ObjectID?

  public init(
    service: String,
    path: String,
    key: String,
    before: WrittenTag?,
    after: WrittenTag?,
    lastSet: ObjectID?
  ) {
    self.service = service
    self.path = path
    self.key = key
    self.before = before
    self.after = after
    self.lastSet = lastSet
  }

  /// The tag before; `nil` where the place had none.
  public var from: String? { before?.tag }
  /// The tag afterwards; `nil` where the place has none.
  ///
  /// Equal to `from` where only quotes or a companion changed.
  public var to: String? { after?.tag }
}

/// A tag as one place has it.
public struct WrittenTag: Hashable, Sendable {
  public var tag: String
  /// The digest beside it, and the version in the comment.
  public var companion: String?
  /// The bytes of all of that as they stand in the file; a NUL between pieces that do not stand together.
  public var written: String

  public init(tag: String, companion: String? = nil, written: String? = nil) {
    self.tag = tag
    self.companion = companion
    self.written = written ?? tag
  }
}

/// A file in scope that differs in more than its pointers' bytes.
public struct ChangedFile: Hashable, Sendable {
  public var path: String
  /// `nil` where it was absent.
  public var before: MaskedFile?
  /// `nil` where it is absent.
  public var after: MaskedFile?
  /// The mainline commit that last changed or removed mode or masked content, at or before the base;
  /// `nil` where none ever did.
  public var lastChanged: ObjectID?

  public init(path: String, before: MaskedFile?, after: MaskedFile?, lastChanged: ObjectID?) {
    self.path = path
    self.before = before
    self.after = after
    self.lastChanged = lastChanged
  }
}

/// What a file is beside its pointers.
public struct MaskedFile: Hashable, Sendable {
  public var mode: FileMode
  /// SHA-256 in lower-case hexadecimal digits: of the bytes with one 0xFF in the place of each pointer's, of
  /// a symbolic link's target, of the 40 digits of a submodule's commit.
  public var sha256: String

  public init(mode: FileMode, sha256: String) {
    self.mode = mode
    self.sha256 = sha256
  }
}

/// Somebody who made a change, by what a commit says.
public struct ChangeAuthor: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case author
    /// Named by a `Co-authored-by:` trailer.
    case coauthor
  }

  public var name: String
  public var email: String
  public var role: Role
  /// The commit that says so.
  public var commit: ObjectID

  public init(name: String, email: String, role: Role, commit: ObjectID) {
    self.name = name
    self.email = email
    self.role = role
    self.commit = commit
  }
}
