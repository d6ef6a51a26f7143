import GRDB

/// How much an index holds.
public struct IndexSummary: Hashable, Sendable {
  /// Of which history it is; `nil` where it is empty.
  public let head: IndexHead?
  public let moves: Int
  public let pointers: Int
}

extension HistoryIndex {
  /// - Throws: `Failure`.
  public func summary() throws(Failure) -> IndexSummary {
    try Failure.translating {
      try queue.inDatabase { database in
        let count = { (table: String) in
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
        return IndexSummary(
          head: try IndexHead(database),
          moves: try count("moves"),
          pointers: try count("pointers")
        )
      }
    }
  }
}
