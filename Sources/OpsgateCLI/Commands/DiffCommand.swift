import ArgumentParser
import Pointers
import Reports

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what a promotion would move",
    usage: "opsgate diff <from> <to>",
    discussion: """
      Lists the services whose tag in the first environment is not the one that
      the second runs. 'older' marks a tag that would be a step back, 'floating'
      one that cannot be promoted, 'absent' a service that the second
      environment has no pointer for.

      To a pipe, one line for each service: service, tag now, tag to come, mark.

      EXAMPLES:
        opsgate diff staging production
        opsgate diff dev staging --format json
      """
  )

  @Argument(help: ArgumentHelp("The environment that tags come from", valueName: "from"))
  var source: String

  @Argument(help: ArgumentHelp("The environment that would be changed", valueName: "to"))
  var target: String

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    let view = try session.view()
    for environment in [source, target] {
      try Names.check(environment: environment, in: view.layout)
    }
    let table = try session.table(of: view)
    try session.answer(DiffReport(table: table, from: source, to: target))
    try session.conclude(table.findings { [source, target].contains($0.environment) })
  }
}
