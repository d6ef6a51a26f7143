import ArgumentParser
import Attestations

struct RejectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Reject what a commit or branch changes",
    usage: "opsgate reject [<rev>] [--env <env>] [--comment <text>] [--yes] [--push]",
    discussion: """
      Works as `opsgate approve` does. Your latest word counts: a rejection takes
      the place of what you said before on the same change, and an approval takes
      the place of a rejection.

      To a pipe, prints the names of the records.

      EXAMPLES:
        opsgate reject raise-api --dry-run
        opsgate reject raise-api --comment broken --yes
      """
  )

  @Argument(help: ArgumentHelp("The branch or commit; HEAD unless given", valueName: "rev"))
  var revision: String?

  @Option(name: .customLong("env"), help: ArgumentHelp("Only there", valueName: "env"))
  var environment: String?

  @Option(help: ArgumentHelp("Say why", valueName: "text"))
  var comment: String?

  @OptionGroup
  var recording: RecordingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    if comment == "" { throw ValidationError("--comment must say something, and is empty") }
  }

  func run() async throws {
    let session = try Session(options)
    let opinion = Opinion(
      decision: .reject,
      revision: revision,
      environment: environment,
      comment: comment,
      options: recording
    )
    try await opinion.run(in: session)
  }
}
