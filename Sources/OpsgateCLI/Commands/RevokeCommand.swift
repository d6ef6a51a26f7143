import ArgumentParser
import Attestations
import Gate
import Git
import Reports

struct RevokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take back what you said",
    usage: """
      opsgate revoke [<rev>] [--env <env>] [--comment <text>] [--yes] [--push]
      opsgate revoke <record> ... [--comment <text>] [--yes] [--push]
      """,
    discussion: """
      Takes back your own records: those that are named, or all that stand on what
      a commit or branch changes. Nothing is deleted: a revocation is a record too.
      What is taken back stays so; to agree again, approve again.

      To a pipe, prints the names of the records.

      EXAMPLES:
        opsgate revoke raise-api --dry-run
        opsgate revoke raise-api --env production --yes
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Records (sha256:…, or how they begin), or one branch or commit",
      valueName: "record or rev"
    )
  )
  var names: [String] = []

  @Option(name: .customLong("env"), help: ArgumentHelp("Only there", valueName: "env"))
  var environment: String?

  @Option(help: ArgumentHelp("Say why", valueName: "text"))
  var comment: String?

  @OptionGroup
  var recording: RecordingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    if comment == "" { throw ValidationError("--comment must say something, and is empty") }
    if let short = names.first(where: { Self.isRecord($0) && $0.count < "sha256:".count + 8 }) {
      throw ValidationError("'\(short)' is too short to name a record: 8 digits are the least")
    }
    guard names.count < 2 || names.allSatisfy(Self.isRecord) else {
      throw ValidationError("either records are named, or one branch or commit")
    }
  }

  private static func isRecord(_ name: String) -> Bool { name.hasPrefix("sha256:") }

  func run() async throws {
    let session = try Session(options)
    let writer = try await RecordWriter(session)
    let byName = names.first.map(Self.isRecord) ?? false
    let matter = try await byName ? named(writer, session) : standing(writer, session)
    let speaker = Speaker(writer, matter.trust, now: session.now)
    session.console.warn(matter.notebook.doubts)
    session.console.say(
      matter.records.flatMap { ShowReport.Entry($0).lines(now: session.now) }
    )
    if !recording.dryRun {
      try Consent.ask(
        "take this back as '\(speaker.name)'",
        isGiven: recording.yes,
        session.console
      )
    }
    try await Recording(command: "revoke", options: recording, ref: NotesRef.approvals).run(
      matter.records.compactMap { revocation($0, matter, session.now) },
      with: writer,
      matter.trust,
      in: session
    )
  }

  /// What is to be taken back, and by whose leave.
  private struct Matter {
    let records: [LedgerRecord]
    let trust: Trust
    let notebook: Notebook
  }

  /// The records that were named.
  ///
  /// - Throws: `Failure` where one is unknown, ambiguous or somebody else's.
  private func named(
    _ writer: RecordWriter,
    _ session: borrowing Session
  ) async throws -> Matter {
    let view = try session.viewPastMistakes()
    let trust = try await session.trustInForce(at: view.id, before: view.id, on: view)
    let notebook = try await Notebook.open(in: session)
    let names = names
    let found = try await notebook.search(wholly: nil, in: session.repository) { note in
      note.keeping { line in
        // What is no envelope has no name.
        let name = (try? Envelope(parsing: Array(line)))?.name.text
        return name.map { name in names.contains { name.hasPrefix($0) } } ?? false
      }
    }
    let ledger = try await session.ledger(of: found, trust)
    let speaker = Speaker(writer, trust, now: session.now)
    return Matter(records: try named(ledger, speaker), trust: trust, notebook: notebook)
  }

  private func named(_ ledger: Ledger, _ speaker: Speaker) throws -> [LedgerRecord] {
    try names.unique.map { name in
      let found = ledger.records.filter { $0.name.text.hasPrefix(name) }
      guard let record = found.first, found.count == 1 else {
        throw Failure(
          .usage,
          found.isEmpty ? "no record is called '\(name)'" : "several records begin as '\(name)'",
          hint: "`opsgate show REV` names the records on a commit"
        )
      }
      guard record.approval?.approver == speaker.name else {
        throw Failure(
          .refused,
          "'\(record.name.short)' is not yours to take back",
          because: "it is by '\(record.statement.signer)', and you are '\(speaker.name)'",
          hint: record.approval == nil ? nil : "say your own word on it: `opsgate reject`"
        )
      }
      return record
    }
  }

  /// All that stands of the person's on the revision's changes.
  ///
  /// - Throws: `Failure` where there is nothing.
  private func standing(
    _ writer: RecordWriter,
    _ session: borrowing Session
  ) async throws -> Matter {
    let dossier = try await Dossier.gather(names.first, in: session)
    let speaker = Speaker(writer, dossier.trust, now: session.now)
    let records = try dossier.items(in: environment).flatMap { item in
      dossier.standing.word(of: speaker.name, on: item.reference)?.records ?? []
    }.filter { $0.approval?.decision != .revoke }
    guard records.isEmpty else {
      return Matter(records: records, trust: dossier.trust, notebook: dossier.notebook)
    }
    throw Failure(
      .refused,
      "'\(speaker.name)' has said nothing on \(dossier.commit.id.short) that could be taken back",
      hint: "`opsgate show \(names.first ?? "HEAD")` shows what was said"
    )
  }

  private func revocation(_ record: LedgerRecord, _ matter: Matter, _ now: Int) -> Statement? {
    guard var approval = record.approval else { return nil }
    var random = SystemRandomNumberGenerator()
    approval.decision = .revoke
    approval.revokes = [record.name]
    approval.supersedes = []
    approval.emergency = nil
    approval.expiresAt = nil
    approval.comment = comment
    approval.issuedAt = now
    approval.policy = matter.trust.tree.policyBlob
    approval.seen = matter.notebook.tip(of: NotesRef.approvals)
    approval.nonce = Nonce(using: &random)
    return .approval(approval)
  }
}
