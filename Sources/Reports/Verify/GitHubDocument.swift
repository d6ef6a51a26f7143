import Gate
import Git
import History

/// The verdicts as GitHub Actions shows them: annotations, the job's summary, outputs.
///
/// What a repository says of itself, tags, paths and messages, can begin no workflow command and no markup.
public struct GitHubDocument: Sendable {
  /// How many annotations of one kind GitHub shows of a step.
  private static let most = 10

  /// Lines for stdout.
  public let commands: [String]
  /// Markdown for the file that `GITHUB_STEP_SUMMARY` names.
  public let summary: String
  /// Lines for the file that `GITHUB_OUTPUT` names: closed words and numbers alone.
  public let outputs: String

  public init(_ report: VerifyReport) {
    commands = Self.commands(report)
    summary = GitHubSummary(report).text
    outputs = """
      outcome=\(report.outcome.rawValue)
      exception=\(report.exception)
      changes=\(report.entries.count)
      refused=\(report.count(.refused))
      undecided=\(report.count(.undecided))

      """
  }

  private static func commands(_ report: VerifyReport) -> [String] {
    let all =
      report.findings.map { Annotation(finding: $0, entry: nil) }
      + report.entries.flatMap { entry in
        entry.verdict.findings.map { Annotation(finding: $0, entry: entry) }
      }
    return ["error", "warning", "notice"].flatMap { level -> [String] in
      let own = all.filter { $0.level == level }
      // Notes on what passed would hide those that explain.
      let shown = level == "notice" ? own.filter { $0.entry?.verdict.outcome != .allowed } : own
      guard shown.count > most else { return shown.map(\.command) }
      let rest = "and \(shown.count - most + 1) more: see the summary"
      return shown.prefix(most - 1).map(\.command) + ["::\(level) title=opsgate::\(rest)"]
    }
  }

  private struct Annotation {
    let finding: Finding
    let entry: VerifyReport.Entry?

    var level: String {
      switch finding.severity {
      case .error, .undecided: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    }

    var command: String {
      var properties = ["title=" + WorkflowCommand.property(title)]
      if let path = finding.path {
        properties.append("file=" + WorkflowCommand.property(path))
        let line = entry.flatMap { $0.line(of: finding) }
        if let line { properties.append("line=\(line)") }
      }
      let hint = finding.hint.map { "\n\($0)" } ?? ""
      let text = WorkflowCommand.data(finding.message + hint)
      return "::\(level) \(properties.joined(separator: ","))::\(text)"
    }

    private var title: String {
      let rule = finding.rule.rawValue
      guard let entry else { return "opsgate: \(rule)" }
      return "opsgate: \(entry.change.environment), \(entry.commit?.short ?? "planned"): \(rule)"
    }
  }
}

/// The text of workflow commands, as the Actions toolkit escapes it.
enum WorkflowCommand {
  /// How long a message is shown.
  private static let longest = 3000

  static func data(_ text: String) -> String {
    let cut = text.count > longest ? text.prefix(longest) + "…" : text[...]
    return escaped(cut, also: [:])
  }

  static func property(_ text: String) -> String {
    escaped(text[...], also: [":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: Substring, also more: [Unicode.Scalar: String]) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += "�"
      default: escaped += more[scalar] ?? String(scalar)
      }
    }
    return escaped
  }
}
