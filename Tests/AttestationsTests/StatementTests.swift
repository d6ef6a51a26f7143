import Attestations
import Foundation
import Git
import OpsTestSupport
import Testing

/// The golden files were written by Python's `json` (keys sorted, separators without blanks, no ASCII
/// escapes), not by the code under test.
struct StatementTests {
  private static let subject = Subject(
    commit: Sample.id("0123456789abcdef0123456789abcdef01234567"),
    tree: Sample.id("89abcdef0123456789abcdef0123456789abcdef")
  )
  private static let nonce = Nonce("00112233445566778899aabbccddeeff") ?? Sample.nonce(0)

  static let approval = Approval(
    subject: subject,
    decision: .approve,
    repository: "github.com/acme/ops",
    environment: "production",
    moves: [
      Approval.Move(service: "api", from: "v1.2.0", to: "v1.3.0", path: "apps/api/prod/values.yaml")
    ],
    change: Sample.change,
    base: Sample.id("fedcba9876543210fedcba9876543210fedcba98"),
    policy: Sample.id("1"),
    approver: "alice",
    comment: "Größe \"geprüft\" \\o/\nzweite Zeile\t\u{1}\u{7f} 🚀</",
    issuedAt: Sample.time,
    expiresAt: Sample.time + 7 * 86_400,
    seen: Sample.id("2"),
    supersedes: [Sample.name("a")],
    emergency: Approval.Emergency(reason: "api is down", incident: "INC-42"),
    nonce: nonce
  )

  static let revoke = Approval(
    subject: subject,
    decision: .revoke,
    repository: "github.com/acme/ops",
    environment: "production",
    moves: [
      Approval.Move(service: "web", from: nil, to: "", path: "a"),
      Approval.Move(service: "web", from: "v9", to: nil, path: "b"),
    ],
    change: Sample.change,
    base: nil,
    policy: nil,
    approver: "alice",
    issuedAt: Sample.time + 1,
    seen: nil,
    revokes: [Sample.name("b")],
    nonce: nonce
  )

  static let check = CheckResult(
    subject: subject,
    repository: "github.com/acme/ops",
    environment: "staging",
    name: "smoke",
    outcome: .pass,
    services: [CheckResult.Service(service: "api", tag: "v1.3.0")],
    url: "https://ci.example/runs/1",
    checker: "ci",
    issuedAt: Sample.time,
    seen: Sample.id("2"),
    nonce: nonce
  )

  static let evidence = Evidence(
    subject: subject,
    repository: "github.com/acme/ops",
    repositoryID: 1_296_269,
    commit: subject.commit,
    pullRequest: Evidence.PullRequest(
      number: 812,
      openerID: 1003,
      mergedAt: Sample.time - 3600,
      method: "squash",
      headCommits: [Sample.id("3")]
    ),
    makers: [
      Evidence.Maker(role: "opener", userID: 1003, login: "carol"),
      Evidence.Maker(role: "author", userID: 49_699_333, login: "dependabot[bot]"),
    ],
    reviews: [
      Evidence.Review(
        id: 80,
        userID: 1002,
        login: "bob",
        state: "APPROVED",
        commit: Sample.id("3"),
        submittedAt: Sample.time - 7200,
        changes: [
          Evidence.ReviewedChange(
            environment: "production",
            change: "sha256:\(String(repeating: "5", count: 64))"
          )
        ]
      ),
      Evidence.Review(
        id: 81,
        userID: nil,
        login: nil,
        state: "DISMISSED",
        commit: nil,
        submittedAt: Sample.time - 6600,
        dismissedAt: Sample.time - 6000
      ),
    ],
    deployments: [
      Evidence.Deployment(
        runID: 900_719_925_474_099,
        attempt: 2,
        environment: "production",
        approvals: [
          Evidence.DeploymentApproval(userID: 1001, login: "alice", state: "approved")
        ],
        starters: [Evidence.Maker(role: "starter", userID: 1003, login: "carol")],
        waitingSince: Sample.time - 3300,
        startedAt: Sample.time - 1800
      )
    ],
    askedAt: Sample.time,
    checker: "ci",
    seen: nil,
    nonce: nonce
  )

  static let checkpoint = Checkpoint(
    subject: subject,
    repository: "github.com/acme/ops",
    mainline: Checkpoint.Position(ref: "refs/heads/main", commit: subject.commit),
    notes: [Checkpoint.Position(ref: "refs/notes/opsgate/approvals", commit: Sample.id("2"))],
    policy: Sample.id("1"),
    outcome: .allowed,
    issuedAt: Sample.time,
    checker: "ci",
    nonce: nonce
  )

  private static let all: [(String, Statement)] = [
    ("approval.json", .approval(approval)), ("revoke.json", .approval(revoke)),
    ("check.json", .check(check)), ("evidence.json", .evidence(evidence)),
    ("checkpoint.json", .checkpoint(checkpoint)),
  ]

  @Test(arguments: all)
  func everySortOfStatementIsWrittenAsItAlwaysWas(_ file: String, _ statement: Statement) throws {
    try expectGolden(String(decoding: statement.payload, as: UTF8.self), file)
    #expect(try statement.signablePayload() == statement.payload)
    #expect(try Statement(parsing: statement.payload) == statement)
  }

  @Test
  func whatIsCommonToAllCanBeAskedOfEach() {
    let statements = Self.all.map(\.1)
    #expect(
      statements.map(\.kind.rawValue) == [
        "approval", "approval", "check", "evidence", "checkpoint",
      ]
    )
    #expect(statements.map(\.signer) == ["alice", "alice", "ci", "ci", "ci"])
    #expect(statements.map(\.seen) == [Sample.id("2"), nil, Sample.id("2"), nil, nil])
    #expect(statements.allSatisfy { $0.subject == Self.subject })
    #expect(statements.allSatisfy { $0.repository == "github.com/acme/ops" })
  }

  @Test
  func aNonceHas128Bits() {
    var generator = SeededGenerator(seed: 59)
    let nonces = (0..<100).map { _ in Nonce(using: &generator) }
    #expect(Set(nonces).count == 100)
    #expect(nonces.allSatisfy { Nonce($0.text) == $0 })
    #expect(Nonce("00112233445566778899AABBCCDDEEFF") == nil)
    #expect(Nonce("0011") == nil)
  }
}
