import Gate
import OpsTestSupport
import Testing
import Yams

/// The tables in `Fixtures/Verdicts` say what the gate says.
struct VerdictTableTests {
  static let names = [
    "approvals", "checks", "emergency", "freeze", "order", "policy", "rollback", "doubt",
    "bootstrap",
    "sealed", "github",
  ]

  @Test(arguments: names)
  func theTableIsTrue(_ name: String) throws {
    let table = try Self.table(name)
    let world = try VerdictWorld(policy: try Self.policy(of: table))
    for line in table.cases {
      let verdict = try world.verdict(on: line)
      #expect(Self.words(verdict) == line.verdict, "\(name): \(line.it)\n\(verdict.findings)")
      #expect(
        verdict.findings.map { "\($0.rule.rawValue) \($0.severity.rawValue)" }
          == line.findings ?? [],
        "\(name): \(line.it)\n\(verdict.findings.map(\.message))"
      )
    }
  }

  @Test
  func thereAreEnoughCases() throws {
    #expect(try Self.names.reduce(0) { try $0 + Self.table($1).cases.count } >= 150)
  }

  /// Every finding says in one line what is so, and most say what to do.
  @Test(arguments: names)
  func everyFindingExplainsItself(_ name: String) throws {
    let table = try Self.table(name)
    let world = try VerdictWorld(policy: try Self.policy(of: table))
    for finding in try table.cases.flatMap({ try world.verdict(on: $0).findings }) {
      #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
      #expect(!finding.message.contains("\n") && finding.message.count <= 200)
      #expect(finding.message.first?.isUppercase == false, "\(finding.message)")
    }
  }

  private static func words(_ verdict: Verdict) -> String {
    verdict.outcome.rawValue + (verdict.exception ? " under exception" : "")
      + (verdict.kind == .rollback ? " as a rollback" : "")
  }

  private static func table(_ name: String) throws -> VerdictTable {
    try YAMLDecoder().decode(
      VerdictTable.self,
      from: packageFolder().text("Fixtures/Verdicts/\(name).yaml")
    )
  }

  private static func policy(of table: VerdictTable) throws -> String {
    if let policy = table.policy { return policy }
    let other = try Self.table(try #require(table.like))
    return try #require(other.policy)
  }
}
