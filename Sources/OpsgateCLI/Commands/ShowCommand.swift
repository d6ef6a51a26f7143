import ArgumentParser
import Attestations
import Gate
import Git
import Reports

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the records on what a commit or branch changes",
    usage: "opsgate show [<rev>] [--raw]",
    discussion: """
      Shows what people and machines have said of the changes of a commit or
      branch, wherever the notes hang, with what became of each signature and why
      a record does not count. Without <rev> it is HEAD.

      --raw prints a script for sh that checks each record with git, base64 and
      ssh-keygen or gpgv alone.

      Exit status: 1 where records were taken away, 2 where some may be missing
      here.

      EXAMPLES:
        opsgate show raise-api
        opsgate show raise-api --raw
      """
  )

  @Argument(help: ArgumentHelp("The branch or commit; HEAD unless given", valueName: "rev"))
  var revision: String?

  @Flag(help: "Print what was signed, and how to check it without opsgate")
  var raw = false

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let dossier = try await Dossier.gather(revision, in: session)
    let judge = RecordJudge(dossier: dossier, now: session.now)
    let records = judge.records
    let alarms = try dossier.notebook.alarms(in: session)
    let doubts = try dossier.doubts(in: session, where: { judge.objections(to: $0).isEmpty })
    if raw {
      try session.answer(rawReport(records, dossier, session))
    } else {
      try session.answer(
        ShowReport(
          commit: dossier.commit.id,
          entries: records.map { .init($0, objections: judge.objections(to: $0)) },
          refused: dossier.ledger.refused.filter { $0.object == dossier.commit.id },
          isComplete: alarms.isEmpty && doubts.isEmpty
        )
      )
    }
    session.console.warn(alarms + doubts)
    if !alarms.isEmpty { throw ExitCode(ExitStatus.refused.rawValue) }
    if !doubts.isEmpty { throw ExitCode(ExitStatus.undecided.rawValue) }
  }

  private func rawReport(
    _ records: [LedgerRecord],
    _ dossier: Dossier,
    _ session: borrowing Session
  ) -> RawReport {
    RawReport(
      commit: dossier.commit.id,
      entries: records.compactMap { record in
        dossier.notes.place(of: record.envelope.line).map {
          RawReport.Entry(record, ref: $0.ref, object: $0.object)
        }
      },
      keys: dossier.trust.tree.commit,
      keyFiles: dossier.trust.tree.keys.map(\.blob),
      hasRevoked: dossier.trust.tree.revoked != nil
    )
  }
}

extension Notebook {
  /// What should not have happened to notes, which only ever grow.
  func alarms(in session: borrowing Session) throws -> [Failure.Problem] {
    let line = session.console.progress("looking through the history of the records")
    defer { line.end() }
    return try pages.flatMap { page in
      try session.repository.notesHistory(of: page.tip, since: nil).map { alarm in
        Failure.Problem(
          message: "\(page.ref): \(alarm)",
          hints: ["`git show \(alarm.at.short)` shows what was there before"]
        )
      }
    }
  }
}

extension Dossier {
  /// What keeps an answer from being the whole truth: records that were never fetched, or that others saw.
  func doubts(
    in session: borrowing Session,
    where counts: (LedgerRecord) -> Bool
  ) throws -> [Failure.Problem] {
    var doubts = notebook.doubts
    let tips = notebook.pages.map(\.tip)
    for (seen, names) in ledger.tipsSeen(by: counts).sorted(by: { $0.key < $1.key }) {
      guard try !tips.contains(where: { try session.repository.knows(seen, in: $0) }) else {
        continue
      }
      let record = names.first?.short ?? ""
      doubts.append(
        Failure.Problem(
          message: "records are missing: \(record) was made on the notes \(seen.short), "
            + "which are not in the history of those here",
          hints: [
            "`opsgate sync` fetches what there is; ask who rewound them where it is not there"
          ]
        )
      )
    }
    return doubts
  }
}
