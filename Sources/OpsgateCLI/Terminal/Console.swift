import FoundationEssentials
import Reports

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where opsgate speaks: stdout is the answer, stderr the conversation.
struct Console: Sendable {
  private let options: ConsoleOptions
  private let environment: [String: String]

  init(_ options: ConsoleOptions, environment: [String: String]) {
    self.options = options
    self.environment = environment
  }

  /// Where the answer goes; ages are counted to `now`, in seconds since 1970-01-01T00:00:00Z.
  func medium(now: Int) -> Medium {
    if options.format == .json { return .json }
    let theme = theme(of: .output)
    guard Stream.output.isTerminal else { return .pipe(theme) }
    let columns = TerminalSize.columns(environment)
    return .terminal(TerminalView(columns: columns, now: now), theme)
  }

  /// Prints the answer.
  ///
  /// - Throws: `Failure` where stdout cannot be written. A reader that went away is no failure.
  func answer(_ report: some Report, now: Int) throws {
    try Stream.output.write(report.rendered(for: medium(now: now)))
  }

  /// Prints lines that are the answer in themselves.
  ///
  /// - Throws: as `answer(_:now:)`.
  func answer(_ lines: [String]) throws { try Stream.output.write(lines) }

  /// Says something beside the answer, unless asked to be quiet.
  func say(_ lines: [Text]) {
    if !options.quiet { sayAnyway(lines) }
  }

  /// Warns of what does not keep the answer from being given.
  func warn(_ problems: [Failure.Problem]) {
    say(problems.flatMap { $0.lines(heading: Text("warning: ", .warning)) })
  }

  /// Says something that is good to know.
  func note(_ problem: Failure.Problem) { say(problem.lines(heading: Text("note: ", .quiet))) }

  /// Says why the run fails.
  func fail(_ failure: Failure) { sayAnyway(failure.lines) }

  /// A line that shows how far long work has come.
  func progress(_ words: String) -> ProgressLine {
    ProgressLine(words, isShown: !options.quiet && Stream.errors.isTerminal)
  }

  private func sayAnyway(_ lines: [Text]) {
    let theme = theme(of: .errors)
    // Where stderr cannot be written there is nowhere left to say so.
    try? Stream.errors.write(lines.map(theme.render))
  }

  private func theme(of stream: Stream) -> Theme {
    switch options.color {
    case .always: .colour
    case .never: .plain
    case .auto:
      stream.isTerminal && environment["NO_COLOR", default: ""].isEmpty
        && environment["TERM"] != "dumb" ? .colour : .plain
    }
  }
}

/// One of the two streams that opsgate writes to.
enum Stream: Int32 {
  case output = 1
  case errors = 2

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Writes lines, each with its newline.
  ///
  /// - Throws: `Failure` where that is not possible.
  func write(_ lines: [String]) throws {
    if !lines.isEmpty { try write(lines.joined(separator: "\n") + "\n") }
  }

  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(rawValue, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
      let problem = errno
      if count >= 0 { written += count } else if problem == EPIPE { return }
      guard count >= 0 || problem == EINTR || problem == EAGAIN else {
        throw Failure(.inputOutput, "cannot write the answer", because: SystemError.words(problem))
      }
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
