import Notation

/// Looks through a query before it is run: whether everything that it asks for is there to be asked for.
struct GraphValidation {
  let document: QueryDocument
  var faults: [GraphFault] = []
  var used: Set<String> = []

  init(_ document: QueryDocument) { self.document = document }

  mutating func check(_ operation: QueryOperation) {
    check(
      operation.selection,
      on: "Query",
      [.string(operation.name.map { "query \($0)" } ?? "query")],
      depth: 0
    )
    let title = operation.name ?? "anonymous query"
    let declared = Set(operation.variables.map(\.name))
    for name in used.subtracting(declared).sorted() {
      faults.append(
        GraphFault(message: "Variable $\(name) is used by \(title) but not declared")
      )
    }
    for name in declared.subtracting(used).sorted() {
      faults.append(
        GraphFault(message: "Variable $\(name) is declared by \(title) but not used")
      )
    }
  }

  private mutating func check(
    _ selection: [QuerySelection],
    on type: String,
    _ path: [JSONValue],
    depth: Int
  ) {
    // A fragment that has itself in it would never end.
    guard depth < 50 else {
      return faults.append(GraphFault(message: "Fragments are nested too deeply", path: path))
    }
    for selected in selection {
      switch selected {
      case .field(let field): check(field, on: type, path, depth: depth)
      case .inline(let condition, let inner, let place):
        check(inner, narrowed: condition ?? type, from: type, path, place, depth)
      case .spread(let name, let place):
        guard let fragment = document.fragments[name] else {
          let message = "Fragment \(name) was used, but not defined"
          faults.append(GraphFault(message: message, path: path, place: place))
          continue
        }
        check(fragment.selection, narrowed: fragment.type, from: type, path, place, depth)
      }
    }
  }

  private mutating func check(
    _ selection: [QuerySelection],
    narrowed condition: String,
    from type: String,
    _ path: [JSONValue],
    _ place: QueryPlace,
    _ depth: Int
  ) {
    guard let narrow = GraphSchema.type(condition) else {
      let message = "No such type \(condition), so it can't be a fragment condition"
      return faults.append(GraphFault(message: message, path: path, place: place))
    }
    guard let wide = GraphSchema.type(type), !narrow.members.isDisjoint(with: wide.members) else {
      let message = "Fragment on \(condition) can't be spread inside \(type)"
      return faults.append(GraphFault(message: message, path: path, place: place))
    }
    check(selection, on: condition, path, depth: depth + 1)
  }

  private mutating func check(
    _ field: QueryField,
    on type: String,
    _ path: [JSONValue],
    depth: Int
  ) {
    guard field.name != "__typename" else { return }
    let path = path + [.string(field.key)]
    guard let found = GraphSchema.type(type)?.fields[field.name] else {
      return faults.append(
        GraphFault(
          message: "Field '\(field.name)' doesn't exist on type '\(type)'",
          path: path,
          place: field.place,
          extensions: [
            "code": "undefinedField", "typeName": .string(type), "fieldName": .string(field.name),
          ]
        )
      )
    }
    checkArguments(of: field, against: found, path)
    checkSelection(of: field, against: found, path)
    if let inner = found.target { check(field.selection, on: inner, path, depth: depth + 1) }
  }
}
