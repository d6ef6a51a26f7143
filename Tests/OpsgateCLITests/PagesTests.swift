import OpsTestSupport
import Testing

/// The pages say what is there.
struct PagesTests {
  private static let catalogue = "Sources/OpsgateCLI/OpsgateCLI.docc"

  /// Every test that the threat model names is one.
  @Test
  func theThreatModelNamesTests() throws {
    let package = packageFolder()
    let page = try package.text("\(Self.catalogue)/ThreatModel.md")
    let tried = try #require(page.split(separator: "## Not protected against").first)
    let names = tried.matches(of: /`([a-z]+[A-Z][A-Za-z]*)`/).map { String($0.1) }
    #expect(names.count > 40)
    let tests = try Shell.run("grep", ["-rhoE", "func [A-Za-z]+\\(", package.path("Tests")])
      .checked().stdout
    for name in names { #expect(tests.contains("func \(name)("), "\(name)") }
  }

  /// Links of the pages lead to pages, and every page is linked.
  @Test
  func linksLeadSomewhere() throws {
    let package = packageFolder()
    let files = try Shell.run("ls", [package.path(Self.catalogue)]).checked().stdout
      .split(separator: "\n").filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    var linked: Set<String> = []
    for file in files {
      let text = try package.text("\(Self.catalogue)/\(file).md")
      linked.formUnion(text.matches(of: /<doc:([A-Za-z]+)>/).map { String($0.1) })
    }
    #expect(linked == Set(files).subtracting(["OpsgateCLI"]))
  }
}
