import Foundation

/// The built program, run in an environment with nothing of the machine's in it.
public struct OpsgateProgram: Sendable {
  /// Where the program stands.
  public let path: String

  /// The program that was built together with the running tests.
  ///
  /// - Throws: `ShellError` where none stands beside the test bundle.
  public init() throws {
    let beside = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    let places = beside.map { $0.deletingLastPathComponent().appending(path: "opsgate").path }
    guard let found = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw ShellError(line: ["opsgate"], reason: "not built; looked at \(places)")
    }
    path = found
  }

  /// The environment of a run: a search path, an empty home, UTC, and the time of the clock.
  public static func environment(home: Folder, clock: TestClock) -> [String: String] {
    Shell.plainEnvironment
      .merging(["HOME": home.path, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "TZ": "UTC"]) { $1 }
      .merging(clock.environment) { $1 }
  }
}

extension GitFolder {
  /// Runs opsgate in this repository; the clock does not move.
  public func opsgate(_ arguments: String...) throws -> ProgramRun { try opsgate(arguments) }

  /// Runs opsgate in this repository, with variables beside those of `OpsgateProgram`.
  public func opsgate(
    _ arguments: [String],
    environment more: [String: String] = [:],
    input: [UInt8] = []
  ) throws -> ProgramRun {
    try Shell.run(
      OpsgateProgram().path,
      arguments,
      in: path,
      environment: opsgateEnvironment(more),
      input: input
    )
  }

  /// Runs opsgate in this repository below another program, which gets its command line at its end.
  public func run(
    through program: [String],
    opsgate arguments: [String],
    environment more: [String: String] = [:]
  ) throws -> ProgramRun {
    try Shell.run(
      program[0],
      program.dropFirst() + [OpsgateProgram().path] + arguments,
      in: path,
      environment: opsgateEnvironment(more)
    )
  }

  /// Starts opsgate in this repository and returns at once.
  public func startOpsgate(_ arguments: String...) throws -> RunningProgram {
    try Shell.start(
      OpsgateProgram().path,
      arguments,
      in: path,
      environment: opsgateEnvironment([:])
    )
  }

  /// An empty home, made outside the repository so that no repository is found from there.
  private func opsgateEnvironment(_ more: [String: String]) throws -> [String: String] {
    let home = try Folder(path: NSTemporaryDirectory()).folder("opsgate-test-home")
    return OpsgateProgram.environment(home: home, clock: clock).merging(more) { $1 }
  }
}
