import Attestations
import Gate
import Git
import Reports

/// Carries statements from their making to their answer: signs, records, pushes, tells.
struct Recording {
  /// The command's name: `approve`.
  let command: String
  let options: RecordingOptions
  /// The notes reference that is written.
  let ref: String

  /// Signs and records, unless `--dry-run` stops it before.
  ///
  /// Nothing is written unless every statement could be signed.
  ///
  /// - Throws: `Failure`, `GitError`.
  func run(
    _ statements: [Statement],
    with writer: RecordWriter,
    _ trust: Trust,
    in session: borrowing Session
  ) async throws {
    guard !options.dryRun else {
      return try session.answer(report(statements, [], tip: nil, isPushed: false))
    }
    var envelopes: [Envelope] = []
    for statement in statements { envelopes.append(try await writer.sign(statement)) }
    try await warnOfSignatures(envelopes, trust, in: session)
    let lines = Array(zip(envelopes, statements))
    let tip = try await writer.append(lines, to: ref, by: command, in: session)
    let isPushed = try await push(in: session, names: envelopes.map(\.name))
    try session.answer(
      report(statements, envelopes.map(\.name), tip: tip, isPushed: isPushed),
      of: "it is recorded in \(ref)"
    )
  }

  /// Looks at what was really signed: the key may have been another than was thought.
  private func warnOfSignatures(
    _ envelopes: [Envelope],
    _ trust: Trust,
    in session: borrowing Session
  ) async throws {
    let verifier = SignatureVerifier(trust.keys, in: session)
    let bad = try await verifier.check(envelopes).first { $0.status != .good }
    guard let bad else { return }
    session.console.warn([
      Failure.Problem(
        message: "the signature is '\(bad.status.rawValue)' to this repository",
        causes: [bad.reason].compactMap(\.self)
      )
    ])
  }

  /// - Throws: What syncing throws, with a word on what stands already.
  private func push(in session: borrowing Session, names: [RecordName]) async throws -> Bool {
    guard options.push else { return false }
    do {
      let (_, sync) = try await session.notesSync(options.remote)
      try session.conclude(try await sync.run(in: session.repository))
      return true
    } catch {
      let words = names.map(\.short).joined(separator: ", ")
      throw Failure(error).hinting(
        "\(words) is recorded here all the same: `opsgate sync` is all that is left to do"
      )
    }
  }

  private func report(
    _ statements: [Statement],
    _ names: [RecordName],
    tip: ObjectID?,
    isPushed: Bool
  ) -> RecordedReport {
    RecordedReport(
      command: command,
      ref: ref,
      tip: tip,
      statements: statements,
      names: names,
      isPushed: isPushed
    )
  }
}
