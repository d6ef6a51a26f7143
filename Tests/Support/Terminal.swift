extension Shell {
  /// Runs a shell command with a terminal as its input and output, as a person would, and waits.
  ///
  /// What it says to stdout and stderr is then one stream, in order. The terminal is that of
  /// `script` from util-linux; the carriage returns that a terminal adds are taken off.
  ///
  /// - Throws: `ShellError` where `script` cannot be started.
  public static func runOnTerminal(
    _ command: String,
    in folder: String,
    environment: [String: String] = plainEnvironment,
    columns: Int = 100,
    typing input: String = ""
  ) throws -> ProgramRun {
    let run = try run(
      "script",
      [
        "--quiet", "--return", "--log-out", "/dev/null",
        "--command", "stty cols \(columns) rows 40; \(command)",
      ],
      in: folder,
      environment: environment.merging(["SHELL": "/bin/sh", "TERM": "xterm"]) { old, _ in old },
      input: Array(input.utf8)
    )
    let lines = run.stdout.replacing("\r\n", with: "\n")
    return ProgramRun(
      line: [command],
      stdoutBytes: Array(lines.utf8),
      stderrBytes: run.stderrBytes,
      status: run.status
    )
  }
}
