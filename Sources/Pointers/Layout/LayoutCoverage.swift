extension Layout {
  /// Whether this layout finds every pointer that another one finds: it has all of its entries, and spells all of
  /// its environments as that does.
  public func covers(_ other: Layout) -> Bool {
    Set(reading.entries).isSuperset(of: other.reading.entries)
      && Set(reading.environments).isSuperset(of: other.reading.environments)
  }

  /// Whether both find the same pointers in the same places.
  public func readsLike(_ other: Layout) -> Bool { reading == other.reading }

  private var reading: LayoutReadingRule {
    LayoutReadingRule(
      entries: entries.map {
        .init(paths: $0.paths, query: $0.query, service: $0.service, environment: $0.environment)
      },
      environments: environments.map { .init(name: $0.name, directory: $0.directory) }
    )
  }
}

/// What of a layout decides which scalars are pointers, and whose: no orders, no scopes, no lines.
private struct LayoutReadingRule: Hashable {
  struct Entry: Hashable {
    let paths: [PathTemplate]
    let query: ScalarQuery
    let service: String?
    let environment: String?
  }

  struct Spelling: Hashable {
    let name: String
    let directory: String
  }

  let entries: [Entry]
  let environments: [Spelling]
}
