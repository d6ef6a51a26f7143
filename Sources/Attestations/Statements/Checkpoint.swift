public import Git
import Notation

/// What a machine saw when it judged the mainline (`urn:opsgate:checkpoint:v1`).
public struct Checkpoint: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case allowed, refused, undecided
  }

  /// Where a reference stood.
  public struct Position: Hashable, Sendable {
    /// The whole name: `refs/heads/main`.
    public var ref: String
    public var commit: ObjectID

    public init(ref: String, commit: ObjectID) {
      self.ref = ref
      self.commit = commit
    }
  }

  /// The mainline commit of `mainline`, and its tree.
  public var subject: Subject
  public var repository: String
  public var mainline: Position
  /// The notes, by the name of their reference.
  public var notes: [Position]
  /// The blob of the policy that was in force; `nil` where the repository had none.
  public var policy: ObjectID?
  public var outcome: Outcome
  /// Seconds since 1970; the signer's own word.
  public var issuedAt: Int
  /// The machine's name in the policy.
  public var checker: String
  public var nonce: Nonce

  public init(
    subject: Subject,
    repository: String,
    mainline: Position,
    notes: [Position],
    policy: ObjectID?,
    outcome: Outcome,
    issuedAt: Int,
    checker: String,
    nonce: Nonce
  ) {
    self.subject = subject
    self.repository = repository
    self.mainline = mainline
    self.notes = notes
    self.policy = policy
    self.outcome = outcome
    self.issuedAt = issuedAt
    self.checker = checker
    self.nonce = nonce
  }
}

extension Checkpoint: Predicate {
  static let type = "urn:opsgate:checkpoint:v1"

  init(reading fields: inout Fields, of subject: Subject) throws(RecordMistake) {
    self.subject = subject
    repository = try fields.line("repository")
    var position = try fields.object("mainline")
    mainline = try Position(reading: &position)
    try position.finish()
    notes = try fields.objects("notes", Position.init(reading:))
    policy = fields.has("policy") ? try fields.objectID("policy") : nil
    outcome = try fields.word("outcome")
    issuedAt = try fields.time("issuedAt")
    checker = try fields.name("checker")
    nonce = try fields.nonce("nonce")
    guard mainline.commit == subject.commit else {
      throw fields.wrong("mainline.commit", "the commit of 'subject'")
    }
  }

  var predicate: JSONValue {
    .object(present: [
      "repository": .string(repository),
      "mainline": mainline.json,
      "notes": .array(notes.map(\.json)),
      "policy": policy.map(JSONValue.id),
      "outcome": .string(outcome.rawValue),
      "issuedAt": .time(issuedAt),
      "checker": .string(checker),
      "nonce": .string(nonce.text),
    ])
  }
}

extension Checkpoint.Position {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    ref = try fields.line("ref")
    commit = try fields.objectID("commit")
    guard ref.hasPrefix("refs/") else {
      throw fields.wrong("ref", "a whole name, as 'refs/heads/main'")
    }
  }

  fileprivate var json: JSONValue { ["ref": .string(ref), "commit": .id(commit)] }
}
