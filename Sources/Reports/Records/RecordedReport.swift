public import Attestations
public import Git
public import Notation

/// What was recorded: the answer of `approve`, `reject`, `revoke` and `check record`.
public struct RecordedReport: Sendable {
  /// The command: `approve`.
  public let command: String
  /// The notes reference that was written.
  public let ref: String
  /// Where it stands now; `nil` where nothing was written.
  public let tip: ObjectID?
  public let statements: [Statement]
  /// The records' names, in the same order; none where nothing was signed.
  public let names: [RecordName]
  public let isPushed: Bool

  public init(
    command: String,
    ref: String,
    tip: ObjectID?,
    statements: [Statement],
    names: [RecordName],
    isPushed: Bool = false
  ) {
    self.command = command
    self.ref = ref
    self.tip = tip
    self.statements = statements
    self.names = names
    self.isPushed = isPushed
  }
}

extension RecordedReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    guard !names.isEmpty else { return records }
    return zip(names, statements).map { name, statement in
      "\("recorded ", .quiet)\(statement.verb, statement.label)\(" in ", .quiet)\(statement.environment ?? "-", .environment)\(" by ", .quiet)\(statement.signer, .person)\(" as ", .quiet)\(name.short, .commit)"
    }
  }

  /// The records' names; what would be signed where nothing was.
  public var records: [Text] {
    names.isEmpty ? statements.map { Text($0.payloadText) } : names.map { Text($0.text) }
  }

  public var json: JSONValue {
    [
      "schema": .string("opsgate.\(command)/1"),
      "ref": .string(ref),
      "notes": .optional(tip?.hex),
      "pushed": .bool(isPushed),
      "records": .array(
        statements.enumerated().map { position, statement in
          [
            "record": .optional(position < names.count ? names[position].text : nil),
            "payload": .string(statement.payloadText),
          ]
        }
      ),
    ]
  }
}

extension Statement {
  /// The bytes that are signed, which are JSON on one line.
  fileprivate var payloadText: String { String(decoding: payload, as: UTF8.self) }
}
