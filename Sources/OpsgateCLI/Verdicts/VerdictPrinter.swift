import ArgumentParser
import Reports

/// Prints verdicts in the form that was asked for.
struct VerdictPrinter {
  let format: OutputFormat

  /// - Throws: `Failure` where stdout, or a file that GitHub names, cannot be written.
  func print(_ report: VerifyReport, in session: borrowing Session) throws {
    switch format {
    case .text, .json: try session.answer(report)
    case .junit:
      let text = JUnitDocument(report, time: session.now).text
      try session.console.answer([String(text.dropLast())])
    case .sarif:
      let version = Opsgate.configuration.version.split(separator: " ").last.map(String.init)
      try session.console.answer([SARIFDocument(report, version: version ?? "").json.text])
    case .github:
      let document = GitHubDocument(report)
      try append(document.summary, to: "GITHUB_STEP_SUMMARY", session)
      try append(document.outputs, to: "GITHUB_OUTPUT", session)
      try session.console.answer(document.commands)
    }
  }

  /// Adds to the file that a variable names; without it nobody reads it.
  private func append(
    _ text: String,
    to variable: String,
    _ session: borrowing Session
  ) throws {
    guard let path = session.environment[variable], !path.isEmpty else { return }
    do {
      try AppendedFile.append(Array(text.utf8), to: path)
    } catch {
      throw Failure(
        .inputOutput,
        "cannot write what \(variable) names: '\(path)'",
        because: error.reason,
        hint: "unset it to do without"
      )
    }
  }
}
