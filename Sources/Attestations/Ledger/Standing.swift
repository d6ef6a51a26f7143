/// What people say is approved: one change of one environment in one repository.
public struct ChangeReference: Hashable, Sendable {
  public let repository: String
  public let environment: String
  /// The digest, as ``ChangeDigest`` makes it.
  public let change: String

  public init(repository: String, environment: String, change: String) {
    self.repository = repository
    self.environment = environment
    self.change = change
  }

  /// Whether a person's word is about this, and not only made to look so.
  public func isMeant(by approval: Approval) -> Bool {
    approval.change == change && approval.environment == environment
      && approval.repository == repository
  }
}

/// One person's word on a change: what is left when replaced and revoked records are taken away.
public struct Word: Hashable, Sendable {
  /// A record that no longer speaks.
  public struct Withdrawn: Hashable, Sendable {
    public enum Reason: Hashable, Sendable { case superseded, revoked }

    public let record: LedgerRecord
    public let reason: Reason
    /// The record of the same person that took it away.
    public let by: RecordName
  }

  /// The person's name in the policy.
  public let person: String
  /// The word; `nil` where everything that the person said is withdrawn.
  ///
  /// Where several records stand whose order nothing proves, a rejection beats a revocation, and both beat
  /// an approval.
  public let decision: Decision?
  /// The records that stand, by the time that they claim: a new word must supersede all of them.
  public let records: [LedgerRecord]
  /// The records that stood once.
  public let withdrawn: [Withdrawn]

  /// The same with some of the records alone.
  public func keeping(_ isKept: (LedgerRecord) -> Bool) -> Word {
    Word(person: person, standing: records.filter(isKept), withdrawn: withdrawn)
  }

  init(person: String, standing: [LedgerRecord], withdrawn: [Withdrawn]) {
    let decisions = Set(standing.compactMap { $0.approval?.decision })
    self.person = person
    decision = [.reject, .revoke, .approve].first(where: decisions.contains)
    records = standing
    self.withdrawn = withdrawn
  }

  /// The approvals that have not expired at a time (seconds since 1970), if approval is the word.
  public func approvals(at time: Int) -> [LedgerRecord] {
    decision == .approve ? records.filter { !$0.isExpired(at: time) } : []
  }
}

/// Whose word stands, after every person's records have been laid on one another.
///
/// A record is replaced by another of the same person that says so (`supersedes`), and by what in turn replaces
/// that; times prove nothing. A revocation takes away the person's own records that it names, for good: withdrawing
/// the revocation gives none back.
public struct Standing: Sendable {
  private let ledger: Ledger
  private let withdrawals: Withdrawals

  /// Lays a ledger's records on one another.
  ///
  /// - Parameters:
  ///   - ledger: All records; one that is not here replaces nothing.
  ///   - counts: Which records are believed at all.
  public init(of ledger: Ledger, where counts: (LedgerRecord) -> Bool = \.isGood) {
    self.ledger = ledger
    withdrawals = Withdrawals(among: ledger.records.filter { $0.approval != nil && counts($0) })
  }

  /// Everybody's word on a change, by name.
  public func words(on change: ChangeReference) -> [Word] {
    var records: [String: [LedgerRecord]] = [:]
    for record in ledger.records(for: change.change)
    where withdrawals.believed.contains(record.name) {
      guard let approval = record.approval, change.isMeant(by: approval) else { continue }
      records[approval.approver, default: []].append(record)
    }
    return records.keys.sorted().map { word(of: $0, records[$0, default: []]) }
  }

  /// One person's word on a change; `nil` where the person has said nothing.
  public func word(of person: String, on change: ChangeReference) -> Word? {
    words(on: change).first { $0.person == person }
  }

  private func word(of person: String, _ records: [LedgerRecord]) -> Word {
    Word(
      person: person,
      standing: records.filter { withdrawals.of[$0.name] == nil },
      withdrawn: records.compactMap { record in
        withdrawals.of[record.name].map {
          Word.Withdrawn(record: record, reason: $0.reason, by: $0.by)
        }
      }
    )
  }
}
