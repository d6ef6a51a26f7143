import Foundation
import OpsTestSupport
import Testing

/// What the README shows is what happens.
struct ReadmeTests {
  @Test
  func everySessionOfTheReadmeIsTrue() throws {
    let package = packageFolder()
    var lines = try package.text("README.md").split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let blocks = ConsoleBlock.all(in: lines)
    #expect(!blocks.isEmpty)
    let actual = try withScratch { scratch in
      let demo = try DemoRepository.make(at: try scratch.folder("ops"))
      return try blocks.map { try run($0, in: demo) }
    }
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      for (block, text) in zip(blocks, actual).reversed() {
        lines.replaceSubrange(
          block.lines,
          with: text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        )
      }
      return try package.write("README.md", lines.joined(separator: "\n"))
    }
    for (block, text) in zip(blocks, actual) { expectSameText(text, block.text) }
  }

  @Test
  func thePolicyOfTheReadmeHasNoMistake() throws {
    let parts = try packageFolder().text("README.md").split(separator: "```yaml\n")
    let policy = try #require(parts.dropFirst().first?.split(separator: "```\n").first)
    try withScratch { scratch in
      let demo = try DemoRepository.make(at: try scratch.folder("ops"))
      try scratch.write("policy.yaml", String(policy))
      let run = try demo.repository.opsgate("get", "web", "staging", "--policy", "../policy.yaml")
      #expect(run.transcript == "v2.1.0\n")
    }
  }

  private func run(_ block: ConsoleBlock, in demo: DemoRepository) throws -> String {
    try block.commands.map { "$ \($0)\n" + (try demo.type($0).transcript) }.joined()
  }
}
