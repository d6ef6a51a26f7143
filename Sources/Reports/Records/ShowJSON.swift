import Attestations
import Git
public import Notation

extension ShowReport {
  public var json: JSONValue {
    [
      "schema": "opsgate.show/1",
      "commit": .string(commit.hex),
      "complete": .bool(isComplete),
      "records": .array(entries.map(\.json)),
      "refused": .array(
        refused.map { line in
          [
            "object": .string(line.object.hex), "line": .number(line.line),
            "message": .string(line.mistake.message), "excerpt": .string(line.excerpt),
          ]
        }
      ),
    ]
  }
}

extension ShowReport.Entry {
  /// The record as the machine contract has it; what only some kinds have is `null` in the others.
  var json: JSONValue {
    let statement = record.statement
    let common: JSONValue = [
      "kind": .string(record.kind.rawValue),
      "decision": .null, "approver": .null,
      "environment": .optional(statement.environment),
      "moves": [], "change": .null,
      "issuedAt": .time(statement.issuedAt),
      "signature": record.signature.json,
      "record": .string(record.name.text),
      "signer": .string(statement.signer),
      "subject": .string(statement.subject.commit.hex),
      "repository": .string(statement.repository),
      "seen": .optional(statement.seen?.hex),
      "notedOn": .array(record.notedOn.map { .string($0.hex) }),
      "counts": .bool(objections.isEmpty),
      "objections": .array(objections.map(JSONValue.string)),
    ]
    return common.adding(details)
  }

  private var details: [String: JSONValue] {
    switch record.statement {
    case .approval(let approval): approval.members
    case .check(let check): check.members
    case .evidence, .checkpoint: [:]
    }
  }
}

extension SignatureCheck {
  var json: JSONValue {
    [
      "status": .string(status.rawValue), "format": .string(format.rawValue),
      "fingerprint": .optional(fingerprint), "reason": .optional(reason),
    ]
  }
}

extension Approval {
  fileprivate var members: [String: JSONValue] {
    [
      "decision": .string(decision.rawValue),
      "approver": .string(approver),
      "moves": .array(moves.map(\.json)),
      "change": .string(change),
      "base": .optional(base?.hex),
      "policy": .optional(policy?.hex),
      "comment": .optional(comment),
      "expiresAt": expiresAt.map { .time($0) } ?? .null,
      "supersedes": .array(supersedes.map { .string($0.text) }),
      "revokes": .array(revokes.map { .string($0.text) }),
      "emergency": emergency.map {
        ["reason": .string($0.reason), "incident": .string($0.incident)]
      } ?? .null,
    ]
  }
}

extension Approval.Move {
  var json: JSONValue {
    [
      "service": .string(service), "from": .optional(from), "to": .optional(to),
      "path": .string(path),
    ]
  }
}

extension CheckResult {
  fileprivate var members: [String: JSONValue] {
    [
      "name": .string(name),
      "outcome": .string(outcome.rawValue),
      "services": .array(
        services.map { ["service": .string($0.service), "tag": .string($0.tag)] }
      ),
      "url": .optional(url),
    ]
  }
}
