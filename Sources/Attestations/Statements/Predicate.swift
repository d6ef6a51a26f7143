import Git
import Notation

/// What a record says of its subject, by a type that is written beside it.
protocol Predicate {
  static var type: String { get }

  init(reading fields: inout Fields, of subject: Subject) throws(RecordMistake)

  var subject: Subject { get }
  var predicate: JSONValue { get }
}

extension JSONValue {
  /// An object without the members that are `nil`: what is absent is left out, never `null`.
  static func object(present members: [String: JSONValue?]) -> JSONValue {
    .object(members.compactMapValues { $0 })
  }

  static func id(_ id: ObjectID) -> JSONValue { .string(id.hex) }

  static func names(_ names: [RecordName]) -> JSONValue { .array(names.map { .string($0.text) }) }
}
