import Attestations
import Gate
import Git
import Reports

/// Signs statements, and appends them to notes in one commit.
struct RecordWriter {
  let signer: CommitSigner
  /// Who records, for the commits of the notes.
  let committer: Signature
  let configuration: Configuration
  /// The key that will sign, as far as that can be known beforehand.
  let key: SigningKey?
  private let noteSigner: CommitSigner?

  /// Asks git who signs, and with what.
  ///
  /// - Throws: `GitError` where its configuration cannot be understood, or names no key.
  init(_ session: borrowing Session) async throws {
    configuration = try await session.configuration()
    committer = try await Identities.committer(asking: session.git)
    signer = try CommitSigner(configuration: configuration, git: session.git)
    noteSigner = try CommitSigner.asked(by: configuration, git: session.git)
    key = await signer.signingKey(committer: committer)
  }

  /// Signs a statement.
  ///
  /// - Throws: `GitError` with the code `.unsigned`.
  func sign(_ statement: Statement) async throws -> Envelope {
    let payload = try statement.signablePayload()
    let bytes = PreAuthenticationEncoding.bytes(type: Envelope.payloadType, body: payload)
    let signature = try await signer.sign(
      bytes,
      namespace: KeyRing.namespace,
      committer: committer
    )
    do throws(RecordMistake) {
      return try Envelope(payload: payload, signature: signature, keyID: key?.fingerprint)
    } catch {
      throw Failure(.inputOutput, "cannot sign the record", because: error.message)
    }
  }

  /// Appends records to the notes of the objects that they speak of.
  ///
  /// - Returns: Where the notes stand now.
  func append(
    _ envelopes: [(Envelope, Statement)],
    to ref: String,
    by command: String,
    in session: borrowing Session
  ) async throws -> ObjectID {
    let lines = envelopes.map { NoteLine(object: $1.subject.commit, bytes: $0.line) }
    return try await append(lines, to: ref, by: command, in: session)
  }

  /// Appends lines to the notes of objects.
  ///
  /// - Returns: Where the notes stand now.
  func append(
    _ lines: [NoteLine],
    to ref: String,
    by command: String,
    in session: borrowing Session
  ) async throws -> ObjectID {
    // One that has merged nothing in memory: what it holds there would be written too.
    let fresh = try Repository(
      discovering: session.directory,
      environment: session.environment
    )
    return try await fresh.appendNotes(
      lines,
      to: ref,
      as: committer,
      message: "Notes added by 'opsgate \(command)'",
      signer: noteSigner
    )
  }
}
