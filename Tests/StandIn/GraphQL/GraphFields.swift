import Notation

/// The fields of a type while they are written down.
struct GraphFields<Source: Sendable> {
  private(set) var table: [String: GraphField] = [:]

  mutating func scalar(
    _ name: String,
    _ read: @escaping @Sendable (Source, Scene) -> JSONValue
  ) {
    table[name] = GraphField(type: nil) { source, call in
      (source as? Source).map { .scalar(read($0, call.scene)) } ?? .null
    }
  }

  mutating func text(_ name: String, _ read: @escaping @Sendable (Source) -> String?) {
    scalar(name) { source, _ in .optional(read(source)) }
  }

  mutating func number(_ name: String, _ read: @escaping @Sendable (Source) -> Int?) {
    scalar(name) { source, _ in .optional(read(source)) }
  }

  mutating func flag(_ name: String, _ read: @escaping @Sendable (Source) -> Bool) {
    scalar(name) { source, _ in .bool(read(source)) }
  }

  mutating func time(_ name: String, _ read: @escaping @Sendable (Source) -> World.Time?) {
    scalar(name) { source, _ in .optional(read(source)?.text) }
  }

  /// Something with fields of its own, or null.
  mutating func object(
    _ name: String,
    _ type: String,
    arguments: Set<String> = [],
    required: Set<String> = [],
    _ read: @escaping @Sendable (Source, GraphCall) throws(GraphProblem) -> GraphValue?
  ) {
    var field = GraphField(type: type) { source, call throws(GraphProblem) in
      guard let source = source as? Source else { return .null }
      return try read(source, call) ?? .null
    }
    field.arguments = arguments.union(required)
    field.required = required
    table[name] = field
  }

  /// A list that is read in pages.
  mutating func connection(
    _ name: String,
    _ type: String,
    arguments: Set<String> = [],
    _ read: @escaping @Sendable (Source, GraphCall) throws(GraphProblem) -> [GraphValue]
  ) {
    var field = GraphField(type: type) { source, call throws(GraphProblem) in
      guard let source = source as? Source else { return .null }
      return .list(try read(source, call))
    }
    field.isConnection = true
    field.arguments = arguments.union(["first", "last", "after", "before"])
    table[name] = field
  }
}
