import Attestations
import Gate
import Git
import History
public import Notation

extension VerifyReport {
  public var json: JSONValue {
    [
      "schema": "opsgate.verify/1",
      "outcome": .string(outcome.rawValue),
      "exception": .bool(exception),
      "head": .string(head.hex),
      "scope": scope.json,
      "environments": .array(environments.map(JSONValue.string)),
      "findings": .array(findings.map { $0.json(line: nil) }),
      "changes": .array(entries.map(\.json)),
    ]
  }
}

extension VerifyReport.Scope {
  fileprivate var json: JSONValue {
    switch self {
    case .current: ["current": true, "range": .null, "candidate": .null]
    case .range(let text): ["current": false, "range": .string(text), "candidate": .null]
    case .candidate(let text): ["current": false, "range": .null, "candidate": .string(text)]
    }
  }
}

extension VerifyReport.Entry {
  /// The change as the machine contract has it.
  public var json: JSONValue {
    [
      "commit": .optional(commit?.hex),
      "base": .optional(change.base?.hex),
      "environment": .string(change.environment),
      "subject": .string(subject),
      "authors": .array(
        change.authors.map { ["name": .string($0.name), "email": .string($0.email)] }
      ),
      "outcome": .string(verdict.outcome.rawValue),
      "exception": .bool(verdict.exception),
      "rollback": .bool(verdict.kind == .rollback),
      "kind": .optional(kind),
      "moves": .array(change.moves.map(\.json)),
      "files": .array(change.files.map { .string($0.path) }),
      "findings": .array(verdict.findings.map { $0.json(line: line(of: $0)) }),
      "approvals": .array(verdict.voices.map(\.json)),
      "approvedOnGitHub": .array(verdict.onGitHub.map(JSONValue.string)),
      "mayApprove": .array(verdict.mayApprove.map(JSONValue.string)),
      "debt": verdict.debt.map(\.json) ?? .null,
    ]
  }

  /// `nil` where there is none yet.
  var commit: ObjectID? { isPlanned ? nil : change.commit }

  /// Where a finding points to in its file.
  func line(of finding: Finding) -> Int? { finding.path.flatMap { lines[$0] } }
}

extension Verdict {
  /// What is said of a change, where the change itself is told elsewhere.
  var json: JSONValue {
    [
      "outcome": .string(outcome.rawValue),
      "exception": .bool(exception),
      "findings": .array(findings.map { $0.json(line: nil) }),
      "approvals": .array(voices.map(\.json)),
    ]
  }
}

extension Finding {
  /// What cannot be told is an error to machines, which know three severities; a key more tells the two apart.
  func json(line: Int?) -> JSONValue {
    [
      "rule": .string(rule.rawValue),
      "severity": .string(severity.known.rawValue),
      "undecided": .bool(severity == .undecided),
      "message": .string(message),
      "hint": .optional(hint),
      "path": .optional(path),
      "line": .optional(line),
    ]
  }
}

extension Finding.Severity {
  /// One of the three that the machine contract and CI servers know.
  var known: Finding.Severity { self == .undecided ? .error : self }
}

extension ChangeMove {
  fileprivate var json: JSONValue {
    [
      "service": .string(service), "from": .optional(from), "to": .optional(to),
      "path": .string(path),
    ]
  }
}

extension Verdict.Voice {
  fileprivate var json: JSONValue {
    [
      "approver": .string(person),
      "decision": .string(decision.rawValue),
      "issuedAt": .time(issuedAt),
      "record": .string(record.text),
      "counted": .bool(counted),
      "why": .optional(why),
      "emergency": emergency.map { emergency in
        ["reason": .string(emergency.reason), "incident": .string(emergency.incident)]
      } ?? .null,
    ]
  }
}

extension Verdict.Debt {
  fileprivate var json: JSONValue {
    [
      "people": .array(people.map(JSONValue.string)),
      "due": .time(due),
      "paid": .bool(isPaid),
      "overdue": .bool(isOverdue),
    ]
  }
}
