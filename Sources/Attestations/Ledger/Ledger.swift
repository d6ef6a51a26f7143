public import Git

/// All records of some notes, to be found by what they speak of.
public struct Ledger: Sendable {
  /// Every record once, by the time that it claims and then by its name.
  public let records: [LedgerRecord]
  /// The lines that are no records, in the order of the notes.
  public let refused: [RefusedLine]

  private let byName: [RecordName: Int]
  private let byChange: [String: [Int]]
  private let byCommit: [ObjectID: [Int]]

  /// Puts lines and what became of their signatures together.
  ///
  /// - Parameters:
  ///   - lines: The lines of the notes.
  ///   - checks: What became of each of `lines.envelopes`, in that order.
  ///   - owner: The person or machine whose key it is, by the key's fingerprint.
  public init(_ lines: RecordLines, checks: [SignatureCheck], owner: (String) -> String?) {
    precondition(checks.count == lines.envelopes.count, "every envelope has one check")
    let judge = SignatureJudge(lines, checks)
    records = lines.entries.compactMap { judge.record($0, owner: owner) }.sorted(by: Self.isBefore)
    refused = lines.refused
    byName = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.name, $0) })
    byChange = Self.index(records) { record in [record.approval?.change].compactMap(\.self) }
    byCommit = Self.index(records, by: \.notedOn)
  }

  /// Reads notes and has all their signatures checked in one batch.
  ///
  /// - Parameters:
  ///   - notes: From one reference or several.
  ///   - owner: The person or machine whose key it is, by the key's fingerprint.
  ///   - check: Answers for each envelope, in the order in which they are given.
  /// - Returns: The records; without an answer there is no ledger.
  /// - Throws: What the check throws.
  public static func read(
    _ notes: some Sequence<Note>,
    owner: (String) -> String?,
    check: ([Envelope]) async throws -> [SignatureCheck]
  ) async throws -> Ledger {
    let lines = RecordLines(notes)
    return Ledger(lines, checks: try await check(lines.envelopes), owner: owner)
  }

  public func record(named name: RecordName) -> LedgerRecord? { byName[name].map { records[$0] } }

  /// What people say about a change, by its ``ChangeDigest``, wherever the notes hang.
  public func records(for change: String) -> [LedgerRecord] {
    byChange[change, default: []].map { records[$0] }
  }

  /// What is noted on an object, whatever it speaks of.
  public func records(on object: ObjectID) -> [LedgerRecord] {
    byCommit[object, default: []].map { records[$0] }
  }

  /// The tips of notes that records were made on, each with those records.
  ///
  /// A tip that is no ancestor of the notes' tip shows that somebody took records away. Only believed records
  /// are asked: anybody can write a line that names any tip.
  public func tipsSeen(
    by counts: (LedgerRecord) -> Bool = \.isGood
  ) -> [ObjectID: [RecordName]] {
    var tips: [ObjectID: [RecordName]] = [:]
    for record in records where counts(record) {
      guard let tip = record.statement.seen else { continue }
      tips[tip, default: []].append(record.name)
    }
    return tips
  }

  private static func isBefore(_ one: LedgerRecord, _ other: LedgerRecord) -> Bool {
    let times = (one.statement.issuedAt, other.statement.issuedAt)
    return times.0 == times.1 ? one.name < other.name : times.0 < times.1
  }

  private static func index<Key: Hashable>(
    _ records: [LedgerRecord],
    by keys: (LedgerRecord) -> [Key]
  ) -> [Key: [Int]] {
    var index: [Key: [Int]] = [:]
    for (position, record) in records.enumerated() {
      for key in keys(record) { index[key, default: []].append(position) }
    }
    return index
  }
}
