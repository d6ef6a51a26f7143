public import ArgumentParser
import FoundationEssentials
import Pointers
import Reports

/// The program: its list of commands.
public struct Opsgate: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "opsgate",
    abstract: "See what runs where, and roll it back",
    usage: "opsgate <command> ...",
    discussion: """
      Works on an ops repository: the Git repository whose files say which tag
      of each service runs in each environment. Its .opsgate/policy.yaml says
      where in which files.

      EXAMPLES:
        opsgate status
        opsgate rollback api --env production --dry-run
      """,
    version: "opsgate 0.1.0",
    subcommands: [
      StatusCommand.self, GetCommand.self, LogCommand.self, DiffCommand.self, WhyCommand.self,
      PromoteCommand.self, RollbackCommand.self, RevertCommand.self,
      ApproveCommand.self, RejectCommand.self, RevokeCommand.self, CheckCommand.self,
      VerifyCommand.self, ReconcileCommand.self, GitHubCommand.self,
      ShowCommand.self, SyncCommand.self,
      TrustCommand.self, IndexCommand.self,
    ]
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  public init() {}
}
