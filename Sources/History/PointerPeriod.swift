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

  public init(value: PointerValue?, path: String, line: Int, since: MoveCommit?) {
    self.value = value
    self.path = path
    self.line = line
    self.since = since
  }

  public var tag: String? { value?.tag }

  /// The place on the mainline where it began: 0 for the oldest commit that could be read.
  public var position: Int { since?.position ?? 0 }

  /// Whether it held a tag that can be gone back to, and told from others.
  var isFixed: Bool { tag.map { !Tag.isFloating($0) } ?? false }
}
