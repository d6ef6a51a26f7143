import Notation

/// One query, from its text to its answer.
struct GraphQLRun {
  let scene: Scene
  /// How many points of the hour are used up already.
  let used: Int
  /// A query for more objects than that is too much; `nil` where nothing is.
  let mostObjects: Int?

  /// - Returns: The answer, and the points that it cost.
  func answer(_ text: String, _ given: JSONValue) -> (JSONValue, cost: Int) {
    do throws(GraphFault) {
      let document = try read(text)
      let operation = try operation(of: document)
      var validation = GraphValidation(document)
      validation.check(operation)
      guard validation.faults.isEmpty else { return (Self.refusal(validation.faults), 1) }
      let variables = try variables(of: operation, given)
      return run(operation, of: document, variables)
    } catch {
      return (Self.refusal([error]), 1)
    }
  }

  private static func refusal(_ faults: [GraphFault]) -> JSONValue {
    ["errors": .array(faults.map(\.value))]
  }

  private func read(_ text: String) throws(GraphFault) -> QueryDocument {
    do throws(QueryFault) {
      var parser = try QueryParser(text)
      return try parser.document()
    } catch {
      throw GraphFault(message: error.message, place: error.place)
    }
  }

  private func operation(of document: QueryDocument) throws(GraphFault) -> QueryOperation {
    guard let operation = document.operations.first, document.operations.count == 1 else {
      throw GraphFault(message: "An operation name is required")
    }
    guard operation.kind == "query" else {
      throw GraphFault(message: "The stand-in answers queries alone, and no \(operation.kind)")
    }
    return operation
  }

  private func variables(
    of operation: QueryOperation,
    _ given: JSONValue
  ) throws(GraphFault) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for variable in operation.variables {
      let value = given[variable.name] ?? variable.preset?.value([:])
      guard value.map({ $0 != .null }) ?? false || !variable.isRequired else {
        throw GraphFault(
          message:
            "Variable $\(variable.name) of type \(variable.type) was provided invalid value",
          extensions: ["value": .null]
        )
      }
      values[variable.name] = value
    }
    return values
  }

  private func run(
    _ operation: QueryOperation,
    of document: QueryDocument,
    _ variables: [String: JSONValue]
  ) -> (JSONValue, cost: Int) {
    let cost = GraphCost(of: operation, in: document, variables)
    if let mostObjects, cost.objects > mostObjects { return (Self.tooMuch, cost.points) }
    let rate = GraphRate(cost: cost.points, nodes: cost.nodes, used: used)
    var execution = GraphExecution(scene: scene, document: document, variables: variables)
    let data = execution.object("Query", GraphRoot(rate: rate), operation.selection)
    var answer: [String: JSONValue] = ["data": data]
    if !execution.faults.isEmpty { answer["errors"] = .array(execution.faults.map(\.value)) }
    return (.object(answer), cost.points)
  }

  private static let tooMuch: JSONValue = [
    "data": ["repository": .null],
    "errors": [
      [
        "type": "RESOURCE_LIMITS_EXCEEDED",
        "message": "Resource limits for this query exceeded.",
      ]
    ],
  ]
}
