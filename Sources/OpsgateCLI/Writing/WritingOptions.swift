import ArgumentParser

/// The options of all commands that write.
struct WritingOptions: ParsableArguments {
  @Flag(name: [.customShort("n"), .long], help: "Show the commit and its diff without making it")
  var dryRun = false

  @Flag(help: "Push the branch, and do it again where somebody was faster")
  var push = false

  @Option(
    help: ArgumentHelp(
      "Push to this remote instead of the branch's own",
      valueName: "name"
    )
  )
  var remote: String?

  func validate() throws {
    guard remote == nil || push else {
      throw ValidationError("--remote says where to push, and --push is not given")
    }
    guard !(dryRun && push) else {
      throw ValidationError("--push and --dry-run exclude each other")
    }
  }
}
