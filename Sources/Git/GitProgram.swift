/// The `git` program, for what belongs to it: the network, configuration, identities, its own merge.
///
/// It never asks on a terminal, follows no replacement refs, and speaks English, so that the
/// little that is read from its answers is the same everywhere.
public struct GitProgram: Sendable {
  /// Where it runs.
  public let directory: String
  /// The environment that it was given, before opsgate's own variables.
  public let environment: [String: String]

  /// The program as found on the environment's PATH.
  ///
  /// - Parameters:
  ///   - directory: Where it runs: any directory of the repository.
  ///   - environment: The whole environment; nothing else is inherited.
  public init(directory: String, environment: [String: String]) {
    self.directory = directory
    self.environment = environment
  }

  private static let fixed = [
    "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C",
  ]

  /// Runs git to its end; any amount of output is kept.
  ///
  /// - Parameters:
  ///   - arguments: All arguments, the command first.
  ///   - input: All that it can read on stdin.
  ///   - additions: Variables for this run alone.
  /// - Returns: What it printed and how it ended.
  /// - Throws: `.other` where it cannot be started. A status other than 0 is no error.
  public func run(
    _ arguments: [String],
    input: [UInt8] = [],
    adding additions: [String: String] = [:]
  ) async throws(GitError) -> ProgramResult {
    let git = ChildProgram(
      program: "git",
      arguments: arguments,
      directory: directory,
      environment: environment.merging(Self.fixed) { _, fixed in fixed }
        .merging(additions) { _, addition in addition }
    )
    return try await git.run(input: input)
  }

  /// Runs git and returns what it printed, where it ended with 0.
  ///
  /// - Parameters:
  ///   - arguments: All arguments, the command first.
  ///   - operation: What is being done, to stand after "cannot".
  ///   - input: All that it can read on stdin.
  /// - Returns: The bytes of stdout.
  /// - Throws: `.other` with git's own last words where it did not.
  func answer(
    _ arguments: [String],
    to operation: String,
    input: [UInt8] = []
  ) async throws(GitError) -> [UInt8] {
    let result = try await run(arguments, input: input)
    guard result.status == 0 else {
      throw GitError(.other, operation, reason: "git says: \(result.lastWords)")
    }
    return result.stdout
  }

  /// The version of the program, such as `[2, 39, 5]`.
  ///
  /// - Throws: `.other` when there is no `git`.
  func version() async throws(GitError) -> [Int] {
    let said = try await answer(["version"], to: "ask git for its version")
    let words = String(decoding: said, as: UTF8.self).split(separator: " ")
    let number = words.dropFirst(2).first?.prefix { $0.isNumber || $0 == "." } ?? ""
    return number.split(separator: ".").compactMap { Int($0) }
  }
}
