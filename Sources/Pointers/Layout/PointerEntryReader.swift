extension SourceReader {
  /// Reads `pointers:`.
  public mutating func pointerEntries(
    _ node: SourceNode,
    environments: [Environment]
  ) -> [PointerEntry] {
    let items = list(node, "pointers")
    if case .list = node.content, items.isEmpty {
      note("'pointers' names no file", at: node, hint: "give at least one 'path' and 'key'")
    }
    return items.compactMap { entry($0, environments) }
  }

  private static let entryKeys = [
    "path", "key", "pattern", "document", "part", "comment", "order", "service", "environment",
  ]

  private mutating func entry(_ item: SourceNode, _ environments: [Environment]) -> PointerEntry? {
    guard let table = table(item, "pointers", keys: Self.entryKeys) else { return nil }
    let paths = required(table, "path").map { templates($0) }
    let query = self.query(table)
    let order: TagOrder? = table["order"].flatMap { choice($0, "order") }
    let service = table["service"].flatMap { serviceName($0) }
    let environment = table["environment"].flatMap { environmentName($0, environments) }
    guard let paths, let query, !paths.isEmpty else { return nil }
    checkService(table, paths, query)
    checkEnvironment(table, paths, query, environments)
    return PointerEntry(
      paths: paths.map(\.template),
      query: query,
      order: order,
      service: service,
      environment: environment,
      line: item.line
    )
  }

  private typealias WrittenTemplate = (template: PathTemplate, node: SourceNode)

  private mutating func templates(_ node: SourceNode) -> [WrittenTemplate] {
    guard case .list(let items) = node.content else { return template(node).map { [$0] } ?? [] }
    if items.isEmpty { note("'path' names no file", at: node) }
    return names(node, "path").compactMap { template($0.node) }
  }

  private mutating func template(_ node: SourceNode) -> WrittenTemplate? {
    guard let text = text(node, "path") else { return nil }
    do throws(PathTemplate.Mistake) {
      return (try PathTemplate(parsing: text), node)
    } catch {
      note(error.message, at: node, offset: error.offset, hint: error.hint)
      return nil
    }
  }

  private mutating func serviceName(_ node: SourceNode) -> String? {
    guard let name = text(node, "service") else { return nil }
    guard let flaw = ServiceName.flaw(in: name) else { return name }
    note("the service's name '\(name.shortened)' \(flaw)", at: node)
    return nil
  }

  private mutating func environmentName(
    _ node: SourceNode,
    _ environments: [Environment]
  ) -> String? {
    guard let name = text(node, "environment") else { return nil }
    let names = environments.map(\.name)
    if names.contains(name) { return name }
    noteUnknownEnvironment(name, at: node, among: names)
    return nil
  }

  /// Each path, or the key, must say whose pointers they are; two that say it could contradict each other.
  private mutating func checkService(
    _ table: SourceTable,
    _ paths: [WrittenTemplate],
    _ query: ScalarQuery
  ) {
    if let fixed = table["service"] {
      guard paths.contains(where: \.template.bindsService) else { return }
      note("'service' is fixed here, and '{service}' stands in the path", at: fixed, hint: keepOne)
    } else if !query.placeholders.contains(.service) {
      for path in paths where !path.template.bindsService {
        note("nothing says which service's pointers these are", at: path.node, hint: saySevice)
      }
    }
  }

  private mutating func checkEnvironment(
    _ table: SourceTable,
    _ paths: [WrittenTemplate],
    _ query: ScalarQuery,
    _ environments: [Environment]
  ) {
    let isBound = paths.contains(where: \.template.bindsEnvironment)
    if let fixed = table["environment"] {
      guard isBound else { return }
      note(
        "'environment' is fixed here, and '{environment}' stands in the path",
        at: fixed,
        hint: keepOne
      )
    } else if !isBound, !query.placeholders.contains(.environment), environments.count > 1 {
      note(
        "nothing says which environment's pointers these are",
        at: paths[0].node,
        hint: sayEnvironment
      )
    }
  }
}

private let keepOne = "leave one of them out"
private let saySevice = "put '{service}' into 'path' or 'key', or give it with 'service:'"
private let sayEnvironment =
  "put '{environment}' into 'path' or 'key', or give it with 'environment:'"
