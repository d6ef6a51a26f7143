import Attestations
import Gate
import Git
import History
import Notation

extension VerifyReport: Report {
  /// The answer in one line, then each environment with its changes and what is to be said of them.
  public func lines(for view: TerminalView) -> [Text] {
    var lines = [answer] + FindingText.lines(of: findings)
    for environment in environments {
      let own = entries.filter { $0.change.environment == environment }
      guard !own.isEmpty else { continue }
      lines += [Text(), Text(environment, .environment)]
      lines += own.flatMap { $0.lines(now: view.now) }.map { Text("  ") + $0 }
    }
    return lines
  }

  private var answer: Text {
    let count = entries.count == 1 ? "1 change" : "\(entries.count) changes"
    let words: Text
    switch scope {
    case .current: words = "\(": \(count) made what is there now", .quiet)"
    case .range(let range): words = "\(": \(count) in \(range)", .quiet)"
    case .candidate(let name): words = "\(": \(count) by \(name), as if it landed now", .quiet)"
    }
    return outcome.text(exception: exception) + words
  }

  /// For each change a line `change`, and behind it a line `finding` for each thing that is said of it; what is said of
  /// all stands first, with `-` for the commit and environment.
  ///
  /// `change`, commit, environment, outcome, `exception` or `-`, kind, moves, who approved so that it counted, who may still.
  /// `finding`, commit, environment, severity, rule, message, hint, path, line.
  public var records: [Text] {
    findings.map { Self.record($0, nil, nil) }
      + entries.flatMap { entry in
        [entry.record]
          + entry.verdict.findings.map { Self.record($0, entry, entry.line(of: $0)) }
      }
  }

  private static func record(_ finding: Finding, _ entry: Entry?, _ line: Int?) -> Text {
    Text(
      fields: [
        "finding", entry?.commit?.hex ?? "", entry?.change.environment ?? "",
        finding.severity.rawValue, finding.rule.rawValue, finding.message,
        finding.hint.map { $0.replacing("\n", with: " ") } ?? "", finding.path ?? "",
        line.map(String.init) ?? "",
      ].map { Text($0) }
    )
  }
}

extension VerifyReport.Entry {
  fileprivate var record: Text {
    let moves = change.moves.map { "\($0.service) \($0.from ?? "") → \($0.to ?? "")" }
    return Text(
      fields: [
        "change", commit?.hex ?? "", change.environment, verdict.outcome.rawValue,
        verdict.exception ? "exception" : "", kind ?? "", moves.joined(separator: ", "),
        verdict.approvers.joined(separator: ", "), verdict.mayApprove.joined(separator: ", "),
      ].map { Text($0) }
    )
  }

  /// One change for a person: what it is, who agreed, and what is to be said of it.
  public func lines(now: Int) -> [Text] {
    let heading: Text =
      "\(verdict.outcome.text(exception: verdict.exception))  \(commit?.short ?? "not written yet", .commit) \(subject)"
    // What passed by the book is told in a line, and by `--format json` in full.
    if isPlain { return [[heading, approvers].joined(separator: "  ")] }
    return [heading]
      + (shownMoves + [approvers].filter { !$0.isEmpty } + FindingText.lines(of: verdict.findings))
      .map {
        Text("  ") + $0
      }
  }

  private var shownMoves: [Text] {
    let most = 10
    var seen: Set<[String?]> = []
    let moves = change.moves.filter { seen.insert([$0.service, $0.from, $0.to]).inserted }
    let shown = moves.prefix(most).map { move -> Text in
      "\(move.service, .service) \(TagStep.text(from: move.from, to: move.to))"
    }
    var lines = shown.isEmpty ? [] : [shown.joined(separator: ", ")]
    if moves.count > most { lines.append(Text("and \(moves.count - most) more", .quiet)) }
    if !change.files.isEmpty {
      let paths = change.files.prefix(3).map(\.path).joined(separator: ", ")
      let more = change.files.count > 3 ? " and \(change.files.count - 3) more" : ""
      lines.append("\("edits ", .quiet)\(paths, .path)\("\(more)", .quiet)")
    }
    return lines
  }

  private var isPlain: Bool {
    verdict.outcome == .allowed && verdict.findings.allSatisfy { $0.severity == .note }
  }

  private var approvers: Text {
    let counted = verdict.voices.filter { $0.counted && $0.decision == .approve }
    let openers = counted.filter { $0.emergency != nil }
    let names = Set(counted.filter { $0.emergency == nil }.map(\.person)).sorted()
    let parts: [Text] =
      openers.map { voice in
        let why = voice.emergency.map { " (\($0.incident): \($0.reason))" } ?? ""
        return "\("emergency by ", .warning)\(voice.person, .person)\(why, .quiet)"
      }
      + (names.isEmpty
        ? [] : ["\("approved by ", .quiet)\(names.joined(separator: ", "), .person)"])
      + (verdict.onGitHub.isEmpty
        ? []
        : [
          "\("approved on GitHub by ", .quiet)\(verdict.onGitHub.joined(separator: ", "), .person)"
        ])
    return parts.joined(separator: ", ")
  }
}

extension Verdict.Outcome {
  func text(exception: Bool) -> Text {
    switch self {
    case .allowed where exception: Text("allowed under exception", .warning)
    case .allowed: Text(rawValue, .good)
    case .refused: Text(rawValue, .bad)
    case .undecided: Text(rawValue, .warning)
    }
  }
}

/// Findings for a person.
enum FindingText {
  /// How many of one severity and rule are shown; machines get all.
  private static let most = 20

  static func lines(of findings: [Finding]) -> [Text] {
    var counts: [Finding.Severity: Int] = [:]
    var lines: [Text] = []
    for finding in findings {
      counts[finding.severity, default: 0] += 1
      if counts[finding.severity, default: 0] <= most { lines += Self.lines(of: finding) }
    }
    let hidden = counts.filter { $0.value > most }.sorted { $0.key.rawValue < $1.key.rawValue }
    return lines
      + hidden.map { severity, count in
        Text(
          "and \(count - most) more of '\(severity.rawValue)'; `--format json` has them all",
          .quiet
        )
      }
  }

  private static func lines(of finding: Finding) -> [Text] {
    let place = finding.path.map { " (\($0))" } ?? ""
    let heading: Text =
      "\(finding.severity.rawValue, finding.severity.label)\(" \(finding.rule.rawValue): ", .quiet)\(finding.message)\(place, .path)"
    let hint = finding.hint?.split(separator: "\n").enumerated().map { number, line in
      Text((number == 0 ? "  hint: " : "    ") + line, .quiet)
    }
    return [heading] + (hint ?? [])
  }
}

extension Finding.Severity {
  fileprivate var label: Label {
    switch self {
    case .error: .bad
    case .undecided, .warning: .warning
    case .note: .quiet
    }
  }
}
