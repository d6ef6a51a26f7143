import Notation

/// What a query costs: GitHub counts how many lists may have to be read, not how many are.
struct GraphCost {
  let document: QueryDocument
  let variables: [String: JSONValue]
  /// How many lists are read at most.
  private(set) var lists = 0
  /// How many items they have at most.
  private(set) var nodes = 0
  /// How many objects of Git are asked for by name.
  private(set) var objects = 0

  init(of operation: QueryOperation, in document: QueryDocument, _ variables: [String: JSONValue]) {
    self.document = document
    self.variables = variables
    add(operation.selection, on: "Query", times: 1)
  }

  /// A point for each hundred lists, and one at least.
  var points: Int { max(1, (lists + 50) / 100) }

  private mutating func add(_ selection: [QuerySelection], on type: String, times: Int) {
    for selected in selection {
      switch selected {
      case .field(let field): add(field, on: type, times: times)
      case .inline(let condition, let inner, _): add(inner, on: condition ?? type, times: times)
      case .spread(let name, _):
        guard let fragment = document.fragments[name] else { continue }
        add(fragment.selection, on: fragment.type, times: times)
      }
    }
  }

  private mutating func add(_ field: QueryField, on type: String, times: Int) {
    guard let found = GraphSchema.type(type)?.fields[field.name] else { return }
    if type == "Repository", field.name == "object" { objects += 1 }
    guard let target = found.target else { return }
    var times = times
    if found.isConnection {
      lists += times
      times *= (field.arguments["first"] ?? field.arguments["last"])?.value(variables)?.number ?? 1
      nodes += times
    }
    add(field.selection, on: target, times: times)
  }
}
