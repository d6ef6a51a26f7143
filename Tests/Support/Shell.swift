import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs programs to their end and keeps everything that they said.
public enum Shell {
  /// The environment that programs get when none is named: a search path and nothing else.
  public static let plainEnvironment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  ]

  /// Runs a program, found through PATH, and waits for its end; any amount of output is kept.
  ///
  /// - Throws: `ShellError` where the program cannot be started. A status other than 0 is no error.
  public static func run(
    _ program: String,
    _ arguments: [String] = [],
    in folder: String? = nil,
    environment: [String: String] = plainEnvironment,
    input: [UInt8] = []
  ) throws -> ProgramRun {
    try start(program, arguments, in: folder, environment: environment, input: input).wait()
  }

  /// Starts a program and returns at once, so that a test can disturb it.
  ///
  /// - Throws: `ShellError` where the program cannot be started.
  public static func start(
    _ program: String,
    _ arguments: [String] = [],
    in folder: String? = nil,
    environment: [String: String] = plainEnvironment,
    input: [UInt8] = []
  ) throws -> RunningProgram {
    // Files rather than pipes: no reader has to keep up, so no program can block on its output.
    let streams = try StreamFiles(input: input)
    let line = [program] + arguments
    let pid = try spawn(
      changingDirectory(to: folder, for: line),
      environment: environment,
      streams: streams
    )
    return RunningProgram(pid: pid, line: line, streams: streams)
  }

  /// The C library's own way to spawn elsewhere is hidden from Swift; `exec` keeps the process id.
  private static func changingDirectory(to folder: String?, for line: [String]) -> [String] {
    guard let folder else { return line }
    return ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder] + line
  }

  private static func spawn(
    _ line: [String],
    environment: [String: String],
    streams: StreamFiles
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_addopen(&actions, 2, streams.errors, O_WRONLY | O_APPEND, 0)

    let arguments = line.map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    defer { (arguments + variables).forEach { free($0) } }
    var pid: pid_t = 0
    let problem = posix_spawnp(&pid, line[0], &actions, nil, arguments, variables + [nil])
    guard problem == 0 else {
      throw ShellError(line: line, reason: String(cString: strerror(problem)))
    }
    return pid
  }
}

/// A program that could not be started, or whose end was not the one that the test relied on.
public struct ShellError: Error, CustomStringConvertible {
  let line: [String]
  let reason: String

  public var description: String { "cannot run `\(line.joined(separator: " "))`: \(reason)" }
}
