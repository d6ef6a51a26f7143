import Pointers

/// Layouts for tests, spelled as a policy file would spell them.
enum TestLayout {
  struct Entry: Sendable {
    let paths: [String]
    var key: String?
    var pattern: String?
    var order: TagOrder?
    var environment: String?
  }

  static let environments = [
    Environment(name: "dev"),
    Environment(name: "staging", from: "dev"),
    Environment(name: "production", from: "staging", directory: "prod"),
  ]

  static func make(
    _ entries: [Entry],
    environments: [Environment] = environments
  ) throws -> Layout {
    Layout(environments: environments, entries: try entries.map(entry))
  }

  private static func entry(_ entry: Entry) throws -> PointerEntry {
    let query =
      if let pattern = entry.pattern {
        ScalarQuery(.pattern(try PatternTemplate(parsing: pattern)))
      } else {
        ScalarQuery(.key(try ScalarPath(parsing: entry.key ?? "tag"), document: []))
      }
    return PointerEntry(
      paths: try entry.paths.map { try PathTemplate(parsing: $0) },
      query: query,
      order: entry.order,
      environment: entry.environment
    )
  }

  /// One file for each pointer: `apps/api/prod.yaml`, `tag`.
  static func plain() throws -> Layout {
    try make([Entry(paths: ["apps/{service}/{environment}.yaml"], key: "tag")])
  }

  /// Everything at once: overlays over a base, one file for all, copies, text, an older place.
  static func mixed() throws -> Layout {
    try make([
      Entry(
        paths: ["apps/{service}/{environment}/values.yaml", "apps/{service}/base.yaml"],
        key: "image.tag"
      ),
      Entry(paths: ["all.yaml"], key: "{environment}.{service}.tag"),
      Entry(paths: ["old/{environment}/{service}"], pattern: "(?m)^TAG=(?<tag>.*)$"),
      Entry(paths: ["one/**/{service}.json"], key: "tag", order: .numeric, environment: "dev"),
    ])
  }
}
