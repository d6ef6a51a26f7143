/// A piece of a YAML file that people write for opsgate, with its place.
///
/// Scalars are text, never typed.
public struct SourceNode: Sendable {
  public indirect enum Content: Sendable {
    /// - Parameter isNull: whether it is no text but YAML's plain `null`, `~`, or nothing at all.
    case scalar(text: String, isNull: Bool)
    case list([SourceNode])
    /// Keys in the file's order, each once.
    case table([(key: SourceNode, value: SourceNode)])
  }

  public let content: Content
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
  /// The column at which the content itself begins, where the text stands in the file as it is (behind a quote).
  let textColumn: Int?

  /// A scalar's text; `nil` for `null` and for anything that is no scalar.
  public var text: String? {
    guard case .scalar(let text, isNull: false) = content else { return nil }
    return text
  }

  /// Whether nothing is written here, or `null`.
  public var isNull: Bool {
    if case .scalar(_, isNull: true) = content { return true }
    return false
  }

  /// What is written here, for the end of a sentence: `and is 'two'`.
  var summary: String {
    switch content {
    case .scalar(_, isNull: true): "empty"
    case .scalar(let text, isNull: false): "'\(text.shortened)'"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

extension String {
  /// The text as one short line for a message: control characters are left out, and a long end is cut off.
  public var shortened: String {
    let line = unicodeScalars.lazy.filter { $0.properties.generalCategory != .control }
    let start = line.prefix(61)
    return start.count <= 60
      ? String(String.UnicodeScalarView(start))
      : String(String.UnicodeScalarView(start.prefix(60))) + "…"
  }
}
