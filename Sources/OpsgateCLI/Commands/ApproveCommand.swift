import ArgumentParser
import Attestations

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve what a commit or branch changes",
    usage: """
      opsgate approve [<rev>] [--env <env>] [--comment <text>] [--yes] [--push]
      opsgate approve [<rev>] --emergency --reason <text> --incident <name>
      """,
    discussion: """
      Shows what would be approved and whether the approval will count, asks,
      and adds one record for each environment that the change touches to
      refs/notes/opsgate/approvals: signed as git signs your commits (gpg.format,
      user.signingKey), bound to the change and not to the commit's id, so that a
      merge, a squash and a rebase keep it. Without <rev> it is HEAD.

      To a pipe, prints the names of the records.

      EXAMPLES:
        opsgate approve raise-api --dry-run
        opsgate approve raise-api --env production --comment checked --yes
      """
  )

  @Argument(help: ArgumentHelp("The branch or commit; HEAD unless given", valueName: "rev"))
  var revision: String?

  @Option(name: .customLong("env"), help: ArgumentHelp("Only there", valueName: "env"))
  var environment: String?

  @Option(help: ArgumentHelp("Say something with it", valueName: "text"))
  var comment: String?

  @Flag(help: "Open the gate without it, for all to see")
  var emergency = false

  @Option(help: ArgumentHelp("Why it cannot wait", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("What the incident is called: INC-42", valueName: "name"))
  var incident: String?

  @OptionGroup
  var recording: RecordingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    guard !emergency || (reason?.isEmpty == false && incident?.isEmpty == false) else {
      throw ValidationError("--emergency needs --reason and --incident")
    }
    guard emergency || (reason == nil && incident == nil) else {
      throw ValidationError("--reason and --incident go with --emergency")
    }
    if comment == "" { throw ValidationError("--comment must say something, and is empty") }
  }

  func run() async throws {
    let session = try Session(options)
    var opinion = Opinion(
      decision: .approve,
      revision: revision,
      environment: environment,
      comment: comment,
      options: recording
    )
    if let reason, let incident {
      opinion.emergency = Approval.Emergency(reason: reason, incident: incident)
    }
    try await opinion.run(in: session)
  }
}
