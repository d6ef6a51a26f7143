import Yams

/// One line of the tables in `Fixtures/Verdicts`: a change, what was said of it, and the verdict.
struct VerdictCase: Decodable, Sendable, CustomStringConvertible {
  let it: String
  /// The environment.
  var environment: String?
  /// `api v1.0.0 → v1.1.0`, one for each pointer.
  var change: [String]?
  /// Who made it.
  var by: [String]?
  /// Whether the tags ran in the environment before: `yes`, `no`, `unknown`.
  var ran: String?
  var held: Bool?
  var older: Bool?
  /// Whether something else comes under the same tag.
  var another: Bool?
  /// `2 states ago`, and `, refused` where that state was not allowed.
  var restores: String?
  /// `smoke pass`, `smoke fail of api v1.0.0`, `smoke pass in dev`.
  var checks: [String]?
  /// `alice approves`, `bob rejects`, with a signature in brackets: `alice approves (revoked)`.
  var said: [String]?
  var at: String?
  var overdue: [String]?
  var alarms: [String]?
  var doubts: [String]?
  /// What is not here of the records alone.
  var unfetched: [String]?
  /// What should not have happened to the mainline.
  var rewritten: [String]?
  /// `false` for a candidate.
  var lands: Bool?
  /// The time of the judgement, where it is later than that of the witness.
  var now: String?
  var strict: Bool?
  /// When it landed at the earliest.
  var after: String?
  /// What GitHub says: `alice approves`, `bob asks for changes`, `alice made it`, `nobody made it`; or `unknown`.
  var github: [String]?
  /// `allowed`, `refused`, `undecided`; `allowed as a rollback`, `allowed under exception`.
  let verdict: String
  /// `rule severity`, in the order of the verdict.
  var findings: [String]?

  var description: String { it }

  /// Without a name of its own, each key would have to be given.
  private enum CodingKeys: String, CodingKey {
    case it, change, by, ran, held, older, another, restores, checks, said, at, overdue, alarms,
      doubts
    case unfetched, rewritten, lands, now, strict, after, github, verdict, findings
    case environment = "in"
  }
}

/// One table: a policy, and cases that are judged by it.
struct VerdictTable: Decodable, Sendable {
  /// The name of another table whose policy holds.
  var like: String?
  var policy: String?
  let cases: [VerdictCase]
}
