import ArgumentParser
import Gate
import Git
import History
import Pointers
import Reports

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell the whole story of one pointer",
    usage: "opsgate why <service> <env>",
    discussion: """
      Says which commit set the tag and who made it, what the gate says of it and
      who approved it, where the tag stands, what
      ran before it, which tags are held because they were rolled back from,
      what the environment before runs, and where a rollback would go.

      To a pipe, one line for each fact, with its topic first.

      EXAMPLES:
        opsgate why api production
        opsgate why web production --format json
      """
  )

  @Argument(help: "The service")
  var service: String
  @Argument(help: ArgumentHelp("The environment", valueName: "env"))
  var environment: String

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let view = try session.view()
    let key = PointerKey(service: service, environment: environment)
    try Names.check(environment: environment, in: view.layout)
    let table = try session.table(of: view)
    let timeline = try session.timeline(of: view, asked: [key], in: table, isOnlyShown: true)
    let known = Set(table.keys).union(timeline.keys)
    try Names(layout: view.layout, keys: known).check(service: service)
    guard table.state(of: key) != .absent || known.contains(key) else {
      throw Failure.noPointer(key, among: known)
    }

    let commits = PointerStory.commits(of: key, in: timeline)
    var story = PointerStory(
      key,
      table: table,
      timeline: timeline,
      subjects: try session.subjects(of: commits)
    )
    if let since = timeline.history(of: key).current?.since {
      let court = try await session.courtroom(CourtOptions()).court
      story.verdict = try await court.judgements(of: since.id, in: session.repository)
        .first { $0.change.environment == environment }?.verdict
      if view.policy.asks(in: environment) {
        story.notAllowed = try await AllowedTargets(
          story.history,
          by: court,
          in: session.repository
        ).refused
      }
    }
    try session.answer(story)
    try session.conclude(story.findings)
  }
}
