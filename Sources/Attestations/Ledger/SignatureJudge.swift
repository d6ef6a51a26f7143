/// Makes records of lines: of a record's signatures it takes the one that says most for it.
struct SignatureJudge {
  /// One signature of a record.
  private struct Candidate {
    let envelope: Envelope
    let check: SignatureCheck
    let problems: [RecordProblem]

    /// The lower, the more it says for the record.
    var rank: Int {
      switch check.status {
      case .good: problems.isEmpty ? 0 : 3
      case .expired: problems.isEmpty ? 1 : 4
      case .revoked: problems.isEmpty ? 2 : 5
      case .unknownKey: 6
      case .bad: 7
      }
    }
  }

  private let lines: RecordLines
  private let checks: [SignatureCheck]

  init(_ lines: RecordLines, _ checks: [SignatureCheck]) {
    self.lines = lines
    self.checks = checks
  }

  func record(_ entry: RecordLines.Entry, owner: (String) -> String?) -> LedgerRecord? {
    let candidates = entry.envelopes.map { position in
      Candidate(
        envelope: lines.envelopes[position],
        check: checks[position],
        problems: problems(of: entry.statement, checks[position], owner)
      )
    }
    // Of equals the same one whatever the order of the notes.
    let best = candidates.min { one, other in
      (one.rank, one.envelope.signature) < (other.rank, other.envelope.signature)
    }
    guard let best else { return nil }
    return LedgerRecord(
      name: entry.name,
      statement: entry.statement,
      notedOn: entry.notedOn.count == 1 ? entry.notedOn : Set(entry.notedOn).sorted(),
      envelope: best.envelope,
      signature: best.check,
      problems: best.problems
    )
  }

  /// Whether the key belongs to who is said to speak; only of a signature that a known key made.
  private func problems(
    of statement: Statement,
    _ check: SignatureCheck,
    _ owner: (String) -> String?
  ) -> [RecordProblem] {
    guard check.status != .bad, check.status != .unknownKey else { return [] }
    let claimed = statement.signer
    guard let owner = check.fingerprint.flatMap(owner) else {
      return [.signedByNobody(claimed: claimed, fingerprint: check.fingerprint)]
    }
    return owner == claimed ? [] : [.signedByAnother(claimed: claimed, owner: owner)]
  }
}
