import Attestations
import Gate
import Git
import History
import Reports

/// Says which records speak of a dossier's changes, and why one does not count.
struct RecordJudge {
  let dossier: Dossier
  /// The time at which expiry is judged, in seconds since 1970-01-01T00:00:00Z.
  let now: Int
  private let items: [Dossier.Item]
  private let withdrawn: [RecordName: Word.Withdrawn]

  init(dossier: Dossier, now: Int) {
    self.dossier = dossier
    self.now = now
    // A change that cannot be told has no digest; what hangs on the commit is shown all the same.
    items = dossier.changes.compactMap { try? Dossier.Item($0, repository: dossier.repository) }
    let words = items.flatMap { dossier.standing.words(on: $0.reference) }
    withdrawn = Dictionary(
      words.flatMap(\.withdrawn).map { ($0.record.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What is said of the changes, and what is noted on the commit; by the time that each claims.
  var records: [LedgerRecord] {
    let digests = Set(items.map(\.reference.change))
    return dossier.ledger.records.filter { record in
      record.approval.map { digests.contains($0.change) } == true
        || record.notedOn.contains(dossier.commit.id)
        || record.statement.subject.commit == dossier.commit.id
    }
  }

  /// Why a record does not count: none where it does.
  func objections(to record: LedgerRecord) -> [String] {
    var objections = record.problems.map(String.init(describing:))
    if record.signature.status != .good {
      objections.append(
        record.signature.reason ?? "the signature is '\(record.signature.status.rawValue)'"
      )
    }
    if record.statement.repository != dossier.repository {
      objections.append("it is bound to the repository '\(record.statement.repository)'")
    }
    return objections + (record.approval.map { self.objections(to: $0, record) } ?? [])
      + machineObjections(to: record)
  }

  private func objections(to approval: Approval, _ record: LedgerRecord) -> [String] {
    if let withdrawn = withdrawn[record.name] {
      let word = withdrawn.reason == .revoked ? "taken back" : "replaced"
      return ["it was \(word) by \(withdrawn.by.short)"]
    }
    let strangers = approval.revokes.compactMap { dossier.ledger.record(named: $0) }
      .filter { $0.statement.signer != approval.approver }
    if let other = strangers.first {
      return ["\(other.name.short) is not '\(approval.approver)' to take back"]
    }
    let item = items.first { $0.reference.isMeant(by: approval) }
    guard let item else { return ["it is about another change"] }
    guard record.isGood else { return [] }
    guard dossier.trust.policy.believes(record) else {
      return ["'\(approval.approver)' has retired the key"]
    }
    guard approval.decision != .revoke else { return [] }
    let purpose: Eligibility.Purpose =
      approval.decision == .reject
      ? .rejection : approval.emergency == nil ? .approval : .emergency
    let obstacles = Eligibility.obstacles(
      record.signature.fingerprint,
      status: record.signature.status,
      for: purpose,
      of: item.change,
      policy: dossier.trust.policy
    )
    return obstacles.map(\.message) + (record.isExpired(at: now) ? [expired] : [])
  }

  private var expired: String {
    "it has expired" + (isLanded ? ", and no checkpoint shows that it counted before" : "")
  }

  private var isLanded: Bool { items.contains { $0.change.isOnMainline } }

  /// Machines do only what the policy lets them.
  private func machineObjections(to record: LedgerRecord) -> [String] {
    guard record.approval == nil, !dossier.trust.mayRecord(record) else { return [] }
    let signer = record.statement.signer
    let isMachine = dossier.trust.policy.checkers.contains { $0.name == signer }
    return [
      isMachine
        ? "'\(signer)' may not record such things" : "'\(signer)' is none of the policy's checkers"
    ]
  }
}
