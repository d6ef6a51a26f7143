/// Which records were taken away by a later one of the same person.
struct Withdrawals: Sendable {
  private(set) var of: [RecordName: (reason: Word.Withdrawn.Reason, by: RecordName)] = [:]
  /// The records that were looked at.
  let believed: Set<RecordName>

  /// - Parameter records: People's words, of all people, on all changes.
  init(among records: [LedgerRecord]) {
    believed = Set(records.map(\.name))
    var signers: [RecordName: String] = [:]
    for record in records { signers[record.name] = record.statement.signer }
    let own = { (names: [RecordName], record: LedgerRecord) in
      names.filter { $0 != record.name && signers[$0] == record.statement.signer }
    }
    supersede(records.map { (name: $0.name, older: own($0.approval?.supersedes ?? [], $0)) })
    for record in records {
      for name in own(record.approval?.revokes ?? [], record) { of[name] = (.revoked, record.name) }
    }
  }

  /// Withdraws whatever a record that nothing supersedes leads to.
  ///
  /// Names are digests of what names them, so that nobody can make a circle. If somebody could, its records would
  /// prove no order among themselves: they all stand, unless one outside the circle supersedes them.
  private mutating func supersede(_ records: [(name: RecordName, older: [RecordName])]) {
    let older = Dictionary(records.map { ($0.name, $0.older) }, uniquingKeysWith: { $1 })
    let superseded = Set(records.lazy.flatMap(\.older))
    var open = records.map(\.name).filter { !superseded.contains($0) }
    while let newer = open.popLast() {
      for name in older[newer, default: []] where of[name] == nil {
        of[name] = (.superseded, newer)
        open.append(name)
      }
    }
  }
}
