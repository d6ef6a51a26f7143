import Attestations
import Gate
import Git
import History
import Reports

/// Signs what was found and where everything stood, so that later nobody can say otherwise.
struct CheckpointRecording {
  let room: Courtroom

  /// - Throws: `Failure` where nobody could believe it; `GitError` where it cannot be signed or written.
  func run(_ report: VerifyReport, in session: borrowing Session) async throws {
    let outcome = report.outcome
    let trust = Trust(tree: room.policy, keys: try KeyRing(room.policy))
    let repository = try trust.repositoryName
    let writer = try await RecordWriter(session)
    let speaker = Speaker(writer, trust, now: session.now)
    try check(speaker, trust.policy)
    var random = SystemRandomNumberGenerator()
    let head = room.view.commit
    let statement = Statement.checkpoint(
      Checkpoint(
        subject: Subject(commit: head.id, tree: head.tree),
        repository: repository,
        mainline: .init(ref: room.view.branch ?? "refs/heads/" + room.view.name, commit: head.id),
        notes: room.notebook.pages.map { .init(ref: $0.ref, commit: $0.tip) },
        policy: trust.tree.policyBlob,
        outcome: Checkpoint.Outcome(outcome),
        issuedAt: session.now,
        checker: speaker.name,
        nonce: Nonce(using: &random)
      )
    )
    let envelope = try await writer.sign(statement)
    let copies = try await copies(of: report)
    if !copies.isEmpty {
      _ = try await writer.append(copies, to: NotesRef.approvals, by: "verify", in: session)
    }
    _ = try await writer.append(
      [(envelope, statement)],
      to: NotesRef.checkpoints,
      by: "verify",
      in: session
    )
    session.console.note(
      Failure.Problem(message: "recorded as the checkpoint \(envelope.name.short)")
    )
  }

  /// What counted, for the commits that it landed in: who reads the notes with git alone finds it there.
  private func copies(of report: VerifyReport) async throws -> [NoteLine] {
    var copies: [NoteLine] = []
    for entry in report.entries where entry.change.isOnMainline {
      let commit = entry.change.commit
      let counted = Set(entry.verdict.voices.filter(\.counted).map(\.record))
      for record in try await room.court.records(named: counted, by: room.policy)
      where !record.notedOn.contains(commit) {
        copies.append(NoteLine(object: commit, bytes: record.envelope.line))
      }
    }
    return copies
  }

  private func check(_ speaker: Speaker, _ policy: Policy) throws {
    guard
      policy.checkers.contains(where: { $0.name == speaker.name && $0.may.contains(.checkpoints) })
    else {
      throw Failure(
        .refused,
        "'\(speaker.name)' may not record checkpoints",
        because:
          "none of the policy's checkers with `may: [checkpoints]` has the key that would sign",
        hint: "sign with such a machine's key: `user.signingKey`"
      )
    }
  }
}

extension Checkpoint.Outcome {
  fileprivate init(_ outcome: Verdict.Outcome) {
    self =
      switch outcome {
      case .allowed: .allowed
      case .refused: .refused
      case .undecided: .undecided
      }
  }
}
