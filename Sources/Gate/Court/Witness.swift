import Attestations
import Git

/// A checkpoint that counts: what a machine saw, and when.
struct Witness {
  let record: LedgerRecord
  let checkpoint: Checkpoint
  /// The place of its commit on the mainline; `nil` where that does not have it.
  let position: Int?

  /// By the machine's word, in seconds since 1970.
  var time: Int { checkpoint.issuedAt }

  /// The tips of the notes that it saw.
  var notes: [ObjectID] { checkpoint.notes.map(\.commit) }

  /// All that count, the oldest first.
  ///
  /// The machine must have been let by the policy of that time. One whose key was removed since counts if another, or
  /// the commit that removed it, saw it before.
  static func all(
    in ledger: Ledger,
    _ court: Court,
    _ repository: borrowing Repository
  ) async throws -> [Witness] {
    var lasting: [Witness] = []
    var doubtful: [(Witness, PolicyTree)] = []
    for record in ledger.records {
      guard case .checkpoint(let checkpoint) = record.statement else { continue }
      let position = court.position(of: checkpoint.mainline.commit)
      guard let policy = court.claimed(at: position),
        try await court.mayWitness(record, checkpoint, by: policy)
      else { continue }
      let witness = Witness(record: record, checkpoint: checkpoint, position: position)
      if let last = court.claimed.last, try await court.mayWitness(record, checkpoint, by: last) {
        lasting.append(witness)
      } else {
        doubtful.append((witness, policy))
      }
    }
    for (witness, policy) in doubtful
    where try await court.isWitnessed(witness.record, since: policy, by: lasting, repository) {
      lasting.append(witness)
    }
    return lasting.sorted {
      ($0.time, $0.record.name.text) < ($1.time, $1.record.name.text)
    }
  }
}

extension Court {
  /// The policy that was claimed to be in force behind a place; the last for one that is not there.
  fileprivate func claimed(at position: Int?) -> PolicyTree? {
    guard let position else { return claimed.last }
    return claimed.last { self.position(of: $0.commit).map { $0 <= position } ?? false }
  }

  fileprivate func mayWitness(
    _ record: LedgerRecord,
    _ checkpoint: Checkpoint,
    by policy: PolicyTree
  ) async throws -> Bool {
    guard checkpoint.repository == policy.policy.repository,
      let known = try await ledger(for: policy).record(named: record.name), known.isGood
    else { return false }
    return policy.policy.checkers.contains {
      $0.name == checkpoint.checker && $0.may.contains(.checkpoints)
    }
  }

  // MARK: Keys that were removed

  /// Whether a record was made before its key was removed, as far as others saw it.
  ///
  /// - Parameters:
  ///   - record: One that is good by the policy.
  ///   - policy: The policy in force at what it speaks of.
  ///   - witnesses: Whose keys are in use.
  ///   - change: What the record speaks of; `nil` where that is no change.
  ///   - repository: Where the notes are.
  /// - Returns: Also where the key is still known, was retired in good order, or is removed by the very change: until that
  ///   is in force the key is good.
  /// - Throws: `GitError`, and what reading the records throws.
  func isWitnessed(
    _ record: LedgerRecord,
    since policy: PolicyTree,
    by witnesses: [Witness],
    of change: ObjectID? = nil,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard let removal = try await removal(of: record, since: policy), removal.commit != change
    else { return true }
    let place = position(of: removal.commit) ?? 0
    var tips = try repository.commit(removal.commit).notesTrailers
    tips += witnesses.filter { $0.position.map { $0 < place } ?? false }.flatMap(\.notes)
    for tip in tips where try isHeld(record, in: tip, repository) { return true }
    return false
  }

  /// The first policy in force that no longer lets the record's key speak for the same person; `nil` where all do.
  private func removal(
    of record: LedgerRecord,
    since policy: PolicyTree
  ) async throws -> PolicyTree? {
    let start = claimed.firstIndex { $0.commit == policy.commit } ?? 0
    for later in claimed[start...].dropFirst() {
      let check = try await ledger(for: later).record(named: record.name)
      // A key that has run out by its own date was good before that, as it said.
      guard let check, check.problems.isEmpty,
        [.good, .expired].contains(check.signature.status)
      else { return later }
    }
    return nil
  }

  /// Whether the record stood in the notes of that time.
  func isHeld(
    _ record: LedgerRecord,
    in tip: ObjectID,
    _ repository: borrowing Repository
  ) throws -> Bool {
    guard repository.isHere(tip) else { return false }
    let notes = try noteTrees[tip] ?? repository.notes(in: tip)
    noteTrees[tip] = notes
    for object in record.notedOn {
      guard let bytes = try repository.note(on: object, in: notes) else { continue }
      let lines = Note(object: object, bytes: bytes).lines
      if lines.contains(where: { $0.elementsEqual(record.envelope.line) }) { return true }
    }
    return false
  }
}

extension Commit {
  /// The tips of notes that the message names, as `Opsgate-Notes:` and 40 hexadecimal digits on a line.
  fileprivate var notesTrailers: [ObjectID] {
    message.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(separator: " ")
      guard parts.count == 2, parts[0].lowercased() == "opsgate-notes:" else { return nil }
      return ObjectID(hex: String(parts[1]))
    }
  }
}
