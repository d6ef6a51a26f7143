import Attestations
import Gate
import Git
import History
import Testing

@Suite
struct EligibilityTests {
  private static let policyText = """
    version: 1
    pointers: [{ path: "{service}/{environment}.yaml", key: tag }]
    environments:
      - { name: dev, gate: automatic }
      - { name: staging, gate: { checks: [smoke] } }
      - name: production
        gate: { approvals: 1, approvers: [managers] }
        emergency: { approvers: [carol], approvals: 1, review-within: 24h }
    policy-gate: { approvals: 1, approvers: [alice, bob] }
    people:
      alice: { github: { login: Alice-A, id: 1001 }, emails: [alice@acme.example], keys: ["\(key("A"))"] }
      bob: { emails: [bob@acme.example], keys: ["\(key("B"))"], retired: ["\(key("C"))"] }
      carol: { emails: [carol@acme.example], keys: ["\(key("D"))"] }
    teams: { managers: [alice, bob] }
    checkers: { ci: { keys: ["\(key("E"))"], may: [checks] } }
    """

  private static func key(_ letter: String) -> String {
    "SHA256:" + String(repeating: letter, count: 43)
  }

  private func change(_ environment: String, by emails: String...) throws -> EnvironmentChange {
    let id = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    return EnvironmentChange(
      environment: environment,
      base: id,
      commit: id,
      tree: id,
      isOnMainline: true,
      moves: [],
      files: [],
      authors: emails.map { ChangeAuthor(name: "", email: $0, role: .author, commit: id) },
      committer: Signature(name: "", email: "alice@acme.example", time: 0, offset: 0),
      branch: [id]
    )
  }

  private func obstacles(
    _ letter: String?,
    _ status: SignatureStatus = .good,
    _ purpose: Eligibility.Purpose = .approval,
    of change: EnvironmentChange
  ) throws -> [Eligibility.Obstacle] {
    Eligibility.obstacles(
      letter.map(Self.key),
      status: status,
      for: purpose,
      of: change,
      policy: try Policy.read(Array(Self.policyText.utf8))
    )
  }

  @Test
  func anApproverOfAnothersChangeCounts() throws {
    #expect(try obstacles("A", of: change("production", by: "bob@acme.example")).isEmpty)
    #expect(try obstacles("A", of: change("policy", by: "bob@acme.example")).isEmpty)
  }

  @Test(arguments: [
    "alice@acme.example", "ALICE@acme.example", "1001+old-login@users.noreply.github.com",
    "alice-a@users.noreply.github.com",
  ])
  func nobodyApprovesTheirOwnByAnyAddress(email: String) throws {
    let made = try change("production", by: "bob@acme.example", email)
    #expect(try obstacles("A", of: made) == [.ownChange(person: "alice", emails: [email])])
    #expect(try obstacles("A", .good, .rejection, of: made).isEmpty)
  }

  @Test
  func aRenamedLoginIsNotItsFormerOwner() throws {
    let made = try change("production", by: "2002+alice-a@users.noreply.github.com")
    #expect(try obstacles("A", of: made).isEmpty)
  }

  @Test
  func keysThatAreNotInOrderDoNotCount() throws {
    let made = try change("production")
    #expect(try obstacles("A", .bad, of: made) == [.badSignature])
    #expect(
      try obstacles("A", .unknownKey, of: made)
        == [.keyNotListed(person: "alice", fingerprint: Self.key("A"))]
    )
    #expect(try obstacles("Z", of: made) == [.unknownKey(fingerprint: Self.key("Z"))])
    #expect(try obstacles(nil, of: made) == [.unknownKey(fingerprint: nil)])
    #expect(try obstacles("A", .expired, of: made) == [.expiredKey])
    #expect(try obstacles("A", .revoked, of: made) == [.revokedKey])
    #expect(try obstacles("C", of: made) == [.retiredKey(person: "bob")])
  }

  @Test
  func machinesNeverApprove() throws {
    #expect(try obstacles("E", of: change("production")) == [.machine("ci")])
  }

  @Test
  func onlyWhoIsNamedMay() throws {
    let made = try change("production")
    #expect(
      try obstacles("D", of: made) == [.notAnApprover(person: "carol", approvers: ["managers"])]
    )
    #expect(try obstacles("D", .good, .emergency, of: made).isEmpty)
    #expect(
      try obstacles("A", .good, .emergency, of: made)
        == [.notAnApprover(person: "alice", approvers: ["carol"])]
    )
  }

  @Test(arguments: ["dev", "staging"])
  func aGateThatAsksForNoneSaysSo(environment: String) throws {
    let made = try change(environment)
    #expect(try obstacles("A", of: made) == [.asksForNone(environment: environment)])
  }

  @Test
  func anUnknownEnvironmentHasNoApprovers() throws {
    #expect(try obstacles("A", of: change("moon")) == [.unknownEnvironment("moon")])
  }

  @Test
  func everyObstacleIsToldWithoutAFullStop() throws {
    let all: [Eligibility.Obstacle] = [
      .unknownKey(fingerprint: nil), .badSignature, .expiredKey, .revokedKey,
      .retiredKey(person: "x"), .machine("ci"), .notAnApprover(person: "x", approvers: ["y"]),
      .ownChange(person: "x", emails: ["e"]), .asksForNone(environment: "e"),
      .unknownEnvironment("e"),
    ]
    for obstacle in all {
      #expect(!obstacle.message.isEmpty && !obstacle.message.hasSuffix("."))
      #expect(obstacle.hint?.hasSuffix(".") != true)
    }
  }

  @Test
  func strangersAreTheAuthorsWhomNobodyKnows() throws {
    let policy = try Policy.read(Array(Self.policyText.utf8))
    let made = try change("dev", by: "x@y.z", "bob@acme.example", "X@y.z")
    #expect(policy.strangers(among: made.authors).map(\.email) == ["x@y.z"])
  }
}
