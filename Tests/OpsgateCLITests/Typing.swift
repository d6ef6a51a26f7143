import OpsTestSupport
import Testing

/// The example repository of `make demo`, at three in the morning after the bad deployment.
enum Example {
  static func make(at folder: Folder) throws -> GitFolder {
    let script = packageFolder().path("Fixtures/Scenarios/demo-repository.sh")
    try Shell.run("sh", [script, folder.path]).checked()
    return GitFolder(at: folder, clock: TestClock(at: 1_772_680_020))
  }
}

extension GitFolder {
  /// What somebody sees who types these command lines, whose words are divided by spaces.
  func typed(_ lines: String...) throws -> String {
    try lines.map { line in
      let run = try opsgate(line.split(separator: " ").map(String.init))
      return "$ opsgate \(line)\n\(run.transcript)"
    }.joined(separator: "\n")
  }

  /// What a person sees who types this command line on a terminal.
  func typedOnTerminal(_ line: String, columns: Int = 100, colour: Bool = false) throws -> String {
    var environment = OpsgateProgram.environment(home: folder, clock: clock)
    environment["NO_COLOR"] = colour ? "" : "1"
    let program = try OpsgateProgram().path
    let run = try Shell.runOnTerminal(
      "\(program) \(line)",
      in: path,
      environment: environment,
      columns: columns
    )
    return "$ opsgate \(line)\n\(run.transcript)"
  }
}
