import Gate
import OpsTestSupport
import Testing
import Yams

/// A refusal says why what looks like a rollback is none.
struct RollbackWordsTests {
  static let cases = [
    ("back too far", "it restores the state of 4 changes ago, and 'within' is 3"),
    (
      "back to a state that was never allowed",
      "the state that it restores was not allowed without exception"
    ),
    ("back to a tag that was rolled back from", "was rolled back from"),
    ("the vault has no fast track", "the policy has no 'rollback' for 'vault'"),
  ]

  @Test(arguments: cases)
  func itSaysWhy(_ name: String, _ words: String) throws {
    let table = try YAMLDecoder().decode(
      VerdictTable.self,
      from: packageFolder().text("Fixtures/Verdicts/rollback.yaml")
    )
    let world = try VerdictWorld(policy: try #require(table.policy))
    let line = try #require(table.cases.first { $0.it == name })
    let note = try world.verdict(on: line).findings.last { $0.rule == .downgrade }
    #expect(note?.message.contains("it is not taken for a rollback: ") == true)
    #expect(note?.message.contains(words) == true, "\(note?.message ?? "")")
  }
}
