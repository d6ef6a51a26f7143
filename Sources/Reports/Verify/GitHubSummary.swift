import Gate
import Git
import History

/// The summary of a job: what is refused first, and what passed in a table.
struct GitHubSummary {
  /// How many bytes GitHub takes of a job's summary, with room for what it adds.
  private static let most = 1_000_000

  let text: String

  /// - Parameters:
  ///   - report: What is said.
  ///   - most: How many bytes there is room for.
  init(_ report: VerifyReport, most: Int = Self.most) {
    var builder = Builder(most: most)
    builder.add(Self.heading(report))
    for finding in report.findings where finding.severity != .note {
      builder.add(Self.line(finding))
    }
    builder.add("")
    builder.add("| verdict | environment | change | moves | approved by |")
    builder.add("| --- | --- | --- | --- | --- |")
    let order: [Verdict.Outcome] = [.refused, .undecided, .allowed]
    for outcome in order {
      for entry in report.entries where entry.verdict.outcome == outcome {
        builder.add(Self.row(entry))
      }
    }
    for outcome in order.prefix(2) {
      for entry in report.entries where entry.verdict.outcome == outcome {
        builder.add("")
        builder.add("#### \(Self.title(entry))")
        for finding in entry.verdict.findings { builder.add(Self.line(finding)) }
        if !entry.verdict.mayApprove.isEmpty {
          let names = entry.verdict.mayApprove.map(MarkdownText.escaped).joined(separator: ", ")
          builder.add("- may still approve: \(names)")
        }
      }
    }
    text = builder.text
  }

  private static func heading(_ report: VerifyReport) -> String {
    let sign =
      switch report.outcome {
      case .allowed: report.exception ? "⚠️" : "✅"
      case .refused: "❌"
      case .undecided: "❔"
      }
    let words = report.exception ? "allowed under exception" : report.outcome.rawValue
    let count = report.entries.count
    return
      "### \(sign) opsgate: \(report.outcome == .allowed ? words : report.outcome.rawValue)\n\n"
      + "\(count) change\(count == 1 ? "" : "s") judged on `\(report.head.short)`, "
      + "\(report.count(.refused)) refused, \(report.count(.undecided)) undecided\n"
  }

  private static func row(_ entry: VerifyReport.Entry) -> String {
    let most = 5
    let moves = entry.change.moves.prefix(most).map { move in
      "\(move.service): \(move.from ?? "—") → \(move.to ?? "—")"
    }
    let more =
      entry.change.moves.count > most ? ["and \(entry.change.moves.count - most) more"] : []
    let cells = [
      entry.verdict.exception ? "⚠️ allowed under exception" : entry.verdict.outcome.rawValue,
      entry.change.environment, "\(entry.commit?.short ?? "planned") \(entry.subject)",
      (moves + more).joined(separator: "; "), entry.verdict.approvers.joined(separator: ", "),
    ]
    return "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |"
  }

  private static func title(_ entry: VerifyReport.Entry) -> String {
    MarkdownText.escaped(
      "\(entry.change.environment): \(entry.commit?.short ?? "planned") \(entry.subject)"
    )
  }

  private static func line(_ finding: Finding) -> String {
    let path = finding.path.map { " (\(MarkdownText.escaped($0)))" } ?? ""
    let hint = finding.hint.map { "<br>hint: \(MarkdownText.escaped($0))" } ?? ""
    return "- **\(finding.severity.rawValue)** \(finding.rule.rawValue): "
      + MarkdownText.escaped(finding.message) + path + hint
  }

  /// Adds whole lines until there is no more room.
  private struct Builder {
    let most: Int
    private(set) var text = ""
    private var left = 0

    init(most: Int) { self.most = most }

    mutating func add(_ line: String) {
      guard left == 0, text.utf8.count + line.utf8.count < most else {
        if left == 0 { text += "\n\nThis summary is cut here; `--format json` has everything.\n" }
        left += 1
        return
      }
      text += line + "\n"
    }
  }
}

/// Text that Markdown shows as it is.
enum MarkdownText {
  /// How long a cell may be.
  private static let longest = 500

  /// Every mark of punctuation that could begin markup becomes an entity, which GitHub shows and does not obey.
  static func escaped(_ text: String) -> String {
    let cut = text.count > longest ? text.prefix(longest) + "…" : text[...]
    var escaped = ""
    for scalar in cut.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": escaped += " "
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += "�"
      case _ where marks.contains(scalar): escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static let marks = Set("&<>|`*_[]()#@!\\~$\"':".unicodeScalars)
}
