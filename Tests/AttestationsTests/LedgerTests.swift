import Attestations
import Git
import OpsTestSupport
import Testing

/// What a ledger makes of records, wherever and however often they hang.
struct LedgerTests {
  private static let changes = ["a", "b"].map { "sha256:" + String(repeating: $0, count: 64) }
  private static let people = ["alice", "bob", "carol"]

  @Test
  func aRecordIsFoundByItsChangeWhereverItHangs() throws {
    let approval = Sample.approval(1)
    let elsewhere = Sample.approval(2).with { $0.change = Self.changes[0] }
    let ledger = Ledger([
      Sample.note(on: Sample.id("e"), [try Sample.envelope(approval).line]),
      Sample.note(on: Sample.id("c"), [try Sample.envelope(elsewhere).line]),
    ])
    #expect(ledger.records(for: Sample.change).map(\.name) == [approval.name])
    #expect(ledger.records(for: Self.changes[0]).map(\.name) == [elsewhere.name])
    #expect(ledger.records(for: Self.changes[1]) == [])
    // It speaks of `c`, and hangs on `e`.
    #expect(ledger.records(on: Sample.id("e")).map(\.name) == [approval.name])
    #expect(ledger.records(on: Sample.id("c")).map(\.name) == [elsewhere.name])
    #expect(ledger.record(named: approval.name)?.notedOn == [Sample.id("e")])
  }

  @Test
  func ofSeveralSignaturesTheBestSpeaksWhateverTheirOrder() throws {
    let statement = Statement.approval(Sample.approval(1))
    let keys = [
      "key-of-alice", "expired-of-alice", "revoked-of-alice", "key-of-bob", "expired-of-bob",
      "revoked-of-bob", "unknown-of-alice", "bad-of-alice",
    ]
    var random = SeededGenerator(seed: 3)
    for count in 1...keys.count {
      let some = Array(keys.suffix(count))
      for _ in 0..<6 {
        let lines = try some.shuffled(using: &random).map {
          try Sample.envelope(statement, key: $0).line
        }
        let record = try #require(Ledger([Sample.note(lines)]).records.first)
        #expect(record.envelope.signature == Sample.armor(some[0]))
        #expect(record.isGood == (some[0] == "key-of-alice"))
      }
    }
  }

  @Test
  func onlyBelievedRecordsSayWhatWasSeen() throws {
    let (good, bad) = (Sample.approval(1), Sample.approval(2).with { $0.seen = Sample.id("e") })
    let ledger = Ledger([
      Sample.note([
        try Sample.envelope(good).line,
        try Sample.envelope(.approval(bad), key: "unknown-of-alice").line,
      ])
    ])
    #expect(ledger.tipsSeen() == [Sample.id("2"): [good.name]])
    #expect(Set(ledger.tipsSeen { _ in true }.keys) == [Sample.id("2"), Sample.id("e")])
  }

  /// The same ledger, and the words that a plainer reading gives, for any records in any order.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func anyOrderOfNotesIsTheSameLedger(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let spoken = Self.spoken(using: &random)
    var lines: [(object: ObjectID, line: [UInt8])] = []
    for record in spoken {
      let envelope = try Sample.envelope(.approval(record.approval), key: record.key)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let object = ["1", "2", "3"].randomElement(using: &random) ?? "1"
        lines.append((Sample.id(object), envelope.line))
      }
    }
    let first = Ledger(Self.notes(lines))
    for _ in 0..<5 {
      let again = Ledger(Self.notes(lines.shuffled(using: &random)))
      #expect(again.records == first.records)
    }
    #expect(Set(first.records.map(\.name)) == Set(spoken.map(\.approval.name)))
    for change in Self.changes {
      let words = Standing(of: first).words(
        on: ChangeReference(
          repository: Sample.repository,
          environment: "production",
          change: change
        )
      )
      let decisions = Dictionary(uniqueKeysWithValues: words.map { ($0.person, $0.decision) })
      #expect(decisions == Self.decisions(on: change, spoken))
    }
  }

  private typealias Spoken = (approval: Approval, key: String)

  /// Records that take others back as they like: their own, other people's, of either change.
  private static func spoken(using random: inout SeededGenerator) -> [Spoken] {
    var spoken: [Spoken] = []
    for number in 1...Int.random(in: 2...30, using: &random) {
      let person = people.randomElement(using: &random) ?? "alice"
      let older = spoken.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        .map(\.approval.name)
      let decisions: [Decision] =
        older.isEmpty ? [.approve, .reject] : [.approve, .reject, .revoke]
      let decision = decisions.randomElement(using: &random) ?? .approve
      let approval = Sample.approval(number, by: person).with {
        $0.decision = decision
        $0.change = changes.randomElement(using: &random) ?? $0.change
        $0.issuedAt = Sample.time + Int.random(in: -9...9, using: &random)
        $0.expiresAt = decision == .approve ? Sample.time + 604_800 : nil
        $0.supersedes = decision == .revoke ? [] : older
        $0.revokes = decision == .revoke ? older : []
      }
      let forged = ["bad-of-\(person)", "unknown-of-\(person)", "key-of-mallory"]
      let isForged = Int.random(in: 0..<5, using: &random) == 0
      spoken.append((approval, isForged ? forged[number % 3] : "key-of-\(person)"))
    }
    return spoken
  }

  private static func notes(_ lines: [(object: ObjectID, line: [UInt8])]) -> [Note] {
    var objects: [ObjectID] = []
    for (object, _) in lines where !objects.contains(object) { objects.append(object) }
    return objects.map { object in
      Sample.note(on: object, lines.filter { $0.object == object }.map(\.line))
    }
  }

  /// A believed record stands unless a believed one of the same person names it; the most careful word wins.
  private static func decisions(on change: String, _ spoken: [Spoken]) -> [String: Decision?] {
    let believed = spoken.filter { $0.key == "key-of-\($0.approval.approver)" }.map(\.approval)
    var decisions: [String: Decision?] = [:]
    for record in believed where record.change == change {
      let isTaken = believed.contains {
        $0.approver == record.approver && ($0.supersedes + $0.revokes).contains(record.name)
      }
      let before = decisions[record.approver] ?? nil
      let words = [before, isTaken ? nil : record.decision].compactMap(\.self)
      decisions[record.approver] =
        [Decision.reject, .revoke, .approve].first(where: words.contains)
    }
    return decisions
  }
}
