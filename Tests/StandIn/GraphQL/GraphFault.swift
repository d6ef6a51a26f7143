import Notation

/// An error that stands in the answer to a query.
struct GraphFault: Error {
  let message: String
  var type: String?
  var path: [JSONValue] = []
  var place: QueryPlace?
  /// `undefinedField` and the like, for a query that cannot be run at all.
  var extensions: [String: JSONValue] = [:]

  var value: JSONValue {
    var members: [String: JSONValue] = ["message": .string(message)]
    if let type { members["type"] = .string(type) }
    if !path.isEmpty { members["path"] = .array(path) }
    if !extensions.isEmpty { members["extensions"] = .object(extensions) }
    if let place {
      members["locations"] = [["line": .number(place.line), "column": .number(place.column)]]
    }
    return .object(members)
  }
}
