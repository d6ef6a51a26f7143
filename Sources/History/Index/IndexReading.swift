import GRDB
import Git
import Pointers

/// Reads a history from an index.
struct IndexReading {
  private let database: Database
  private let people: [Int: (name: String, email: String)]
  private let pointers: [Int: PointerKey]
  private let paths: [Int: String]

  init(_ database: Database) throws {
    self.database = database
    var people: [Int: (name: String, email: String)] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT id, name, email FROM people") {
      try people[row.cell(0)] = (row.cell(1), row.cell(2))
    }
    var pointers: [Int: PointerKey] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT id, service, environment FROM pointers") {
      try pointers[row.cell(0)] = PointerKey(service: row.cell(1), environment: row.cell(2))
    }
    var paths: [Int: String] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT id, path FROM paths") {
      try paths[row.cell(0)] = row.cell(1)
    }
    (self.people, self.pointers, self.paths) = (people, pointers, paths)
  }

  /// The moves, renewals and gaps before a place of the mainline.
  func history(before end: Int, only keys: Set<PointerKey>?) throws -> IndexedHistory {
    let asked = keys.map { keys in pointers.filter { keys.contains($0.value) }.keys.sorted() }
    let filter = asked.map { " AND pointer IN (\($0.map(String.init).joined(separator: ",")))" }
    var history = IndexedHistory()
    history.moves = try moves(before: end, filter ?? "")
    history.renewals = try renewals(before: end, filter ?? "")
    history.gaps = try gaps(before: end)
    return history
  }

  private func moves(before end: Int, _ filter: String) throws -> [Move] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT position, pointer, tag, companion, path, line, kind, downgrade, skipped, unlabelled,
          certain
        FROM moves WHERE position < ?\(filter) ORDER BY id
        """,
      arguments: [end]
    )
    var commits = try Commits(database, people, before: end)
    var held: [Int: PointerValue] = [:]
    // What a renewal made of a value is what the next move finds.
    var renewed = try Renewed(database, before: end, filter)
    var moves: [Move] = []
    while let row = try rows.next() {
      let (position, pointer) = (try row.cell(0) as Int, try row.cell(1) as Int)
      try renewed.apply(before: position, to: &held)
      let value = try Self.value(row.cell(2), row.cell(3))
      guard let key = pointers[pointer], let path = try paths[row.cell(4)],
        let commit = try commits.at(position), let kind = try Move.Kind(rawValue: row.cell(6))
      else { throw Self.broken }
      moves.append(
        try Move(
          commit: commit,
          key: key,
          before: held[pointer],
          after: value,
          path: path,
          line: row.cell(5),
          kind: kind,
          downgrade: row.cell(7),
          skipped: row.cell(8),
          unlabelled: row.cell(9),
          isCertain: row.cell(10)
        )
      )
      held[pointer] = value
    }
    return moves
  }

  private func renewals(before end: Int, _ filter: String) throws -> [IndexedHistory.Renewal] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT position, "commit", pointer, tag, companion, path, line
        FROM renewals WHERE position < ?\(filter) ORDER BY id
        """,
      arguments: [end]
    )
    var renewals: [IndexedHistory.Renewal] = []
    while let row = try rows.next() {
      guard let commit = try ObjectID(hex: row.cell(1)), let key = try pointers[row.cell(2)],
        let value = try Self.value(row.cell(3), row.cell(4)), let path = try paths[row.cell(5)]
      else { throw Self.broken }
      renewals.append(
        try .init(
          position: row.cell(0),
          commit: commit,
          key: key,
          value: value,
          path: path,
          line: row.cell(6)
        )
      )
    }
    return renewals
  }

  private func gaps(before end: Int) throws -> [Gap] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT "commit", position, path, reason, hint, pointers, not_here FROM gaps
        WHERE position < ? ORDER BY id
        """,
      arguments: [end]
    ).map { row in
      guard let commit = try ObjectID(hex: row.cell(0)) else { throw Self.broken }
      let numbers = try (row.cell(5) as String?)?.split(separator: ",").map { Int($0) }
      let keys = numbers?.map { number in number.flatMap { pointers[$0] } }
      guard keys?.contains(nil) != true else { throw Self.broken }
      return try Gap(
        commit: commit,
        position: row.cell(1),
        path: row.cell(2),
        reason: row.cell(3),
        hint: row.cell(4),
        keys: keys.map { Set($0.compactMap(\.self)) },
        isNotHere: row.cell(6)
      )
    }
  }

  static func value(_ tag: String?, _ companion: String?) -> PointerValue? {
    tag.map { PointerValue(tag: $0, companion: companion) }
  }

  static var broken: HistoryIndex.Failure { .damaged(reason: "one of its rows makes no sense") }
}

/// The commits of moves, read along with them.
private struct Commits {
  private let rows: RowCursor
  private let people: [Int: (name: String, email: String)]
  private var last: MoveCommit?

  init(_ database: Database, _ people: [Int: (name: String, email: String)], before end: Int) throws
  {
    self.people = people
    rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT position, id, author, author_time, author_offset, committer, committer_time,
          committer_offset
        FROM commits WHERE position < ? ORDER BY position
        """,
      arguments: [end]
    )
  }

  /// The commit at a place, which is not before the one asked for last.
  mutating func at(_ position: Int) throws -> MoveCommit? {
    while (last?.position ?? -1) < position {
      guard let row = try rows.next(), let id = try ObjectID(hex: row.cell(1)),
        let author = try people[row.cell(2)], let committer = try people[row.cell(5)]
      else { return nil }
      last = try MoveCommit(
        id: id,
        position: row.cell(0),
        author: Signature(
          name: author.name,
          email: author.email,
          time: row.cell(3),
          offset: row.cell(4)
        ),
        committer: Signature(
          name: committer.name,
          email: committer.email,
          time: row.cell(6),
          offset: row.cell(7)
        )
      )
    }
    return last?.position == position ? last : nil
  }
}

/// The values that renewals bring, in the order of the mainline.
private struct Renewed {
  private let rows: RowCursor
  private var next: (position: Int, pointer: Int, value: PointerValue?)?

  init(_ database: Database, before end: Int, _ filter: String) throws {
    rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT position, pointer, tag, companion FROM renewals WHERE position < ?\(filter) ORDER BY id
        """,
      arguments: [end]
    )
    try advance()
  }

  private mutating func advance() throws {
    next = try rows.next().map { row in
      (try row.cell(0), try row.cell(1), try IndexReading.value(row.cell(2), row.cell(3)))
    }
  }

  mutating func apply(before position: Int, to held: inout [Int: PointerValue]) throws {
    while let one = next, one.position < position {
      held[one.pointer] = one.value
      try advance()
    }
  }
}

extension Row {
  /// A column's value; a value that cannot be one is an error, where a subscript would trap.
  func cell<Value: DatabaseValueConvertible>(_ number: Int) throws -> Value {
    try decode(Value.self, atIndex: number)
  }
}
