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

  /// What the workflows run works as it stands, in a clone as they make it.
  @Test
  func theWorkflowsRun() throws {
    let package = packageFolder()
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      try acme.repository.git(
        "push",
        "--quiet",
        bare.path,
        "refs/notes/opsgate/*:refs/notes/opsgate/*"
      )
      let clone = try bare.clone(to: Folder(path: scratch.path("clone")))
      let ci = try acme.actor("ci", in: clone)
      var ran = 0
      for name in ["pull-request", "promote", "production"] {
        let lines = try package.text("\(Self.catalogue)/Workflows/\(name).yml")
          .split(separator: "\n")
        for line in lines {
          guard let command = line.wholeMatch(of: /\s*- run: ((?:git config|opsgate) .*)/)?.1 else {
            continue
          }
          ran += 1
          if command.hasPrefix("git") {
            try Shell.run("sh", ["-euc", String(command)], in: clone.path).checked()
            continue
          }
          let words = command.split(separator: " ").dropFirst().map(String.init)
          let run = try ci.opsgate(words)
          // Unpinned, the strict verdict is undecided.
          #expect(run.status == (words.contains("--strict") ? 2 : 0), "\(run)")
        }
      }
      #expect(ran == 11)
    }
  }
}
