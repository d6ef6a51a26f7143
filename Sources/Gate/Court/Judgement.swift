import Attestations
public import Git
public import History

/// One change and what is said of it.
public struct Judgement: Hashable, Sendable {
  public let change: EnvironmentChange
  /// The mainline commit whose policy it was judged by; `nil` for the baseline.
  public let policy: ObjectID?
  public let verdict: Verdict
  /// The mainline commits that those looked at whose approval counts.
  let bases: [ObjectID]

  init(
    change: EnvironmentChange,
    policy: PolicyTree?,
    verdict: Verdict,
    bases: [ObjectID] = []
  ) {
    self.change = change
    self.policy = policy?.commit
    self.verdict = verdict
    self.bases = bases
  }
}

extension GateCase {
  /// What those had before them whose approval counted.
  func bases(_ verdict: Verdict) -> [ObjectID] {
    let counted = Set(verdict.voices.filter { $0.counted && $0.decision == .approve }.map(\.record))
    return records.filter { counted.contains($0.name) }.compactMap { $0.approval?.base }
  }
}

extension Verdict {
  /// A policy that somebody looked at and trusts, whoever approved it.
  static let pinned = Verdict(
    kind: .ordinary,
    exception: false,
    findings: [Finding(.policy, .note, "it is pinned")],
    voices: [],
    mayApprove: []
  )

  /// What stood there when the first policy came.
  ///
  /// - Parameter circumstances: Whether that may be another one than it seems: a mainline that was rewritten has no
  ///   baseline, and of one that is not all here nobody can tell.
  /// - Returns: Allowed, unless that is so.
  static func baseline(_ circumstances: Circumstances) -> Verdict {
    let first = Finding(.policy, .note, "it stood there before the first policy: the baseline")
    let alarms =
      Mainline.findings(of: circumstances.mainlineAlarms)
      + NotesHistory.findings(of: circumstances.notesAlarms)
    let doubts = circumstances.doubts.filter { $0.subject == .history }
      .map { Finding(.missing, .undecided, $0.message, hint: $0.hint) }
    return Verdict(
      kind: .ordinary,
      exception: false,
      findings: alarms.isEmpty && doubts.isEmpty ? [first] : alarms + doubts,
      voices: [],
      mayApprove: []
    )
  }

  var isAllowedButForAlarms: Bool {
    findings.allSatisfy { finding in
      switch finding.severity {
      case .undecided: false
      case .error: [.mainline, .notesHistory].contains(finding.rule)
      case .warning, .note: true
      }
    }
  }
}
