import Notation

extension Statement {
  private static let type = "https://in-toto.io/Statement/v1"
  /// The most bytes that a payload may have: some thousand moves.
  static let largest = 1 << 20
  private static let deepest = 8

  /// Reads a payload, of which nothing may be unknown, missing, twice there or written otherwise.
  ///
  /// - Throws: Why it is none.
  public init(parsing payload: [UInt8]) throws(RecordMistake) {
    let value = try RecordJSON.value(
      payload,
      "the payload",
      largest: Self.largest,
      deepest: Self.deepest
    )
    var fields = try Fields(value, at: "")
    try Self.check("_type", is: Self.type, in: &fields)
    let type = try fields.string("predicateType")
    let subject = try Subject(reading: &fields)
    var predicate = try fields.object("predicate")
    try fields.finish()
    self = try Self.statement(type, &predicate, subject)
    try predicate.finish()
    guard self.payload == payload else {
      throw RecordMistake(
        .notCanonical,
        "the payload is not in canonical form: keys sorted, no white space, no needless escapes"
      )
    }
  }

  private static func check(
    _ key: String,
    is expected: String,
    in fields: inout Fields
  ) throws(RecordMistake) {
    let text = try fields.string(key)
    guard text == expected else {
      throw RecordMistake(.unsupported, "'\(key)' must be '\(expected)', and is '\(text.excerpt)'")
    }
  }

  private static func statement(
    _ type: String,
    _ fields: inout Fields,
    _ subject: Subject
  ) throws(RecordMistake) -> Statement {
    switch type {
    case Approval.type: return .approval(try Approval(reading: &fields, of: subject))
    case CheckResult.type: return .check(try CheckResult(reading: &fields, of: subject))
    case Evidence.type: return .evidence(try Evidence(reading: &fields, of: subject))
    case Checkpoint.type: return .checkpoint(try Checkpoint(reading: &fields, of: subject))
    default:
      throw RecordMistake(
        .unsupported,
        "no predicate that this opsgate knows is called '\(type.excerpt)'"
      )
    }
  }

  /// The bytes that are signed and named: the one way to write the statement.
  public var payload: [UInt8] {
    let predicate = predicate
    let value: JSONValue = [
      "_type": .string(Self.type),
      "subject": predicate.subject.json,
      "predicateType": .string(Swift.type(of: predicate).type),
      "predicate": predicate.predicate,
    ]
    return value.canonical
  }

  /// The payload, after a look whether every reader will take it.
  ///
  /// - Throws: What no record may say: a comment that is too long, an empty name.
  public func signablePayload() throws(RecordMistake) -> [UInt8] {
    let payload = payload
    _ = try Statement(parsing: payload)
    return payload
  }
}
