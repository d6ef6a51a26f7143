import Notation

/// A query as it was read: what it asks for, and the fragments that it uses.
struct QueryDocument {
  let operations: [QueryOperation]
  let fragments: [String: QueryFragment]
}

struct QueryOperation {
  /// `query`, `mutation` or `subscription`.
  let kind: String
  let name: String?
  let variables: [QueryVariable]
  let selection: [QuerySelection]
}

/// A variable that an operation declares.
struct QueryVariable {
  let name: String
  /// As it is written: `[String!]`, `GitObjectID!`.
  let type: String
  let preset: QueryValue?

  var isRequired: Bool { type.hasSuffix("!") && preset == nil }
}

struct QueryFragment {
  let type: String
  let selection: [QuerySelection]
  let place: QueryPlace
}

indirect enum QuerySelection {
  case field(QueryField)
  /// `...Name`.
  case spread(String, QueryPlace)
  /// `... on Type { }`; without a type it is on whatever stands around it.
  case inline(type: String?, [QuerySelection], QueryPlace)
}

struct QueryField {
  let alias: String?
  let name: String
  let arguments: [String: QueryValue]
  let selection: [QuerySelection]
  let place: QueryPlace

  /// Under which its value stands in the answer.
  var key: String { alias ?? name }
}

/// A value in a query, which may name variables.
indirect enum QueryValue {
  case variable(String)
  case plain(JSONValue)
  case list([QueryValue])
  case object([String: QueryValue])

  /// The value itself; a variable that nobody gave is absent.
  func value(_ variables: [String: JSONValue]) -> JSONValue? {
    switch self {
    case .variable(let name): variables[name]
    case .plain(let value): value
    case .list(let items): .array(items.map { $0.value(variables) ?? .null })
    case .object(let members): .object(members.compactMapValues { $0.value(variables) })
    }
  }
}
