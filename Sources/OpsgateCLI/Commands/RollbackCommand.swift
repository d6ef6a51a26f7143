import ArgumentParser
import Changes
import Gate
import History
import Pointers

struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Point services back to a tag that they ran before",
    usage: """
      opsgate rollback <service> ... --env <env> [--to <tag>] [--force]
                       [--branch <name>] [--pr] [--dry-run] [--push]
      """,
    discussion: """
      Without --to, each service goes back to the last tag that differs from
      the one it runs, was not rolled back from itself, and was let in by the gate.
      With --to, to a tag that it ran there before; --force takes any tag, and the
      commit says so. No gate stands before a rollback: it is made at once, and
      `opsgate verify` judges it like any other change.

      All services go back in one commit. Only the pointers change; what else
      was changed since stays. To a pipe, prints the commit's id.

      EXAMPLES:
        opsgate rollback api --env production --dry-run
        opsgate rollback api web --env production --to v2.0.0 --force
      """
  )

  @Argument(help: "The services, rolled back together")
  var services: [String]

  @Option(name: .customLong("env"), help: ArgumentHelp("The environment", valueName: "env"))
  var environment: String

  @Option(help: ArgumentHelp("Go back to this tag", valueName: "tag"))
  var to: String?

  @Flag(help: "Take a tag that the service never ran there")
  var force = false

  @OptionGroup
  var writing: WritingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    if to == "" { throw ValidationError("--to must name a tag, and is empty") }
    if force, to == nil { throw ValidationError("--force goes with --to, which is not given") }
  }

  func run() async throws {
    let session = try Session(options)
    let view = try session.viewPastMistakes()
    try Names.check(environment: environment, in: view.layout)
    let table = try session.table(of: view)
    let asked = services.map { PointerKey(service: $0, environment: environment) }
    let timeline = try session.timeline(of: view, asked: Set(asked), in: table)
    let names = Names(layout: view.layout, keys: Set(table.keys).union(timeline.keys))
    for service in services { try names.check(service: service) }
    var steps = RollbackSteps(
      timeline: timeline,
      table: table,
      environment: environment,
      tag: to,
      isForced: force
    )
    if to == nil, view.policy.asks(in: environment) {
      let court = try await session.courtroom(on: view, CourtOptions()).court
      for key in asked {
        steps.allowed[key.service] = try await AllowedTargets(
          timeline.history(of: key),
          by: court,
          in: session.repository
        )
      }
    }
    let rollback = Rollback(try services.unique.map(steps.step), in: environment)

    warnOfGate(view.policy, in: session)
    let change = Change(command: "rollback", options: writing, view: view)
    try await change.run(in: session) { tip, repository in
      let tip = try session.view(of: tip, view)
      // What was decided holds only for the tags that it was decided on.
      if tip.id != view.id { try steps.checkStillHold(for: services, in: session.table(of: tip)) }
      let branch = try change.branch()
      return try rollback.plan(on: branch, at: tip.id, in: repository, layout: tip.layout)
        .adding(steps.doubts(of: services.unique) + steps.passedOver(by: services.unique))
    }
  }

  /// A rollback has its own way only where the policy gives it one.
  private func warnOfGate(_ policy: Policy, in session: borrowing Session) {
    guard policy.asks(in: environment), policy.environment(named: environment)?.rollback == nil
    else { return }
    session.console.warn([
      Failure.Problem(
        message:
          "the policy has no 'rollback' for '\(environment)': its gate asks of this what it asks of any change",
        hints: ["`rollback: { approvals: 0, within: 5 }` in the environment lets it pass"]
      )
    ])
  }
}
