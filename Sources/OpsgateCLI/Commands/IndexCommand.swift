import ArgumentParser
import FoundationEssentials
import Git
import History
import Reports

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Show, rebuild or drop the index of the history",
    usage: "opsgate index (show | rebuild | drop)",
    discussion: """
      A SQLite file, .git/opsgate/index.sqlite, that keeps every move which was
      read. It makes itself where the mainline has a thousand commits, follows
      new ones and rewritten ones, and may be deleted at any time. It serves
      status, log and why. What is judged or written is read from the commits
      themselves.

      To ask it by SQL, as in sqlite3 .git/opsgate/index.sqlite
      'SELECT * FROM log LIMIT 9', take the view log: time, environment, service, from,
      to, kind, downgrade, skipped, unlabelled, author, email, commit, path,
      line; one row for each move. Below it are the tables moves, commits (who
      and when, of commits with moves), pointers, paths and people; renewals
      (another digest, comment or line under the same tag), gaps (what could
      not be read), meta, and mainline (the ids, packed). A position counts
      the commits of the mainline from 0.

      EXAMPLES:
        opsgate index show
        opsgate index rebuild
      """,
    subcommands: [IndexShowCommand.self, IndexRebuildCommand.self, IndexDropCommand.self],
    defaultSubcommand: IndexShowCommand.self
  )
}

struct IndexShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what the index holds",
    usage: "opsgate index show",
    discussion: "Exit status: 0, also where there is none."
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    try session.answer(try session.indexReport())
  }
}

struct IndexRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Read the whole history into a new index",
    usage: "opsgate index rebuild",
    discussion: """
      Exit status: 74 where it cannot be written, 2 where the history is not
      all here or the tip cannot all be read: such a one is not kept.
      """
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    let view = try session.view()
    guard session.givenPolicy == nil else {
      throw Failure(
        .usage,
        "the index is of the repository's own policy",
        hint: "leave `--policy` out"
      )
    }
    try session.emptyIndex()
    let line = session.console.progress("reading the history of \(view.name)")
    let timeline = try session.indexedTimeline(of: view, only: nil, makesAny: true) {
      line.show($0.done, of: $0.total)
    }
    line.end()
    let report = try session.indexReport()
    guard report.isThere else { throw session.notKept(timeline) }
    try session.answer(report)
  }
}

struct IndexDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Delete the index",
    usage: "opsgate index drop",
    discussion: "Exit status: 0, also where there was none."
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    try session.dropIndex()
    try session.answer(try session.indexReport())
  }
}

extension Session {
  fileprivate func dropIndex() throws {
    do throws(HistoryIndex.Failure) {
      try HistoryIndex.remove(indexFile)
    } catch {
      throw Failure(
        .inputOutput,
        "cannot delete \(indexFile)",
        because: error.reason,
        hint:
          "where another process has it, run this again; otherwise delete it yourself"
      )
    }
  }

  /// Leaves an index with nothing in it, where one is; others may be reading it.
  fileprivate func emptyIndex() throws {
    guard FileManager.default.fileExists(atPath: indexFile) else { return }
    do throws(HistoryIndex.Failure) {
      try HistoryIndex(at: indexFile, mayWrite: true).clear()
    } catch {
      guard case .damaged = error else {
        throw Failure(
          .inputOutput,
          "cannot write \(indexFile)",
          because: error.reason,
          hint: "where another process has it, run this again; otherwise delete it yourself"
        )
      }
      try dropIndex()
    }
  }

  fileprivate func indexReport() throws -> IndexReport {
    let path = indexFile
    let missing = IndexReport(path: path, state: .missing, summary: nil, size: 0)
    guard FileManager.default.fileExists(atPath: path) else { return missing }
    do {
      let index = try HistoryIndex(at: path, mayWrite: false)
      let summary = try index.summary()
      let view = try view(tellsAge: false)
      let isCurrent = summary.head?.isOf(view.id, view.layout) == true
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      return IndexReport(
        path: path,
        state: summary.head == nil ? .missing : isCurrent ? .current : .behind,
        summary: summary,
        size: size ?? 0
      )
    } catch let failure as HistoryIndex.Failure {
      throw Failure(
        .inputOutput,
        "cannot read \(path)",
        because: failure.reason,
        hint: "`opsgate index rebuild` makes it anew; nothing is lost"
      )
    }
  }

  fileprivate func notKept(_ timeline: Timeline) -> Failure {
    if let gap = timeline.gaps.last, !timeline.isComplete || gap.isNotHere {
      return Failure(
        .undecided,
        "no index was made",
        because: "the history is not all here: \(gap.reason)",
        hint: gap.hint
      )
    }
    return timeline.gaps.isEmpty
      ? Failure(
        .inputOutput,
        "cannot write \(indexFile)",
        because: "its folder is read-only or full"
      )
      : Failure(
        .undecided,
        "no index was made",
        because: "a file of the tip is wrong, or the index cannot be written",
        hint: "`opsgate status` names the file"
      )
  }
}
