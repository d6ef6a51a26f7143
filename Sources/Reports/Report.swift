public import Notation

/// An answer that can be shown to a person, a script, or a machine.
public protocol Report: Sendable {
  /// Aligned lines for a person.
  func lines(for view: TerminalView) -> [Text]
  /// One record a line for scripts: tabs between fields, full ids, RFC 3339 times.
  var records: [Text] { get }
  /// One object with a `schema`.
  var json: JSONValue { get }
}

/// What a person has before them.
public struct TerminalView: Hashable, Sendable {
  /// How many columns the terminal has.
  public let columns: Int
  /// The time that ages are counted to, in seconds since 1970-01-01T00:00:00Z.
  public let now: Int

  public init(columns: Int, now: Int) {
    self.columns = columns
    self.now = now
  }
}

/// Where an answer goes.
public enum Medium: Hashable, Sendable {
  case terminal(TerminalView, Theme)
  case pipe(Theme)
  case json
}

extension Report {
  /// The answer as lines without newlines; the only place that knows all media.
  public func rendered(for medium: Medium) -> [String] {
    switch medium {
    case .terminal(let view, let theme): lines(for: view).map(theme.render)
    case .pipe(let theme): records.map(theme.render)
    case .json: [json.text]
    }
  }
}
