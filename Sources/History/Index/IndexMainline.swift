import FoundationEssentials
import GRDB
import Git

/// The ids of the mainline in the index: many to a row, since nobody asks for one by SQL.
enum IndexMainline {
  private static let width = 20
  /// Ids in a row.
  private static let chunk = 4096

  static func read(_ database: Database, count: Int) throws -> [ObjectID] {
    var ids: [ObjectID] = []
    ids.reserveCapacity(count)
    let rows = try Row.fetchCursor(database, sql: "SELECT first, ids FROM mainline ORDER BY first")
    while let row = try rows.next() {
      let bytes = try [UInt8](row.cell(1) as Data)
      guard try row.cell(0) as Int == ids.count, bytes.count.isMultiple(of: width) else {
        throw broken
      }
      for start in stride(from: 0, to: bytes.count, by: width) {
        guard let id = ObjectID(bytes[start..<start + width]) else { throw broken }
        ids.append(id)
      }
    }
    guard ids.count == count else { throw broken }
    return ids
  }

  /// Writes the ids from a place on; those behind them go.
  static func write(_ ids: [ObjectID], from place: Int, to database: Database) throws {
    let first = place / chunk * chunk
    try database.execute(sql: "DELETE FROM mainline WHERE first >= ?", arguments: [first])
    for start in stride(from: first, to: ids.count, by: chunk) {
      let bytes = ids[start..<min(start + chunk, ids.count)].flatMap(\.bytes)
      try database.execute(
        sql: "INSERT INTO mainline (first, ids) VALUES (?, ?)",
        arguments: [start, Data(bytes)]
      )
    }
  }

  private static var broken: HistoryIndex.Failure { .damaged(reason: "its mainline has holes") }
}
