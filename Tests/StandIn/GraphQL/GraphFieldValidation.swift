import Notation

extension GraphValidation {
  mutating func checkArguments(
    of field: QueryField,
    against found: GraphField,
    _ path: [JSONValue]
  ) {
    for value in field.arguments.values { used.formUnion(value.variables) }
    for name in field.arguments.keys.sorted() where !found.arguments.contains(name) {
      let message = "Field '\(field.name)' doesn't accept argument '\(name)'"
      faults.append(
        GraphFault(
          message: message,
          path: path,
          place: field.place,
          extensions: ["code": "argumentNotAccepted", "argumentName": .string(name)]
        )
      )
    }
    let missing = found.required.filter { field.arguments[$0] == nil }.sorted()
    guard !missing.isEmpty else { return }
    let list = missing.joined(separator: ", ")
    let message = "Field '\(field.name)' is missing required arguments: \(list)"
    faults.append(
      GraphFault(
        message: message,
        path: path,
        place: field.place,
        extensions: ["code": "missingRequiredArguments", "arguments": .string(list)]
      )
    )
  }

  mutating func checkSelection(
    of field: QueryField,
    against found: GraphField,
    _ path: [JSONValue]
  ) {
    guard (found.target == nil) != field.selection.isEmpty else { return }
    let message =
      found.target == nil
      ? "Selections can't be made on scalars (field '\(field.name)')"
      : "Field must have selections (field '\(field.name)' returns \(found.target ?? "") but has no selections)"
    faults.append(
      GraphFault(
        message: message,
        path: path,
        place: field.place,
        extensions: ["code": "selectionMismatch"]
      )
    )
  }
}

extension GraphField {
  /// The type that its selection is on.
  var target: String? { isConnection ? type.map { "\($0)Connection" } : type }
}

extension QueryValue {
  /// The variables that it names.
  var variables: Set<String> {
    switch self {
    case .variable(let name): [name]
    case .plain: []
    case .list(let items): items.reduce(into: []) { $0.formUnion($1.variables) }
    case .object(let members): members.values.reduce(into: []) { $0.formUnion($1.variables) }
    }
  }
}
