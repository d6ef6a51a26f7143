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
      let acme = try Acme.make(at: try scratch.folder("acme"))
      return try blocks.map { block in
        try block.commands.map { command in
          let run =
            try command.person.map { try acme.actor($0).type(command.line) }
            ?? demo.type(command.line)
          return command.prompt + command.line + "\n" + run.transcript
        }.joined()
      }
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
    for (block, text) in zip(blocks, actual) { expectSameText(stable(text), stable(block.text)) }
  }

  @Test
  func thePoliciesOfTheReadmeHaveNoMistake() throws {
    let policies = try packageFolder().text("README.md").split(separator: "```yaml\n").dropFirst()
      .compactMap { $0.split(separator: "```\n").first }
    #expect(policies.count == 2)
    try withScratch { scratch in
      let demo = try DemoRepository.make(at: try scratch.folder("ops"))
      for policy in policies {
        try scratch.write("policy.yaml", String(policy))
        let run = try demo.repository.opsgate(
          "get",
          "web",
          "staging",
          "--policy",
          "../policy.yaml"
        )
        #expect(run.transcript == "v2.1.0\n")
      }
    }
  }
}
