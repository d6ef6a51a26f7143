public import Git
public import Pointers

/// A while in which a pointer held one tag, or was not there.
public struct PointerPeriod: Hashable, Sendable {
  /// The tag with what goes along with it, as last written; `nil` where there was no pointer.
  public let value: PointerValue?
  /// The file that held it, as last seen; that of the period before, where there was no pointer.
  public let path: String
  /// The line of the scalar, from 1.
  public let line: Int
  /// The commit that began it; `nil` for what stood already in the oldest commit that could be
  /// read, of a history that goes on before it.
  public let since: MoveCommit?
  /// What went along with the tag was changed by these, oldest first, though the tag stayed.
  public let revisions: [Revision]

  /// Another digest, or comment, under the same tag.
  public struct Revision: Hashable, Sendable {
    public let before: PointerValue?
    public let after: PointerValue
    /// The commit that brought it, and its place on the mainline.
    public let commit: ObjectID
    public let position: Int
  }

  /// What it held for a part of the while.
  public struct Version: Hashable, Sendable {
    public let value: PointerValue?
    /// The commit that brought it; `nil` where it stood there before anything that could be read.
    public let commit: ObjectID?
    public let position: Int
  }

  public init(
    value: PointerValue?,
    path: String,
    line: Int,
    since: MoveCommit?,
    revisions: [Revision] = []
  ) {
    self.value = value
    self.path = path
    self.line = line
    self.since = since
    self.revisions = revisions
  }

  /// All that it held under its tag, oldest first.
  public var versions: [Version] {
    let first = revisions.first.map(\.before) ?? value
    return [Version(value: first, commit: since?.id, position: position)]
      + revisions.map { Version(value: $0.after, commit: $0.commit, position: $0.position) }
  }

  /// What it held right after the mainline commit at that place.
  public func version(at place: Int) -> Version? { versions.last { $0.position <= place } }

  public var tag: String? { value?.tag }

  /// The place on the mainline where it began: 0 for the oldest commit that could be read.
  public var position: Int { since?.position ?? 0 }

  /// Whether it held a tag that can be gone back to, and told from others.
  var isFixed: Bool { tag.map { !Tag.isFloating($0) } ?? false }
}
