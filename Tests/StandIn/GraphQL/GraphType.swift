import Notation

/// A type of GitHub's GraphQL, as far as the stand-in has it.
struct GraphType: Sendable {
  let name: String
  /// The types that something of this type may be of: for an interface and a union; else itself alone.
  let members: Set<String>
  let fields: [String: GraphField]

  /// An object: something of the world.
  static func object<Source: Sendable>(
    _ name: String,
    of source: Source.Type = Source.self,
    _ fill: (inout GraphFields<Source>) -> Void
  ) -> GraphType {
    var fields = GraphFields<Source>()
    fill(&fields)
    return GraphType(name: name, members: [name], fields: fields.table)
  }

  /// Several types under one name, and the fields that all of them have.
  static func anyOf(
    _ name: String,
    _ members: Set<String>,
    fields: Set<String> = []
  ) -> GraphType {
    var table: [String: GraphField] = [:]
    for field in fields { table[field] = GraphField(type: nil) { _, _ in .null } }
    return GraphType(name: name, members: members.union([name]), fields: table)
  }
}

/// One field of a type, and how its value is found.
struct GraphField: Sendable {
  typealias Resolver = @Sendable (any Sendable, GraphCall) throws(GraphProblem) -> GraphValue

  /// The type of its value; `nil` for a scalar.
  let type: String?
  var isConnection = false
  var arguments: Set<String> = []
  var required: Set<String> = []
  let resolve: Resolver
}

/// What a field is asked with.
struct GraphCall: Sendable {
  let scene: Scene
  let arguments: [String: JSONValue]

  var world: World { scene.world }
}

/// What a field is: a scalar, nothing, something with fields, or several of these.
enum GraphValue: Sendable {
  case scalar(JSONValue)
  case object(String, any Sendable)
  case list([GraphValue])

  static let null = GraphValue.scalar(.null)
}

/// Why a field has no value: null stands in its place.
struct GraphProblem: Error {
  let type: String
  let message: String
}
