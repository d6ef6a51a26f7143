import Attestations
import Git
import OpsTestSupport
import Testing

/// Whose word stands, whatever notes the records hang on and in whatever order.
struct StandingTests {
  private static let reference = ChangeReference(
    repository: Sample.repository,
    environment: "production",
    change: Sample.change
  )

  private func words(_ approvals: [Approval]) throws -> [String: Decision?] {
    let words = Standing(of: try Ledger(approvals: approvals)).words(on: Self.reference)
    return Dictionary(uniqueKeysWithValues: words.map { ($0.person, $0.decision) })
  }

  @Test
  func theLaterWordTakesThePlaceOfTheEarlier() throws {
    let first = Sample.approval(1)
    let second = Sample.approval(2).with {
      ($0.decision, $0.expiresAt, $0.supersedes) = (.reject, nil, [first.name])
    }
    let third = Sample.approval(3).with { $0.supersedes = [second.name] }
    #expect(try words([first]) == ["alice": .approve])
    #expect(try words([first, second]) == ["alice": .reject])
    #expect(try words([third, first, second]) == ["alice": .approve])
    // The middle of the chain was withheld: nothing proves which came first, and both agree.
    #expect(try words([first, third]) == ["alice": .approve])
  }

  @Test
  func whereNoOrderIsProvenTheMoreCarefulWordWins() throws {
    let approval = Sample.approval(1)
    // An earlier time proves nothing.
    let rejection = Sample.approval(2).with {
      ($0.decision, $0.expiresAt, $0.issuedAt) = (.reject, nil, Sample.time - 9999)
    }
    let revocation = Sample.approval(3).with {
      ($0.decision, $0.expiresAt, $0.revokes) = (.revoke, nil, [Sample.name("e")])
    }
    #expect(try words([approval, rejection]) == ["alice": .reject])
    #expect(try words([approval, revocation]) == ["alice": .revoke])
    #expect(try words([approval, revocation, rejection]) == ["alice": .reject])
  }

  @Test
  func whatIsTakenBackStaysSo() throws {
    let approval = Sample.approval(1)
    let revocation = Sample.approval(2).with {
      ($0.decision, $0.expiresAt, $0.revokes) = (.revoke, nil, [approval.name])
    }
    let undone = Sample.approval(3).with {
      ($0.decision, $0.expiresAt, $0.revokes) = (.revoke, nil, [revocation.name])
    }
    #expect(try words([approval, revocation]) == ["alice": .revoke])
    let standing = Standing(of: try Ledger(approvals: [approval, revocation, undone]))
    let word = try #require(standing.word(of: "alice", on: Self.reference))
    #expect(word.withdrawn.map(\.record.name).contains(approval.name))
    #expect(word.approvals(at: Sample.time) == [])
  }

  /// Nobody withdraws what another said.
  @Test
  func onlyOnesOwnWordsCanBeWithdrawn() throws {
    let alices = Sample.approval(1)
    let bobs = Sample.approval(2, by: "bob").with { $0.supersedes = [alices.name] }
    let mallorys = Sample.approval(3, by: "mallory").with {
      ($0.decision, $0.expiresAt, $0.revokes) = (.revoke, nil, [alices.name, bobs.name])
    }
    let said = try words([alices, bobs, mallorys])
    #expect(said == ["alice": .approve, "bob": .approve, "mallory": .revoke])
  }

  @Test
  func aRecordThatIsNotBelievedWithdrawsNothing() throws {
    let approval = Sample.approval(1)
    let revocation = Sample.approval(2).with {
      ($0.decision, $0.expiresAt, $0.revokes) = (.revoke, nil, [approval.name])
    }
    for key in ["bad-of-alice", "unknown-of-alice", "revoked-of-alice", "key-of-bob"] {
      let lines = [
        try Sample.envelope(approval).line,
        try Sample.envelope(.approval(revocation), key: key).line,
      ]
      let standing = Standing(of: Ledger([Sample.note(lines)]))
      #expect(standing.word(of: "alice", on: Self.reference)?.decision == .approve, "\(key)")
    }
  }

  @Test
  func onlyWhatIsMeantCounts() throws {
    for change in [
      Sample.approval(1).with { $0.environment = "staging" },
      Sample.approval(1).with { $0.repository = "github.com/evil/ops" },
      Sample.approval(1).with { $0.change = "sha256:" + String(repeating: "0", count: 64) },
    ] { #expect(try words([change]) == [:]) }
  }

  @Test
  func oneRecordInManyPlacesIsOne() throws {
    let line = try Sample.envelope(Sample.approval(1)).line
    let again = try Sample.envelope(.approval(Sample.approval(1)), key: "bad-of-alice").line
    let ledger = Ledger([
      Sample.note(on: Sample.id("c"), [line, again, line]), Sample.note(on: Sample.id("e"), [line]),
    ])
    #expect(ledger.records.count == 1)
    #expect(ledger.records[0].notedOn == [Sample.id("c"), Sample.id("e")])
    #expect(ledger.records[0].isGood)
    #expect(ledger.records(on: Sample.id("e")).count == 1)
  }

  /// People speak one after another, each superseding what stands of theirs: the last word counts, whatever the
  /// order in which the records are found, and wherever they hang.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func theLastWordCountsInEveryOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var records: [Approval] = []
    var standing: [String: [Approval]] = [:]
    var last: [String: Decision?] = [:]
    for number in 1...Int.random(in: 2...25, using: &random) {
      let person = ["alice", "bob", "carol"].randomElement(using: &random) ?? "alice"
      let own = standing[person, default: []]
      let decision = [Decision.approve, .reject, .revoke].randomElement(using: &random) ?? .approve
      if decision == .revoke, own.isEmpty { continue }
      let record = Sample.approval(number, by: person).with {
        $0.decision = decision
        $0.issuedAt = Sample.time + Int.random(in: -1000...1000, using: &random)
        $0.expiresAt = decision == .approve ? Sample.time + 604_800 : nil
        $0.supersedes = decision == .revoke ? [] : own.map(\.name)
        $0.revokes = decision == .revoke ? own.map(\.name) : []
      }
      records.append(record)
      last[person] = decision
      standing[person] = [record]
    }
    let lines = try records.map { try Sample.envelope($0).line }
    let hangers = ["1", "2", "3"].map { Sample.id($0) }
    var notes: [ObjectID: [[UInt8]]] = [:]
    for line in lines.shuffled(using: &random) {
      notes[hangers.randomElement(using: &random) ?? hangers[0], default: []].append(line)
    }
    let ledger = Ledger(notes.map { Sample.note(on: $0.key, $0.value) })
    let words = Standing(of: ledger).words(on: Self.reference)
    #expect(Dictionary(uniqueKeysWithValues: words.map { ($0.person, $0.decision) }) == last)
  }
}
