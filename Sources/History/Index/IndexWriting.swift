import GRDB
import Git
import Pointers

/// Writes what is new into an index.
struct IndexWriting {
  private let database: Database
  private var people: Numbers
  private var pointers: Numbers
  private var paths: Numbers

  init(_ database: Database) throws {
    self.database = database
    people = try Numbers(database, "people", ["name", "email"])
    pointers = try Numbers(database, "pointers", ["service", "environment"])
    paths = try Numbers(database, "paths", ["path"])
  }

  /// Takes away everything from a place of the mainline on.
  static func cut(_ database: Database, from position: Int) throws {
    for table in ["moves", "renewals", "gaps", "commits"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE position >= ?", arguments: [position])
    }
  }

  mutating func add(_ moves: some Sequence<Move>) throws {
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO moves (position, pointer, tag, companion, path, line, kind, downgrade, skipped,
          unlabelled, certain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    var last = -1
    for move in moves {
      if move.commit.position != last { try add(move.commit) }
      last = move.commit.position
      try statement.execute(arguments: [
        move.commit.position, number(of: move.key), move.after?.tag, move.after?.companion,
        paths.number(of: [move.path]), move.line, move.kind.rawValue, move.downgrade, move.skipped,
        move.unlabelled, move.isCertain,
      ])
    }
  }

  private mutating func add(_ commit: MoveCommit) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO commits (position, id, author, author_time, author_offset, committer,
          committer_time, committer_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      commit.position, commit.id.hex, number(of: commit.author), commit.author.time,
      commit.author.offset, number(of: commit.committer), commit.committer.time,
      commit.committer.offset,
    ])
  }

  mutating func add(_ renewals: some Sequence<IndexedHistory.Renewal>) throws {
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO renewals (position, "commit", pointer, tag, companion, path, line)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    )
    for renewal in renewals {
      try statement.execute(arguments: [
        renewal.position, renewal.commit.hex, number(of: renewal.key), renewal.value.tag,
        renewal.value.companion, paths.number(of: [renewal.path]), renewal.line,
      ])
    }
  }

  mutating func add(_ gaps: some Sequence<Gap>) throws {
    for gap in gaps {
      let keys = try gap.keys?.sorted().map { String(try number(of: $0)) }
      try database.execute(
        sql: """
          INSERT INTO gaps (position, "commit", path, reason, hint, pointers, not_here)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          gap.position, gap.commit.hex, gap.path, gap.reason, gap.hint,
          keys?.joined(separator: ","), gap.isNotHere,
        ]
      )
    }
  }

  private mutating func number(of key: PointerKey) throws -> Int {
    try pointers.number(of: [key.service, key.environment])
  }

  private mutating func number(of person: Signature) throws -> Int {
    try people.number(of: [person.name, person.email])
  }
}

/// The numbers that stand for words, given out as they come.
private struct Numbers {
  private let insert: Statement
  private var known: [[String]: Int] = [:]

  init(_ database: Database, _ table: String, _ columns: [String]) throws {
    let names = columns.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    insert = try database.makeStatement(
      sql: "INSERT INTO \(table) (id, \(names)) VALUES (?, \(places))"
    )
    for row in try Row.fetchAll(database, sql: "SELECT id, \(names) FROM \(table)") {
      known[try columns.indices.map { try row.cell($0 + 1) }] = try row.cell(0)
    }
  }

  mutating func number(of words: [String]) throws -> Int {
    if let known = known[words] { return known }
    let number = known.count + 1
    try insert.execute(arguments: StatementArguments([number]) + StatementArguments(words))
    known[words] = number
    return number
  }
}
