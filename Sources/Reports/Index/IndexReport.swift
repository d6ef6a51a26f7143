import Git
public import History
public import Notation

/// The index of a repository's history, or that there is none.
public struct IndexReport: Report {
  /// Whether it has all that there is.
  public enum State: String, Sendable {
    case current
    /// It ends before the tip, or was read by another layout; the next command that asks brings it up to date.
    case behind
    case missing
  }

  let path: String
  let state: State
  let summary: IndexSummary?
  /// The size of the file in bytes.
  let size: Int

  public var isThere: Bool { state != .missing }

  public init(path: String, state: State, summary: IndexSummary?, size: Int) {
    (self.path, self.state, self.summary, self.size) = (path, state, summary, size)
  }

  public func lines(for view: TerminalView) -> [Text] {
    guard let summary, let head = summary.head else {
      return ["\("no index at ", .quiet)\(path)"]
    }
    let kilobytes = "\((size + 1023) / 1024) kB"
    return [
      "\(path)\(" (\(kilobytes))", .quiet)",
      Text("\(head.count) commits, \(summary.pointers) pointers, \(summary.moves) moves"),
      "\(state == .current ? "up to date at " : "behind, at ", .quiet)\(head.commit.short, .commit)",
    ]
  }

  public var records: [Text] {
    let head = summary?.head
    return [
      Text(fields: [
        Text(state.rawValue), Text(head?.commit.hex ?? ""), Text(String(head?.count ?? 0)),
        Text(String(summary?.pointers ?? 0)), Text(String(summary?.moves ?? 0)),
        Text(String(size)), Text(path),
      ])
    ]
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.index/1", "state": .string(state.rawValue), "path": .string(path),
      "size": .number(size), "head": .optional(summary?.head?.commit.hex),
      "commits": .number(summary?.head?.count ?? 0),
      "pointers": .number(summary?.pointers ?? 0), "moves": .number(summary?.moves ?? 0),
    ]
  }
}
