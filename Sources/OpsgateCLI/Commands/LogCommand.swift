import ArgumentParser
import History
import Pointers
import Reports

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show who moved which tag, newest first",
    usage: """
      opsgate log [<service>] [--env <env>] [--since <time>] [--until <time>]
                  [-n <n>]
      """,
    discussion: """
      Kinds and marks are told from the tags alone: a promotion is a move to a
      tag that the environment before already ran, a rollback one to a tag that
      the pointer held before. 'downgrade' is an older tag, 'skipped' one that
      never ran in the environment before, 'unlabelled' a rollback whose
      message does not say so.

      A time is a date (2026-03-04), a date and time (2026-03-04T16:30:00Z; UTC
      where no offset is given) or a length of time ('36h ago', '2 weeks ago').
      On a terminal the newest 50 moves are shown unless -n, --since or --until
      is given. To a pipe, one line for each move: time, environment, service,
      from, to, kind, marks, author, commit, place.

      Exit status: 65 where a file of the tip is wrong, so that a move may be
      missing, 2 where history that is needed is not in this clone.

      EXAMPLES:
        opsgate log --env production -n 5
        opsgate log api --since 2026-03-03 --until 2026-03-04T12:00:00Z
      """
  )

  @Argument(help: "Only this service")
  var service: String?

  @Option(name: .customLong("env"), help: ArgumentHelp("Only this environment", valueName: "env"))
  var environment: String?

  @Option(help: ArgumentHelp("Only moves at or after this time", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only moves at or before this time", valueName: "time"))
  var until: String?

  @Option(name: .customShort("n"), help: ArgumentHelp("At most so many moves", valueName: "n"))
  var count: Int?

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("-n must be at least 1, and is \(count)") }
  }

  func run() throws {
    let session = try Session(options)
    let begin = try since.map { try TimeText.required($0, "--since", now: session.now) } ?? Int.min
    let end = try until.map { try TimeText.required($0, "--until", now: session.now) } ?? Int.max
    let view = try session.view()
    if let environment { try Names.check(environment: environment, in: view.layout) }
    let table = try session.table(of: view)
    let timeline = try session.timeline(
      of: view,
      asked: asked(in: view.layout),
      in: table,
      isOnlyShown: true
    )
    if let service {
      try Names(layout: view.layout, keys: timeline.keys).check(service: service)
    }

    let moves = timeline.moves.reversed().filter { move in
      isWanted(move.key) && begin <= move.time && move.time <= end
    }
    let shown = moves.prefix(limit(session))
    try session.answer(
      LogReport(head: timeline.head, moves: Array(shown), omitted: moves.count - shown.count)
    )
    try session.conclude(
      table.mistakes.map { PointerFinding($0) } + timeline.findings(where: isWanted)
    )
  }

  /// The pointers that are meant, where the names alone say which.
  private func asked(in layout: Layout) -> Set<PointerKey> {
    guard let service, let environment else { return [] }
    return [PointerKey(service: service, environment: environment)]
  }

  private func isWanted(_ key: PointerKey) -> Bool {
    (service ?? key.service) == key.service && (environment ?? key.environment) == key.environment
  }

  /// A terminal has no use for a hundred thousand lines that nobody asked for.
  private func limit(_ session: borrowing Session) -> Int {
    if let count { return count }
    return session.isTerminal && since == nil && until == nil ? 50 : Int.max
  }
}
