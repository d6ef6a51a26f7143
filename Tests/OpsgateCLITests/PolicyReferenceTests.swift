import OpsTestSupport
import Testing

/// The page says what the parser takes.
struct PolicyReferenceTests {
  private static func page() throws -> String {
    try packageFolder().text("Sources/OpsgateCLI/OpsgateCLI.docc/PolicyReference.md")
  }

  private static func example() throws -> String {
    let parts = try page().split(separator: "```yaml\n")
    return String(try #require(parts.last?.split(separator: "```").first))
  }

  /// What the page shows is read as it stands.
  @Test
  func theExampleIsAPolicy() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try scratch.write("page.yaml", try Self.example())
      let run = try ops.repository.opsgate("status", "--policy", scratch.path("page.yaml"))
      // The repository has other files; that is all there is to be said.
      #expect(run.stderr.contains("find nothing") && !run.stderr.contains("page.yaml:"), "\(run)")
    }
  }

  /// Every key that the parser knows is explained, and stands in the example.
  @Test
  func everyKeyIsThere() throws {
    let package = packageFolder()
    let found = try Shell.run(
      "grep",
      [
        "-rhozE", #"[kK]eys(: \[String\])?( =|:) \[[^]]*\]"#, package.path("Sources/Gate/Policy"),
        package.path("Sources/Pointers/Layout"),
      ]
    ).checked().stdout
    let keys = Set(found.matches(of: /"([a-z-]+)"/).map { String($0.1) })
    #expect(keys.count > 40, "\(keys.sorted())")
    let (page, example) = (try Self.page(), try Self.example())
    for key in keys {
      #expect(page.contains("`\(key)`") || page.contains(".\(key)`"), "\(key)")
      #expect(example.contains("\(key):"), "\(key)")
    }
  }
}
