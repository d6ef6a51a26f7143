import ArgumentParser
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
    try await check(envelopes, of: statements, trust, in: session)
    let lines = Array(zip(envelopes, statements))
    let tip = try await writer.append(lines, to: ref, by: command, in: session)
    let alarm = try await push(in: session, names: envelopes.map(\.name))
    try session.answer(
      report(statements, envelopes.map(\.name), tip: tip, isPushed: options.push),
      of: "it is recorded in \(ref)"
    )
    if let alarm { throw alarm }
    try await noteWhereItIs(in: session)
  }

  /// Looks at what was really signed: the key may have been another than was thought.
  ///
  /// - Throws: `Failure` for a signature that is none: nothing is recorded then.
  private func check(
    _ envelopes: [Envelope],
    of statements: [Statement],
    _ trust: Trust,
    in session: borrowing Session
  ) async throws {
    let verifier = SignatureVerifier(trust.keys, in: session)
    for (check, statement) in zip(try await verifier.check(envelopes), statements) {
      guard check.status != .bad else {
        throw Failure(
          .inputOutput,
          "cannot sign the record",
          because: "what the signing program made is no signature of it: \(check.reason ?? "")",
          hint: "nothing was recorded; see `gpg.format` and the program that it names"
        )
      }
      session.console.warn(Self.warnings(of: check, statement, trust))
    }
  }

  private static func warnings(
    of check: SignatureCheck,
    _ statement: Statement,
    _ trust: Trust
  ) -> [Failure.Problem] {
    if check.status != .good {
      return [
        Failure.Problem(
          message: "the signature is '\(check.status.rawValue)' to this repository",
          causes: [check.reason].compactMap(\.self)
        )
      ]
    }
    // That nobody has the key was said before it signed.
    guard let owner = check.fingerprint.flatMap(trust.owner), owner != statement.signer else {
      return []
    }
    return [
      Failure.Problem(
        message:
          "this will not count: it speaks for '\(statement.signer)', and the key that signed it "
          + "is that of '\(owner)'"
      )
    ]
  }

  /// - Returns: What syncing ends with although it could be done: an alarm.
  /// - Throws: What syncing throws, with a word on what stands already.
  private func push(in session: borrowing Session, names: [RecordName]) async throws -> ExitCode? {
    guard options.push else { return nil }
    do {
      let (_, sync) = try await session.notesSync(options.remote)
      try session.conclude(try await sync.run(in: session.repository))
      return nil
    } catch let alarm as ExitCode {
      return alarm
    } catch {
      let words = names.map(\.short).joined(separator: ", ")
      throw Failure(error).hinting(
        "\(words) is recorded here all the same: `opsgate sync` is all that is left to do"
      )
    }
  }

  /// Says that nobody else has it yet, where there is somebody else.
  private func noteWhereItIs(in session: borrowing Session) async throws {
    guard !options.push, try await !session.configuration().remotes.isEmpty else { return }
    session.console.note(
      Failure.Problem(message: "it is only here so far: `opsgate sync` shares it")
    )
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
