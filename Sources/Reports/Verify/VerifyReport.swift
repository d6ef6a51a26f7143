public import Gate
public import Git
public import History

/// The verdicts on what was asked about.
public struct VerifyReport: Sendable {
  /// What was asked about.
  public enum Scope: Hashable, Sendable {
    /// What every environment points to now.
    case current
    /// Every change of a range of the mainline, as it was typed.
    case range(String)
    /// A branch that would land, as it was typed.
    case candidate(String)
  }

  /// One change, and what is said of it.
  public struct Entry: Sendable {
    public let change: EnvironmentChange
    /// Whether there is no commit of it yet: that of `change` is the one that it would stand on.
    public let isPlanned: Bool
    public let verdict: Verdict
    /// What its moves are: `promotion`, `rollback`, `change`, `added`, `removed`, `mixed`; `nil` where nothing moves.
    public let kind: String?
    /// The first line of the commit's message.
    public let subject: String
    /// Where the pointers stand in the files, by path: the line of the first one that the change moves, from 1.
    public let lines: [String: Int]

    public init(
      change: EnvironmentChange,
      verdict: Verdict,
      kind: String?,
      subject: String,
      lines: [String: Int] = [:],
      isPlanned: Bool = false
    ) {
      self.isPlanned = isPlanned
      self.change = change
      self.verdict = verdict
      self.kind = kind
      self.subject = subject
      self.lines = lines
    }
  }

  public let scope: Scope
  /// The mainline's tip.
  public let head: ObjectID
  /// The environments that were asked about, in promotion order, the policy last.
  public let environments: [String]
  /// By environment, then newest first.
  public let entries: [Entry]
  /// What is said of all of it: the pin, an untrusted policy, notes that were rewound.
  public let findings: [Finding]

  public init(
    scope: Scope,
    head: ObjectID,
    environments: [String],
    entries: [Entry],
    findings: [Finding] = []
  ) {
    self.scope = scope
    self.head = head
    self.environments = environments
    self.entries = entries
    self.findings = findings
  }

  /// What is refused, undecided, then allowed, in numbers.
  public func count(_ outcome: Verdict.Outcome) -> Int {
    entries.count { $0.verdict.outcome == outcome }
  }

  /// Refused beats undecided, and undecided allowed.
  public var outcome: Verdict.Outcome {
    let outcomes = Set(entries.map(\.verdict.outcome))
    let severities = Set(findings.map(\.severity))
    if outcomes.contains(.refused) || severities.contains(.error) { return .refused }
    if outcomes.contains(.undecided) || severities.contains(.undecided) { return .undecided }
    return .allowed
  }

  /// Whether an emergency opened the gate for one of them.
  public var exception: Bool { entries.contains { $0.verdict.exception } }
}
