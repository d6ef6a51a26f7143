import Reports

/// How a run that could not do its work ends: what is so, why, what to do, and the exit status.
struct Failure: Error, Hashable, Sendable {
  /// One thing that is wrong.
  struct Problem: Hashable, Sendable {
    /// What could not be done, or what is so: lower case, one line, no full stop.
    let message: String
    /// Nearest first.
    var causes: [String] = []
    /// Things to do; a line break begins an indented line.
    var hints: [String] = []
  }

  let status: ExitStatus
  /// At least one.
  let problems: [Problem]

  init(_ status: ExitStatus, _ problems: [Problem]) {
    self.status = status
    self.problems = problems
  }

  init(_ status: ExitStatus, _ message: String, because cause: String? = nil, hint: String? = nil) {
    let problem = Problem(
      message: message,
      causes: [cause].compactMap(\.self),
      hints: [hint].compactMap(\.self)
    )
    self.init(status, [problem])
  }

  /// The same failure with one thing more to do, or to know.
  func hinting(_ hint: String) -> Failure {
    var problems = problems
    problems[problems.count - 1].hints.append(hint)
    return Failure(status, problems)
  }

  /// What stderr says.
  var lines: [Text] { problems.flatMap { $0.lines(heading: Text("error: ", .bad)) } }
}

extension Failure.Problem {
  /// The problem as `heading` calls it, an error or a warning.
  func lines(heading: Text) -> [Text] {
    [heading + Text(message)] + causes.map { "  because: \($0)" } + hints.flatMap(Self.hint)
  }

  private static func hint(_ hint: String) -> [Text] {
    let lines = hint.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return ["  hint: \(lines[0])"] + lines.dropFirst().map { "    \($0)" }
  }
}

/// How a run ends, for scripts (DESIGN 6); the numbers from 64 are those of `sysexits.h`.
enum ExitStatus: Int32, Hashable, Sendable {
  case done = 0
  case refused = 1
  case undecided = 2
  case usage = 64
  case wrongFile = 65
  case noRepository = 66
  case defect = 70
  case inputOutput = 74
  case lostRace = 75
}
