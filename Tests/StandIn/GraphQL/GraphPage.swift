import Notation

/// Part of a list, as a connection shows it.
struct GraphPage: Sendable {
  let nodes: [GraphValue]
  let total: Int
  let start: Int

  /// - Parameters:
  ///   - items: The whole list.
  ///   - name: The field, for the words of an error.
  ///   - arguments: `first` or `last`, and `after` or `before`.
  /// - Throws: `GraphProblem` where no size is asked for, or one that is too large.
  init(
    of items: [GraphValue],
    _ name: String,
    _ arguments: [String: JSONValue]
  ) throws(GraphProblem) {
    let (first, last) = (arguments["first"]?.number, arguments["last"]?.number)
    guard let size = first ?? last else {
      throw GraphProblem(
        type: "MISSING_PAGINATION_BOUNDARIES",
        message:
          "You must provide a `first` or `last` value to properly paginate the `\(name)` connection."
      )
    }
    guard (1...100).contains(size) else {
      throw GraphProblem(
        type: "EXCESSIVE_PAGINATION",
        message:
          "Requesting \(size) records on the `\(name)` connection exceeds the limit of 100 records."
      )
    }
    let low = Self.place(arguments["after"]).map { min($0 + 1, items.count) } ?? 0
    let high = max(low, Self.place(arguments["before"]).map { min($0, items.count) } ?? items.count)
    let range = first == nil ? max(low, high - size)..<high : low..<min(high, low + size)
    nodes = Array(items[range])
    total = items.count
    start = range.lowerBound
  }

  private static func place(_ cursor: JSONValue?) -> Int? {
    (cursor?.text).flatMap { Int($0.dropFirst(prefix.count)) }
  }

  private static let prefix = "cursor:"

  func cursor(_ offset: Int) -> JSONValue { .string(Self.prefix + String(start + offset)) }

  static func type(of node: String) -> GraphType {
    .object("\(node)Connection", of: GraphPage.self) { fields in
      fields.number("totalCount") { $0.total }
      fields.object("nodes", node) { page, _ in .list(page.nodes) }
      fields.object("edges", "\(node)Edge") { page, _ in
        .list(
          page.nodes.enumerated()
            .map { .object("\(node)Edge", GraphEdge(node: $1, cursor: page.cursor($0))) }
        )
      }
      fields.object("pageInfo", "PageInfo") { page, _ in .object("PageInfo", page) }
    }
  }

  static let info = GraphType.object("PageInfo", of: GraphPage.self) { fields in
    fields.flag("hasNextPage") { $0.start + $0.nodes.count < $0.total }
    fields.flag("hasPreviousPage") { $0.start > 0 }
    fields.scalar("endCursor") { page, _ in
      page.nodes.isEmpty ? .null : page.cursor(page.nodes.count - 1)
    }
    fields.scalar("startCursor") { page, _ in page.nodes.isEmpty ? .null : page.cursor(0) }
  }
}

/// One item of a connection, with the place that it has in the whole list.
struct GraphEdge: Sendable {
  let node: GraphValue
  let cursor: JSONValue

  static func type(of node: String) -> GraphType {
    .object("\(node)Edge", of: GraphEdge.self) { fields in
      fields.scalar("cursor") { edge, _ in edge.cursor }
      fields.object("node", node) { edge, _ in edge.node }
    }
  }
}
