/// What a pointer holds, and what must go along when it is copied.
public struct PointerValue: Hashable, Sendable {
  /// The tag as text, never typed; empty where the file names none.
  public var tag: String
  /// The digest beside a tag (or the tag beside a digest), and the version in the comment.
  ///
  /// Several are one text: `sha256:… # v1.2`. It may be copied, and shown, but not taken apart.
  public var companion: String?

  public init(tag: String, companion: String? = nil) {
    self.tag = tag
    self.companion = companion
  }
}

/// One scalar that a query found in a file.
public struct FoundScalar: Hashable, Sendable {
  /// What the query's placeholders stand for here, together with what was bound before.
  public var captures: Captures
  /// The tag and its companion.
  public var value: PointerValue
  /// Whether the file says nothing here: `null`, `~`, or no text at all.
  public var isNull: Bool
  /// The bytes of the whole scalar with its quotes.
  public var span: Range<Int>
  /// The bytes of the tag, as near as they can be told (escapes may hide them).
  public var tagSpan: Range<Int>
  /// All bytes that belong to the value, in the file's order: the whole scalar with its quotes, or only
  /// the part that is the tag and the one beside it; and the comment that is the version.
  public var valueSpans: [Range<Int>]
  /// The line of the scalar, from 1.
  public var line: Int
  /// The column of the scalar in characters, from 1.
  public var column: Int
  /// The line of the anchor through which other places read this scalar too, if there is one.
  ///
  /// Such a scalar is read, but an edit is refused.
  public var sharedLine: Int?
}
