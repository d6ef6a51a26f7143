import ArgumentParser
import Changes
import History
import Pointers

struct PromoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Copy tags from the environment before, as one commit",
    usage: """
      opsgate promote <service> ... --to <env> [--tag <tag>]
                      [--dry-run] [--push]
      opsgate promote --all --to <env> [--dry-run] [--push]
      """,
    discussion: """
      Each service gets the tag that it runs in the environment before, or the
      one of --tag. --all takes every service whose tags differ, but for those
      that a person should name: where the tag was rolled back from, is older,
      or floats.

      To a pipe, prints the commit's id.

      EXAMPLES:
        opsgate promote web --to production --dry-run
        opsgate promote worker --to staging --tag v0.9.1 --dry-run
      """
  )

  @Argument(help: "The services, promoted together")
  var services: [String] = []

  @Option(help: ArgumentHelp("The environment that is changed", valueName: "env"))
  var to: String

  @Option(help: ArgumentHelp("Set this tag", valueName: "tag"))
  var tag: String?

  @Flag(help: "Promote every service whose tags differ")
  var all = false

  @OptionGroup
  var writing: WritingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    guard services.isEmpty == all else {
      throw ValidationError(
        all
          ? "--all and services exclude each other" : "no service is named, and --all is not given"
      )
    }
    if tag == "" { throw ValidationError("--tag must name a tag, and is empty") }
    if let tag, tag.first?.isWhitespace == true || tag.last?.isWhitespace == true {
      throw ValidationError("--tag must not begin or end with a blank, and is '\(tag)'")
    }
    if all, tag != nil { throw ValidationError("--tag goes with services, and --all is given") }
  }

  func run() async throws {
    let session = try Session(options)
    let view = try session.view()
    try Names.check(environment: to, in: view.layout)
    let change = Change(command: "promote", options: writing, view: view)
    try await change.run(in: session) { tip, repository in
      let tip = try session.view(of: tip, view)
      let table = try session.table(of: tip)
      let timeline = try session.timeline(of: tip)
      let names = Names(layout: tip.layout, keys: Set(table.keys).union(timeline.keys))
      for service in services { try names.check(service: service) }
      guard let environment = tip.layout.environment(named: to) else {
        throw ChangeRefusal.noSource(environment: to)
      }
      let (taken, notices) = try choice(environment, table, timeline)
      let plan = try Promotion(services: taken, to: environment, tag: tag)
        .plan(on: change.branch(), at: tip.id, in: repository, layout: tip.layout)
      return plan.adding(notices + PromotionChoice.warnings(plan, table, timeline))
    }
  }

  private func choice(
    _ environment: Environment,
    _ table: PointerTable,
    _ timeline: Timeline
  ) throws -> (taken: [String], notices: [Notice]) {
    guard all else { return (services.unique, []) }
    guard let source = environment.from else {
      throw ChangeRefusal.noSource(environment: environment.name)
    }
    let choice = PromotionChoice(table: table, timeline: timeline, source: source, target: to)
    try choice.refuseUnreadable()
    return choice.services
  }
}
