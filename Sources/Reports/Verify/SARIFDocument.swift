import Gate
import Git
import History
public import Notation

/// The verdicts as static analysis results (SARIF 2.1.0, OASIS): one run, a result for each finding.
public struct SARIFDocument: Sendable {
  /// How many results GitHub takes of one run.
  private static let most = 25_000

  public let json: JSONValue

  /// - Parameters:
  ///   - report: The verdicts.
  ///   - version: Of opsgate.
  public init(_ report: VerifyReport, version: String) {
    let all = Self.results(report)
    let ordered = [Finding.Severity.error, .undecided, .warning, .note].flatMap { severity in
      all.filter { $0.finding.severity == severity }
    }
    let kept = ordered.prefix(Self.most)
    json = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": Self.driver(version)],
          "automationDetails": ["id": .string("opsgate/\(report.scope.category)/")],
          "columnKind": "unicodeCodePoints",
          "invocations": [Self.invocation(report, left: ordered.count - kept.count)],
          "results": .array(kept.map(\.json)),
        ]
      ],
    ]
  }

  private static func results(_ report: VerifyReport) -> [Result] {
    report.findings.map { Result(finding: $0, entry: nil) }
      + report.entries.flatMap { entry in
        entry.verdict.findings.map { Result(finding: $0, entry: entry) }
      }
  }

  private static func driver(_ version: String) -> JSONValue {
    [
      "name": "opsgate",
      "semanticVersion": .string(version),
      "rules": .array(
        Finding.Rule.allCases.map { rule in
          [
            "id": .string(rule.rawValue),
            "shortDescription": ["text": .string(rule.words)],
            "defaultConfiguration": ["level": .string(rule.level)],
          ]
        }
      ),
    ]
  }

  /// That something was refused is a result; only what cannot be told is a failure of the run.
  private static func invocation(_ report: VerifyReport, left: Int) -> JSONValue {
    let notes: [JSONValue] =
      left > 0
      ? [["level": "warning", "message": ["text": .string("\(left) results more are left out")]]]
      : []
    return [
      "executionSuccessful": .bool(report.outcome != .undecided),
      "toolExecutionNotifications": .array(notes),
      "properties": [
        "outcome": .string(report.outcome.rawValue), "exception": .bool(report.exception),
        "head": .string(report.head.hex),
      ],
    ]
  }

  private struct Result {
    let finding: Finding
    let entry: VerifyReport.Entry?

    var json: JSONValue {
      let rule = finding.rule
      let hint = finding.hint.map { "\n\($0)" } ?? ""
      let place = entry.map { "\($0.change.environment): " } ?? ""
      return [
        "ruleId": .string(rule.rawValue),
        "ruleIndex": .number(Finding.Rule.allCases.firstIndex(of: rule) ?? 0),
        "level": .string(finding.severity.known.rawValue),
        "message": ["text": .string(place + finding.message + hint)],
        "locations": [location],
        "partialFingerprints": ["opsgate/v1": .string(fingerprint)],
      ]
    }

    /// What a finding without a file is about is what the change moves, else the policy.
    private var location: JSONValue {
      let path = finding.path ?? entry?.change.moves.first?.path ?? ".opsgate/policy.yaml"
      let line = entry?.lines[path] ?? 1
      return [
        "physicalLocation": [
          "artifactLocation": ["uri": .string(URIText.path(path)), "uriBaseId": "%SRCROOT%"],
          "region": ["startLine": .number(line)],
        ]
      ]
    }

    private var fingerprint: String {
      [
        entry?.change.environment ?? "", entry?.commit?.hex ?? "", finding.rule.rawValue,
        finding.path ?? "", finding.message,
      ].joined(separator: "|")
    }
  }
}

extension VerifyReport.Scope {
  /// Results of one kind of question replace each other.
  fileprivate var category: String {
    switch self {
    case .current: "current"
    case .range: "range"
    case .candidate: "candidate"
    }
  }
}

extension Finding.Rule {
  /// What the rule asks for.
  fileprivate var words: String {
    switch self {
    case .promotionOrder: "A tag runs in the environment before it is promoted"
    case .checks: "The checks that the gate names have passed there"
    case .approvals: "Enough people have approved this very change"
    case .ownChange: "Nobody approves their own change"
    case .rejection: "Nobody who may approve has rejected it"
    case .expired: "Approvals and keys count while they are valid"
    case .revoked: "Revoked, retired and removed keys do not count"
    case .unknownKey: "Records are signed by keys that the policy knows"
    case .badSignature: "Signatures are those of what they stand beside"
    case .wrongChange: "An approval is one of the change that it names"
    case .freeze: "Nothing moves while an environment is frozen"
    case .downgrade: "Nothing automatic brings an older tag"
    case .held: "Nothing automatic brings back what was rolled back from"
    case .mainline: "Changes come through the mainline, which is not rewritten"
    case .policyChange: "Changes of the policy pass the policy's own gate"
    case .notesHistory: "Records are never taken away"
    case .policy: "The policy is known and trusted"
    case .emergency: "Emergencies are seen, and reviewed in time"
    case .missing: "All that the verdict rests on is here"
    }
  }

  /// How heavy its findings mostly are.
  fileprivate var level: String {
    switch self {
    case .ownChange, .expired, .revoked, .unknownKey, .badSignature, .wrongChange, .policy: "note"
    case .emergency: "warning"
    default: "error"
    }
  }
}

/// Paths as relative references (RFC 3986, section 4.2).
enum URIText {
  static func path(_ path: String) -> String {
    // A colon in the first segment would make a scheme of it.
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = path.utf8.flatMap { byte -> [UInt8] in
      plain.contains(byte)
        ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
