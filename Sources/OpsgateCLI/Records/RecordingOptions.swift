import ArgumentParser

/// The options of all commands that sign and record.
struct RecordingOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Do not ask")
  var yes = false

  @Flag(name: [.customShort("n"), .long], help: "Show what would be signed, and sign nothing")
  var dryRun = false

  @Flag(help: "Fetch, merge and push the records afterwards, as `opsgate sync`")
  var push = false

  @Option(help: ArgumentHelp("Push to this remote", valueName: "name"))
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
