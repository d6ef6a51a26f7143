import OpsTestSupport

/// The example repository of the README and of `make demo`.
struct DemoRepository {
  let repository: GitFolder

  /// Three in the morning after the bad deployment, in Unix seconds.
  private static let night = 1_772_680_020

  static func make(at folder: Folder) throws -> DemoRepository {
    let script = packageFolder().path("Fixtures/Scenarios/demo-repository.sh")
    try Shell.run("sh", [script, folder.path]).checked()
    return DemoRepository(repository: GitFolder(at: folder, clock: TestClock(at: night)))
  }

  /// Runs a command line on a terminal here, where `opsgate` is the program that was built.
  func type(_ command: String) throws -> ProgramRun { try repository.type(command) }
}

extension GitFolder {
  /// Runs a command line on a terminal here, where `opsgate` is the program that was built.
  func type(
    _ command: String,
    environment more: [String: String] = [:],
    answering answer: String = ""
  ) throws -> ProgramRun {
    let home = try Folder(path: "\(path).home").folder("bin")
    let program = try OpsgateProgram().path
    var environment = OpsgateProgram.environment(home: home, clock: clock).merging(more) { $1 }
    let folder = String(program.prefix(program.count - "/opsgate".count))
    environment["PATH"] = "\(folder):\(environment["PATH", default: ""])"
    environment["NO_COLOR"] = "1"
    environment["GIT_PAGER"] = "cat"
    return try Shell.runOnTerminal(command, in: path, environment: environment, typing: answer)
  }
}

extension Acme.Actor {
  /// Runs a command line on a terminal a minute later, and answers what is asked.
  func type(_ command: String, answering answer: String = "") throws -> ProgramRun {
    repository.clock.tick()
    return try repository.type(command, environment: variables, answering: answer)
  }
}
