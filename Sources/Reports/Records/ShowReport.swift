public import Attestations
public import Git

/// The records that speak of a commit, or of what it changes.
public struct ShowReport: Sendable {
  /// One record, with what it is worth.
  public struct Entry: Hashable, Sendable {
    public let record: LedgerRecord
    /// Why it does not count, in words: lower case, no full stop; none where it does.
    public let objections: [String]

    public init(_ record: LedgerRecord, objections: [String] = []) {
      self.record = record
      self.objections = objections
    }
  }

  /// The commit that was asked about.
  public let commit: ObjectID
  /// By the time that they claim.
  public let entries: [Entry]
  /// The lines noted on the commit that are no records.
  public let refused: [RefusedLine]
  /// Whether all records that there are were seen; if not, what is not here is unknown.
  public let isComplete: Bool

  public init(
    commit: ObjectID,
    entries: [Entry],
    refused: [RefusedLine],
    isComplete: Bool = true
  ) {
    self.isComplete = isComplete
    self.commit = commit
    self.entries = entries
    self.refused = refused
  }
}

extension Statement {
  /// What it says, in one word or two: `approve`, `smoke pass`.
  var verb: String {
    switch self {
    case .approval(let approval): approval.decision.rawValue
    case .check(let check): "\(check.name) \(check.outcome.rawValue)"
    case .evidence: "evidence"
    case .checkpoint(let checkpoint): "checkpoint \(checkpoint.outcome.rawValue)"
    }
  }

  /// The environment that it is about; `nil` where it is about none.
  var environment: String? {
    switch self {
    case .approval(let approval): approval.environment
    case .check(let check): check.environment
    case .evidence, .checkpoint: nil
    }
  }

  /// How it looks to a person.
  var label: Label {
    switch self {
    case .approval(let approval): approval.decision == .approve ? .good : .bad
    case .check(let check): check.outcome == .pass ? .good : .bad
    case .evidence: .quiet
    case .checkpoint(let checkpoint): checkpoint.outcome == .allowed ? .good : .warning
    }
  }
}

extension SignatureCheck {
  /// The key and what became of it: `SHA256:… (ssh)`.
  var words: String { "\(fingerprint ?? "a key that it does not name") (\(format.rawValue))" }
}
