import History
import ArgumentParser
import Changes
import Gate
import Git
import Pointers

struct RevertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Undo commits as git revert does, without a worktree",
    usage: """
      opsgate revert <commit> ... [-m <n>] [--service <service> ...]
                     [--branch <name>] [--pr] [--dry-run] [--push]
      """,
    discussion: """
      Makes one commit for each, with git's tree and git's message. Where the
      text conflicts and the pointers do not, it goes on pointer by pointer: a
      pointer that still holds what the commit set is set back, one that is
      back already is left, and one that was moved since is a conflict. Then
      nothing at all is written, and the exit status is 1.

      A commit is a revision or a range (A..B). With --service, only the
      pointers of these services are set back. To a pipe, prints the ids of the
      new commits, oldest first.

      EXAMPLES:
        opsgate revert HEAD~1 --dry-run
        opsgate revert HEAD~1 --service api
      """
  )

  @Argument(help: ArgumentHelp("The commits to undo", valueName: "commit"))
  var commits: [String]

  @Option(
    name: .customShort("m"),
    help: ArgumentHelp("Which parent of a merge is the mainline, from 1", valueName: "n")
  )
  var mainlineParent: Int?

  @Option(
    name: .customLong("service"),
    parsing: .singleValue,
    help: ArgumentHelp("Only this service's pointers (can be repeated)", valueName: "service")
  )
  var services: [String] = []

  @OptionGroup
  var writing: WritingOptions
  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let view = try session.viewPastMistakes()
    let change = Change(command: "revert", options: writing, view: view)
    let branch = try change.branch()
    let sequence = try await session.revertSequence(commits)
    if !services.isEmpty {
      let names = try Names(layout: view.layout, keys: session.timeline(of: view).keys)
      for service in services { try names.check(service: service) }
    }

    let revert = Revert(sequence, mainlineParent: mainlineParent, services: services.unique)
    do {
      try await change.run(in: session) { tip, repository in
        try await revert.plan(
          on: branch,
          at: tip,
          in: repository,
          layout: view.layout,
          git: session.git
        )
      }
    } catch ChangeRefusal.conflict(let conflict) {
      throw Failure(conflict, try session.history(of: conflict, in: view))
    }
  }
}

extension Session {
  /// The commits that the arguments name, in the order in which they are undone.
  fileprivate func revertSequence(_ arguments: [String]) async throws -> [ObjectID] {
    do throws(GitError) {
      let commits = try await repository.revertSequence(arguments, with: git)
      guard commits.isEmpty else { return commits }
    } catch {
      let isTyped = [.notFound, .ambiguous, .invalid].contains(error.code)
      throw isTyped ? Failure(error, status: .usage) : Failure(error)
    }
    throw Failure(.usage, "the range names no commit", hint: "`A..B` is B without what A has")
  }
}
