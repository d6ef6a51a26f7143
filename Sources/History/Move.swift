public import Git
public import Pointers

/// One pointer went from one tag to another in one mainline commit.
public struct Move: Hashable, Sendable {
  /// What the values alone say of a move; nobody's word is taken for it.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The pointer was not there before.
    case added
    /// The pointer is no longer there.
    case removed
    /// The environment before already ran the tag.
    case promotion
    /// The pointer held the tag before; wins over `promotion`.
    case rollback
    /// Anything else.
    case change
  }

  /// The mainline commit that made the move; for a merged branch, the merge commit.
  public let commit: MoveCommit
  public let key: PointerKey
  /// What the pointer held before; `nil` where it was not there.
  public let before: PointerValue?
  /// What it holds since; `nil` where it is no longer there.
  public let after: PointerValue?
  /// The file that holds the tag; the one that held it, where the pointer was removed.
  public let path: String
  /// The line of the scalar, from 1.
  public let line: Int
  public let kind: Kind
  /// Whether the new tag is older by the pointer's own order.
  public let downgrade: Bool
  /// Whether the tag never ran in the environment before, of which there is one.
  public let skipped: Bool
  /// Whether it is a rollback whose message and trailers do not say so.
  public let unlabelled: Bool
  /// Whether all history that its kind and marks rest on could be read.
  public let isCertain: Bool

  public init(
    commit: MoveCommit,
    key: PointerKey,
    before: PointerValue?,
    after: PointerValue?,
    path: String,
    line: Int,
    kind: Kind,
    downgrade: Bool = false,
    skipped: Bool = false,
    unlabelled: Bool = false,
    isCertain: Bool = true
  ) {
    self.commit = commit
    self.key = key
    self.before = before
    self.after = after
    self.path = path
    self.line = line
    self.kind = kind
    self.downgrade = downgrade
    self.skipped = skipped
    self.unlabelled = unlabelled
    self.isCertain = isCertain
  }

  public var service: String { key.service }
  public var environment: String { key.environment }
  /// The tag before; `nil` where the pointer was not there.
  public var from: String? { before?.tag }
  /// The tag since; `nil` where the pointer is no longer there.
  public var to: String? { after?.tag }
  /// When the commit was made by its committer, in seconds since 1970-01-01T00:00:00Z.
  public var time: Int { commit.committer.time }
  public var author: Signature { commit.author }
  public var committer: Signature { commit.committer }
}

/// The mainline commit of one or more moves, without its message.
public struct MoveCommit: Hashable, Sendable {
  public let id: ObjectID
  /// Its place on the mainline: 0 is the oldest commit that could be read.
  public let position: Int
  public let author: Signature
  public let committer: Signature

  public init(id: ObjectID, position: Int, author: Signature, committer: Signature) {
    self.id = id
    self.position = position
    self.author = author
    self.committer = committer
  }
}
