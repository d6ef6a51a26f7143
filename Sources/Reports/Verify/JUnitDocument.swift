import Gate
import Git
import History
import Notation

/// The verdicts as CI servers read test results: a suite for each environment, a case for each change.
///
/// There is one document type for JUnit's own XML and several schemas; this keeps to what Jenkins' `junit-10.xsd` and the
/// Ant-like `JUnit.xsd` have in common: at most one failure or error a case, what else is said in the suite's `system-out`.
public struct JUnitDocument: Sendable {
  /// How many findings of one change are written out.
  private static let most = 1000

  public let text: String

  /// - Parameters:
  ///   - report: The verdicts.
  ///   - time: Of the run, in seconds since 1970.
  public init(_ report: VerifyReport, time: Int) {
    // The schemas want a time without a zone; it is UTC.
    let stamp = String(Timestamp.rfc3339(time).prefix { $0 != "Z" })
    var suites = report.environments.enumerated().map { number, name in
      Suite(
        id: number + 1,
        name: name,
        cases: report.entries.filter { $0.change.environment == name }.map(Case.init)
      )
    }
    let said = report.findings.filter { $0.severity != .note }
    if !said.isEmpty {
      suites.insert(Suite(id: 0, name: "repository", cases: [Case(repository: said)]), at: 0)
    }
    let body = suites.filter { !$0.cases.isEmpty }.map { $0.xml(stamp) }.joined()
    text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(body)</testsuites>\n"
  }

  private struct Suite {
    let id: Int
    let name: String
    let cases: [Case]

    func xml(_ stamp: String) -> String {
      let attributes = [
        ("package", "opsgate"), ("id", String(id)), ("name", "opsgate.\(name)"),
        ("timestamp", stamp), ("hostname", "localhost"), ("tests", String(cases.count)),
        ("failures", String(cases.count { $0.outcome == .refused })),
        ("errors", String(cases.count { $0.outcome == .undecided })), ("time", "0"),
      ]
      let warnings = cases.flatMap(\.warnings).joined(separator: "\n")
      return """
          <testsuite\(XMLText.attributes(attributes))>
            <properties/>
        \(cases.map { $0.xml(in: name) }.joined())    <system-out>\(XMLText.escaped(warnings))</system-out>
            <system-err/>
          </testsuite>

        """
    }
  }

  private struct Case {
    let name: String
    let outcome: Verdict.Outcome
    let findings: [Finding]

    init(_ entry: VerifyReport.Entry) {
      let exception = entry.verdict.exception ? " (under exception)" : ""
      name = "\(entry.commit?.short ?? "planned") \(entry.subject)\(exception)"
      outcome = entry.verdict.outcome
      findings = entry.verdict.findings
    }

    init(repository findings: [Finding]) {
      name = "what holds for all changes"
      outcome =
        findings.contains { $0.severity == .error }
        ? .refused : findings.contains { $0.severity == .undecided } ? .undecided : .allowed
      self.findings = findings
    }

    var warnings: [String] {
      findings.filter { $0.severity == .warning }.map {
        "\(name): \($0.rule.rawValue): \($0.message)"
      }
    }

    func xml(in suite: String) -> String {
      let attributes = [("classname", "opsgate.\(suite)"), ("name", name), ("time", "0")]
      let opening = "    <testcase\(XMLText.attributes(attributes))"
      switch outcome {
      case .allowed: return opening + "/>\n"
      case .refused: return opening + ">\n\(reason("failure", .error))    </testcase>\n"
      case .undecided: return opening + ">\n\(reason("error", .undecided))    </testcase>\n"
      }
    }

    private func reason(_ element: String, _ severity: Finding.Severity) -> String {
      let first = findings.first { $0.severity == severity }
      let attributes = [
        ("type", first?.rule.rawValue ?? ""), ("message", first?.message ?? ""),
      ]
      var lines = findings.prefix(most).map { finding in
        "\(finding.severity.rawValue) \(finding.rule.rawValue): \(finding.message)"
          + (finding.path.map { " (\($0))" } ?? "") + (finding.hint.map { "\n  hint: \($0)" } ?? "")
      }
      if findings.count > most { lines.append("and \(findings.count - most) more") }
      let text = XMLText.escaped(lines.joined(separator: "\n"))
      return "      <\(element)\(XMLText.attributes(attributes))>\(text)</\(element)>\n"
    }
  }
}

/// Text that may stand in XML 1.0 (Extensible Markup Language 1.0, section 2.2).
enum XMLText {
  static func attributes(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { " \($0.name)=\"\(escaped($0.value, inAttribute: true))\"" }.joined()
  }

  /// - Parameters:
  ///   - text: Anything.
  ///   - isAttribute: Whether line breaks and tabs must be kept from becoming blanks.
  /// - Returns: The text; what XML cannot hold is named by its code, as `\u{1b}`.
  static func escaped(_ text: String, inAttribute isAttribute: Bool = false) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t": escaped += isAttribute ? "&#\(scalar.value);" : String(scalar)
      case _ where isForbidden(scalar): escaped += "\\u{\(String(scalar.value, radix: 16))}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Also what is allowed and no text: the controls of C1, which terminals obey.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || scalar.value & 0xFFFE == 0xFFFE
  }
}
