internal import Subprocess

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What a program did: what it printed, and how it ended.
public struct ProgramResult: Hashable, Sendable {
  /// The exit status, or 128 and the signal's number where a signal ended it, as shells count.
  public let status: Int
  public let stdout: [UInt8]
  public let stderr: [UInt8]

  /// What it printed on stdout; bytes that are not UTF-8 become U+FFFD.
  public var text: String { String(decoding: stdout, as: UTF8.self) }
  /// What it printed on stderr; bytes that are not UTF-8 become U+FFFD.
  public var complaint: String { String(decoding: stderr, as: UTF8.self) }

  /// The last lines of stderr as one line, for a message.
  var lastWords: String {
    let lines = complaint.split(whereSeparator: \.isNewline).map { line in
      String(line.filter { !$0.isControl })
    }
    let said = lines.filter { line in
      !line.hasPrefix("hint:") && !line.hasPrefix("[GNUPG:]") && !line.allSatisfy(\.isWhitespace)
    }
    return said.isEmpty
      ? "it ended with \(status) and said nothing" : said.suffix(3).joined(separator: "; ")
  }
}

/// One run of another program, in an environment that is named in full.
struct ChildProgram {
  /// A name to be found on the environment's PATH, or a path.
  let program: String
  let arguments: [String]
  /// Where it runs; a relative `program` with a slash starts here too.
  let directory: String
  let environment: [String: String]

  /// Runs the program to its end; any amount of output is kept.
  ///
  /// - Parameters:
  ///   - input: All that it can read on stdin.
  ///   - mayAsk: Whether it gets the terminal as its stdin, where there is one and no input, so that it can ask there.
  /// - Returns: What it printed and how it ended.
  /// - Throws: `.noProgram` where there is none of that name, `.other` where it cannot be started. A status other than
  ///   0 is no error.
  func run(input: [UInt8] = [], mayAsk: Bool = false) async throws(GitError) -> ProgramResult {
    do {
      return try await start(input, mayAsk: mayAsk)
    } catch let error as GitError {
      throw error
    } catch is CancellationError {
      throw GitError(.other, "run `\(program)`", reason: "it was interrupted")
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw GitError(
        .noProgram,
        "run `\(program)`",
        reason: program.contains("/")
          ? "there is no such program" : "no such program is on the search path (PATH)"
      )
    } catch {
      throw GitError(.other, "run `\(program)`", reason: "\(error)")
    }
  }

  private func start(_ input: [UInt8], mayAsk: Bool) async throws -> ProgramResult {
    var platform = PlatformOptions()
    // `git` removes its lock files when it is asked to end, and cannot when it is killed.
    platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    let configuration = Subprocess.Configuration(
      executable: executable,
      arguments: Arguments(arguments),
      environment: .custom(Self.block(environment)),
      workingDirectory: FilePath(directory),
      platformOptions: platform
    )
    let stdin = try InputFile(input, orTerminal: mayAsk)
    let ended = try await Subprocess.run(
      configuration,
      input: .fileDescriptor(stdin.descriptor, closeAfterSpawningProcess: false),
      output: .bytes(limit: .max),
      error: .bytes(limit: .max)
    )
    try Task.checkCancellation()
    return ProgramResult(
      status: Self.status(of: ended.terminationStatus),
      stdout: ended.standardOutput,
      stderr: ended.standardError
    )
  }

  private var executable: Executable {
    guard program.contains("/") else {
      let path = ProgramSearch.path(
        of: program,
        on: environment["PATH"] ?? "",
        from: directory
      )
      return path.map { .path(FilePath($0)) } ?? .name(program)
    }
    return .path(FilePath(program.hasPrefix("/") ? program : "\(directory)/\(program)"))
  }

  /// The environment as Subprocess takes it; the system could not pass a NUL on.
  private static func block(_ environment: [String: String]) -> [Environment.Key: String] {
    var block: [Environment.Key: String] = [:]
    for (name, value) in environment {
      guard !value.utf8.contains(0), let key = Environment.Key(rawValue: name) else { continue }
      block[key] = value
    }
    return block
  }

  private static func status(of ending: TerminationStatus) -> Int {
    switch ending {
    case .exited(let code): Int(code)
    case .signaled(let signal): 128 + Int(signal)
    }
  }
}

/// What a program reads, as a file without a name.
///
/// A pipe would break where the program ends without reading, and hide what it said.
private struct InputFile: ~Copyable {
  let descriptor: FileDescriptor
  private let isOwn: Bool

  // Our own terminal, where there is one and it is allowed, stands in for no bytes.
  init(_ bytes: [UInt8], orTerminal: Bool) throws {
    isOwn = !(bytes.isEmpty && orTerminal && isatty(FileDescriptor.standardInput.rawValue) == 1)
    if !isOwn {
      descriptor = .standardInput
    } else if bytes.isEmpty {
      descriptor = try FileDescriptor.open("/dev/null", .readOnly)
    } else {
      descriptor = try TemporaryFile.unnamed(holding: bytes)
    }
  }

  deinit {
    guard isOwn else { return }
    // Closing a file that was only read cannot lose anything.
    try? descriptor.close()
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
  }
}
