import ArgumentParser
import Changes
import Gate
import Git
import History
import Pointers
import Reports

struct PromoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Copy tags from the environment before, as one commit",
    usage: """
      opsgate promote <service> ... --to <env> [--tag <tag>]
                      [--branch <name>] [--pr] [--dry-run] [--push]
      opsgate promote --all --to <env> [--branch <name>] [--pr]
                      [--dry-run] [--push]
      opsgate promote --auto [--dry-run] [--push]
      """,
    discussion: """
      Each service gets the tag that it runs in the environment before, or the
      one of --tag. --all takes every service whose tags differ, but for those
      that a person should name: where the tag was rolled back from, is older,
      or floats. --auto promotes whatever may pass every gate now, in one commit
      for each environment; twenty CI jobs may do so at once.

      The gate is asked first: where it refuses, its verdict is the answer, and
      nothing is written. --branch writes a candidate on a new branch instead,
      for others to approve: `opsgate approve NAME`. --pr pushes one, opens a
      pull request with the verdict, and asks those who can approve it; run
      again, it finds what is there.

      To a pipe, prints the commit's id.

      Exit status: 1 where the gate refuses, 2 where nobody can tell.

      EXAMPLES:
        opsgate promote web --to production --dry-run
        opsgate promote worker --to staging --tag v0.9.1 --dry-run
      """
  )

  @Argument(help: "The services, promoted together")
  var services: [String] = []

  @Option(help: ArgumentHelp("The environment that is changed", valueName: "env"))
  var to: String?

  @Option(help: ArgumentHelp("Set this tag", valueName: "tag"))
  var tag: String?

  @Flag(help: "Promote every service whose tags differ")
  var all = false

  @Flag(help: "Promote whatever may pass every gate now")
  var auto = false

  @OptionGroup
  var writing: WritingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    if auto {
      guard services.isEmpty, !all, to == nil, tag == nil, !writing.isCandidate else {
        throw ValidationError(
          "--auto decides by itself, and takes no services, --to, --tag, --branch or --pr"
        )
      }
      return
    }
    guard to != nil else { throw ValidationError("--to is missing, and --auto is not given") }
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
    do {
      try await auto ? runAutomatically(in: session) : run(in: session, to: to ?? "")
    } catch let refusal as GateRefusal {
      try session.answer(refusal.report)
      throw refusal.failure
    }
  }

  private func runAutomatically(in session: borrowing Session) async throws {
    let view = try session.viewPastMistakes()
    let change = Change(command: "promote", options: writing, view: view, isDecidedAnew: true)
    try await change.run(in: session) { tip, repository in
      let tip = try session.view(of: tip, view)
      let judge = try await PlanJudge(at: tip, in: session)
      let automatic = AutomaticPromotion(
        judge: judge,
        view: tip,
        branch: try change.branch(),
        table: try session.table(of: tip),
        timeline: try await judge.timeline(in: session)
      )
      return try await automatic.plan(in: repository)
    }
  }

  private func run(in session: borrowing Session, to name: String) async throws {
    let view = try session.viewPastMistakes()
    try Names.check(environment: name, in: view.layout)
    let change = Change(command: "promote", options: writing, view: view)
    try await change.run(in: session) { tip, repository in
      let tip = try session.view(of: tip, view)
      let judge = try await PlanJudge(at: tip, in: session)
      let table = try session.table(of: tip)
      let timeline = try await judge.timeline(in: session)
      let names = Names(layout: tip.layout, keys: Set(table.keys).union(timeline.keys))
      for service in services { try names.check(service: service) }
      guard let environment = tip.layout.environment(named: name) else {
        throw ChangeRefusal.noSource(environment: name)
      }
      let (taken, notices) = try choice(environment, table, timeline)
      let plan = try Promotion(services: taken, to: environment, tag: tag)
        .plan(on: change.branch(), at: tip.id, in: repository, layout: tip.layout)
      let warnings = notices + PromotionChoice.warnings(plan, table, timeline)
      // A pull request is judged whatever the command, and says all of the verdict.
      if writing.pullRequest { return plan.adding(warnings) }
      return plan.adding(warnings + (try await verdict(on: plan, judge, in: repository)))
    }
  }

  /// What the gate says that a person should know; of a candidate also what it still lacks.
  ///
  /// - Throws: `GateRefusal` where the plan may not be written to the mainline.
  private func verdict(
    on plan: Plan,
    _ judge: PlanJudge,
    in repository: borrowing Repository
  ) async throws -> [Notice] {
    let name = writing.branch ?? to ?? ""
    let report = try await judge.report(on: plan, as: name, in: repository)
    guard report.outcome == .allowed || writing.isCandidate else {
      throw GateRefusal(report: report, environment: to ?? "", services: services)
    }
    // Of order, tags that are held and older ones the plan itself warns.
    let told: Set<Finding.Rule> = [.promotionOrder, .held, .downgrade]
    return report.notices { !($0.severity == .warning && told.contains($0.rule)) }
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
    let choice = PromotionChoice(
      table: table,
      timeline: timeline,
      source: source,
      target: environment.name
    )
    try choice.refuseUnreadable()
    return choice.services
  }
}
