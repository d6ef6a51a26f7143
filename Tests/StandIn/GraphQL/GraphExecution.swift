import Notation

/// Runs a query that was looked through.
struct GraphExecution {
  let scene: Scene
  let document: QueryDocument
  let variables: [String: JSONValue]
  private(set) var faults: [GraphFault] = []

  init(scene: Scene, document: QueryDocument, variables: [String: JSONValue]) {
    self.scene = scene
    self.document = document
    self.variables = variables
  }

  /// - Returns: The fields of an object that are asked for.
  mutating func object(
    _ type: String,
    _ source: any Sendable,
    _ selection: [QuerySelection],
    _ path: [JSONValue] = []
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for field in fields(of: selection, on: type) {
      let path = path + [.string(field.key)]
      members[field.key] =
        field.name == "__typename" ? .string(type) : value(of: field, type, source, path)
    }
    return .object(members)
  }

  private mutating func value(
    of field: QueryField,
    _ type: String,
    _ source: any Sendable,
    _ path: [JSONValue]
  ) -> JSONValue {
    guard let found = GraphSchema.type(type)?.fields[field.name] else { return .null }
    let arguments = field.arguments.compactMapValues { $0.value(variables) }
    do throws(GraphProblem) {
      let value = try found.resolve(source, GraphCall(scene: scene, arguments: arguments))
      guard found.isConnection, case .list(let items) = value, let target = found.target else {
        return shown(value, field.selection, path)
      }
      let page = try GraphPage(of: items, field.name, arguments)
      return object(target, page, field.selection, path)
    } catch {
      faults.append(
        GraphFault(message: error.message, type: error.type, path: path, place: field.place)
      )
      return .null
    }
  }

  private mutating func shown(
    _ value: GraphValue,
    _ selection: [QuerySelection],
    _ path: [JSONValue]
  ) -> JSONValue {
    switch value {
    case .scalar(let value): return value
    case .object(let type, let source): return object(type, source, selection, path)
    case .list(let items):
      var values: [JSONValue] = []
      for (place, item) in items.enumerated() {
        values.append(shown(item, selection, path + [.number(place)]))
      }
      return .array(values)
    }
  }
}
