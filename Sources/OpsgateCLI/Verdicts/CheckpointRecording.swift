import Attestations
import Gate
import Git
import Reports

/// Signs what was found and where everything stood, so that later nobody can say otherwise.
struct CheckpointRecording {
  let room: Courtroom

  /// - Throws: `Failure` where nobody could believe it; `GitError` where it cannot be signed or written.
  func run(_ outcome: Verdict.Outcome, in session: borrowing Session) async throws {
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
