public import Attestations
public import Git

/// What the gate says of one change of one environment.
public struct Verdict: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case allowed, refused
    /// Never allowed and never refused: something is not here that would tell.
    case undecided
  }

  /// What the change is to the gate.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case ordinary
    /// It restores what was there before, and goes by the fast track.
    case rollback
  }

  /// A person's word, and whether it counted.
  public struct Voice: Hashable, Sendable {
    /// The name in the policy.
    public let person: String
    public let decision: Decision
    /// Seconds since 1970, by the signer's own word.
    public let issuedAt: Int
    public let record: RecordName
    public let counted: Bool
    /// Why it does not count; `nil` where it does.
    public let why: String?
    /// The rule that it does not count by; `nil` where it does.
    public let objection: Finding.Rule?
    /// What could not wait; `nil` for an ordinary word.
    public let emergency: Approval.Emergency?
    /// The commit that was looked at.
    public let commit: ObjectID

    init(_ record: LedgerRecord, _ approval: Approval, why: String?, by rule: Finding.Rule?) {
      person = approval.approver
      decision = approval.decision
      issuedAt = approval.issuedAt
      self.record = record.name
      counted = why == nil
      self.why = why
      objection = rule
      emergency = approval.emergency
      commit = approval.subject.commit
    }
  }

  /// What an emergency owes: the full gate's approvals, by others.
  public struct Debt: Hashable, Sendable {
    /// The people who opened the gate.
    public let people: [String]
    /// Until when it is to be reviewed, in seconds since 1970.
    public let due: Int
    /// Whether enough others have approved since.
    public let isPaid: Bool
    public let isOverdue: Bool
  }

  public let outcome: Outcome
  /// Whether an emergency opened the gate: allowed, for ever with a warning.
  public let exception: Bool
  public let kind: Kind
  /// Errors first, then what cannot be told, warnings, notes.
  public let findings: [Finding]
  public let voices: [Voice]
  /// The people whose approval counts, each once.
  public var approvers: [String] {
    var seen: Set<String> = []
    return voices.filter { $0.counted && $0.decision == .approve }.map(\.person)
      .filter { seen.insert($0).inserted }
  }
  /// The people whose approval on GitHub counts, where the policy asks for it.
  public let onGitHub: [String]
  /// Who could still give what is missing; none where nothing is, or nobody can.
  public let mayApprove: [String]
  /// `nil` where no emergency opened the gate.
  public let debt: Debt?

  init(
    kind: Kind,
    exception: Bool,
    findings: [Finding],
    voices: [Voice],
    mayApprove: [String],
    onGitHub: Set<String> = [],
    debt: Debt? = nil
  ) {
    let order: [Finding.Severity] = [.error, .undecided, .warning, .note]
    self.findings = order.flatMap { severity in findings.filter { $0.severity == severity } }
    outcome =
      findings.contains { $0.severity == .error }
      ? .refused : findings.contains { $0.severity == .undecided } ? .undecided : .allowed
    self.exception = exception && outcome == .allowed
    self.kind = kind
    self.voices = voices
    self.onGitHub = onGitHub.sorted()
    self.mayApprove = outcome == .allowed && debt?.isPaid != false ? [] : mayApprove
    self.debt = debt
  }
}
