import ArgumentParser

/// The options of all commands that write.
struct WritingOptions: ParsableArguments {
  @Flag(name: [.customShort("n"), .long], help: "Show the commit and its diff without making it")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Write a candidate on this new branch, not the mainline", valueName: "name")
  )
  var branch: String?

  @Flag(help: "Push the branch, and do it again where somebody was faster")
  var push = false

  @Option(
    help: ArgumentHelp("Push to this remote instead of the branch's own", valueName: "name")
  )
  var remote: String?

  @Flag(name: .customLong("pr"), help: "Push a candidate, and open a pull request of it")
  var pullRequest = false

  /// Whether the mainline itself is left alone.
  var isCandidate: Bool { branch != nil || pullRequest }

  func validate() throws {
    guard remote == nil || push || pullRequest else {
      throw ValidationError("--remote says where to push, and --push is not given")
    }
    if branch == "" { throw ValidationError("--branch must name a branch, and is empty") }
    guard !(dryRun && push) else {
      throw ValidationError("--push and --dry-run exclude each other")
    }
  }
}
