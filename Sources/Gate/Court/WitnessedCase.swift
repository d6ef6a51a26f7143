import Attestations
import Git

extension Court {
  /// A change as it was first seen allowed: expiry, freezes and keys are judged at that time.
  ///
  /// What was said since counts all the same: a rejection that came later refuses.
  ///
  /// - Parameters:
  ///   - facts: What it is judged by now.
  ///   - verdict: What is said of it now.
  ///   - policy: The policy in force at the change.
  ///   - position: Its place on the mainline.
  ///   - repository: Where the notes are.
  /// - Returns: `nil` where no checkpoint saw it so, or time is not what it fails by.
  /// - Throws: `GitError`, and what reading the records throws.
  func witnessed(
    _ facts: GateCase,
    _ verdict: Verdict,
    by policy: PolicyTree,
    at position: Int,
    in repository: borrowing Repository
  ) async throws -> GateCase? {
    guard verdict.findings.contains(where: { $0.rule == .expired || $0.rule == .freeze }) else {
      return nil
    }
    for witness in circumstances.witnesses
    where witness.position.map({ $0 >= position }) ?? false {
      var then = facts
      then.time = witness.time
      if let reference = facts.reference, facts.records.contains(where: \.isByExpiredKey) {
        let standing = try await standing(of: policy, at: witness.time)
        then.words = standing.words(on: reference)
      }
      guard Gate.judge(then).outcome == .allowed else { continue }
      var seen = then
      seen.words = try then.words.map { try known(of: $0, to: witness, repository) }
      if Gate.judge(seen).outcome == .allowed { return then }
    }
    return nil
  }

  /// A word as far as its records stood in the notes that a machine saw.
  private func known(
    of word: Word,
    to witness: Witness,
    _ repository: borrowing Repository
  ) throws -> Word {
    var records: Set<RecordName> = []
    for record in word.records {
      for tip in witness.notes where try isHeld(record, in: tip, repository) {
        records.insert(record.name)
      }
    }
    return word.keeping { records.contains($0.name) }
  }
}

extension LedgerRecord {
  fileprivate var isByExpiredKey: Bool { signature.status == .expired }
}
