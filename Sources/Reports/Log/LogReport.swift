public import Git
public import History
public import Notation

/// Moves, newest first.
public struct LogReport: Report {
  public let head: ObjectID
  /// Newest first.
  public let moves: [Move]
  /// How many moves more there are that were asked for but are not shown.
  public let omitted: Int

  public init(head: ObjectID, moves: [Move], omitted: Int = 0) {
    self.head = head
    self.moves = moves
    self.omitted = omitted
  }

  public func lines(for view: TerminalView) -> [Text] {
    guard !moves.isEmpty else { return [Text("no moves", .quiet)] }
    let rest = Text("\(omitted) earlier moves; `-n` shows more", .quiet)
    return LogTable(moves: moves, view: view).lines + (omitted > 0 ? [Text(), rest] : [])
  }

  public var records: [Text] {
    moves.map { move in
      Text(fields: [
        Text(Timestamp.rfc3339(move.time)), Text(move.environment), Text(move.service),
        Text(move.from ?? ""), Text(move.to ?? ""), Text(move.kind.rawValue),
        Text(move.marks.joined(separator: ",")), Text(move.author.name),
        Text(move.commit.id.hex), Text("\(move.path):\(move.line)"),
      ])
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.log/1",
      "head": .string(head.hex),
      "moves": .array(moves.map(\.json)),
    ]
  }
}
