import Git
import Notation

extension Approval: Predicate {
  static let type = "urn:opsgate:approval:v1"

  init(reading fields: inout Fields, of subject: Subject) throws(RecordMistake) {
    self.subject = subject
    decision = try fields.word("decision")
    repository = try fields.line("repository")
    environment = try fields.name("environment")
    moves = try fields.objects("moves", Move.init(reading:))
    change = try fields.digest("change")
    base = fields.has("base") ? try fields.objectID("base") : nil
    policy = fields.has("policy") ? try fields.objectID("policy") : nil
    approver = try fields.name("approver")
    comment = fields.has("comment") ? try fields.prose("comment") : nil
    issuedAt = try fields.time("issuedAt")
    expiresAt = fields.has("expiresAt") ? try fields.time("expiresAt") : nil
    seen = fields.has("seen") ? try fields.objectID("seen") : nil
    supersedes = try fields.recordNames("supersedes")
    revokes = fields.has("revokes") ? try fields.recordNames("revokes") : []
    emergency = fields.has("emergency") ? try Emergency(reading: fields.object("emergency")) : nil
    nonce = try fields.nonce("nonce")
    try checkSense(of: fields)
  }

  /// Refuses what is well formed and means nothing.
  private func checkSense(of fields: Fields) throws(RecordMistake) {
    if (decision == .revoke) != !revokes.isEmpty {
      throw fields.wrong("revokes", "there exactly where the decision is revoke")
    }
    if emergency != nil, decision != .approve {
      throw fields.wrong("emergency", "absent where the decision is not approve")
    }
    if expiresAt != nil, decision != .approve {
      throw fields.wrong("expiresAt", "absent where the decision is not approve")
    }
    if let expiresAt, expiresAt <= issuedAt { throw fields.wrong("expiresAt", "after 'issuedAt'") }
  }

  var predicate: JSONValue {
    .object(present: [
      "decision": .string(decision.rawValue),
      "repository": .string(repository),
      "environment": .string(environment),
      "moves": .array(moves.map(\.json)),
      "change": .string(change),
      "base": base.map(JSONValue.id),
      "policy": policy.map(JSONValue.id),
      "approver": .string(approver),
      "comment": comment.map(JSONValue.string),
      "issuedAt": .time(issuedAt),
      "expiresAt": expiresAt.map(JSONValue.time),
      "seen": seen.map(JSONValue.id),
      "supersedes": .names(supersedes),
      "revokes": revokes.isEmpty ? nil : .names(revokes),
      "emergency": emergency?.json,
      "nonce": .string(nonce.text),
    ])
  }
}

extension Approval.Move {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    service = try fields.name("service")
    from = fields.has("from") ? try fields.tag("from") : nil
    to = fields.has("to") ? try fields.tag("to") : nil
    path = try fields.file("path")
  }

  fileprivate var json: JSONValue {
    .object(present: [
      "service": .string(service), "from": from.map(JSONValue.string),
      "to": to.map(JSONValue.string), "path": .string(path),
    ])
  }
}

extension Approval.Emergency {
  fileprivate init(reading fields: consuming Fields) throws(RecordMistake) {
    reason = try fields.prose("reason")
    incident = try fields.name("incident")
    try fields.finish()
  }

  fileprivate var json: JSONValue {
    ["reason": .string(reason), "incident": .string(incident)]
  }
}
