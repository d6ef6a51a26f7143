import FoundationEssentials
import GRDB
public import Git
public import Pointers

/// Of which history an index is.
public struct IndexHead: Hashable, Sendable {
  /// The digest of the layout that the history was read by.
  let layout: String
  /// The newest commit.
  public let commit: ObjectID
  /// How many commits the mainline has.
  public let count: Int

  init(layout: String, commit: ObjectID, count: Int) {
    (self.layout, self.commit, self.count) = (layout, commit, count)
  }

  /// - Returns: `nil` where nothing is in the index yet.
  init?(_ database: Database) throws {
    let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM meta")
    let pairs = try rows.map { (try $0.cell(0) as String, try $0.cell(1) as String) }
    let values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    guard !values.isEmpty else { return nil }
    guard let layout = values["layout"], let count = values["commits"].flatMap({ Int($0) }),
      let commit = values["head"].flatMap({ ObjectID(hex: $0) })
    else { throw HistoryIndex.Failure.damaged(reason: "nobody can tell of which history it is") }
    self.init(layout: layout, commit: commit, count: count)
  }

  /// Whether it is of the history up to a commit, read by a layout.
  public func isOf(_ commit: ObjectID, _ layout: Layout) -> Bool {
    self.commit == commit && self.layout == layout.digest
  }

  func write(to database: Database) throws {
    let values = ["layout": layout, "commits": String(count), "head": commit.hex]
    for (name, value) in values {
      try database.execute(
        sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
        arguments: [name, value]
      )
    }
  }
}

extension HistoryIndex {
  /// - Returns: `nil` where it is empty.
  /// - Throws: `Failure`.
  public func head() throws(Failure) -> IndexHead? {
    try Failure.translating { try queue.inDatabase { try IndexHead($0) } }
  }
}
