import ArgumentParser
import Git
import History
import Pointers
import Reports

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show which tag each service runs in each environment",
    usage: "opsgate status [<service> ...] [--env <env>] [--at <rev>]",
    discussion: """
      Shows since when each tag runs, and how many moves it is behind the
      environment before. To a pipe, one line for each pointer: environment,
      service, tag, since, behind, commit, place.

      Exit status: 65 where a file is wrong (the others are shown), 1 where
      copies of one pointer disagree, 2 where history that is needed is not
      in this clone.

      EXAMPLES:
        opsgate status
        opsgate status api web --env production
      """
  )

  @Argument(help: ArgumentHelp("Only these services", valueName: "service"))
  var services: [String] = []

  @Option(name: .customLong("env"), help: "Only this environment")
  var environment: String?

  @Option(help: ArgumentHelp("Show this commit instead of the mainline's tip", valueName: "rev"))
  var at: String?

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    let view = try session.view(at: at)
    let layout = view.layout
    if let environment { try Names.check(environment: environment, in: layout) }
    let table = try session.table(of: view)
    let timeline = try session.timeline(of: view, isOnlyShown: true)
    let known = Set(table.keys).union(timeline.keys)
    let names = Names(layout: layout, keys: known)
    for service in services { try names.check(service: service) }

    let environments = layout.environments.map(\.name).filter { environment ?? $0 == $0 }
    let report = StatusReport(
      table: table,
      timeline: timeline,
      moment: view.moment,
      keys: layout.inOrder(known).filter {
        (services.isEmpty || services.contains($0.service))
          && environments.contains($0.environment)
      },
      environments: environments,
      unused: try layout.unusedEntries(in: table, of: view.commit.tree, in: session.repository)
    )
    try session.answer(report)
    try session.conclude(report.findings)
  }
}
