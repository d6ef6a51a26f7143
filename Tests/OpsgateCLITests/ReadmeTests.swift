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

  private func run(_ block: ConsoleBlock, in demo: DemoRepository) throws -> String {
    try block.commands.map { "$ \($0)\n" + (try demo.type($0).transcript) }.joined()
  }
}
