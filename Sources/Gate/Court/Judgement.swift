public import Git
public import History

/// One change and what is said of it.
public struct Judgement: Hashable, Sendable {
  public let change: EnvironmentChange
  /// The mainline commit whose policy it was judged by; `nil` for the baseline.
  public let policy: ObjectID?
  public let verdict: Verdict

  init(change: EnvironmentChange, policy: PolicyTree?, verdict: Verdict) {
    self.change = change
    self.policy = policy?.commit
    self.verdict = verdict
  }
}

extension Verdict {
  /// What stood there when the first policy came.
  ///
  /// - Parameter doubts: Why an earlier policy may be one that is not here.
  /// - Returns: Allowed, unless there are doubts.
  static func baseline(_ doubts: [Doubt]) -> Verdict {
    let first = Finding(.policy, .note, "it stood there before the first policy: the baseline")
    return Verdict(
      kind: .ordinary,
      exception: false,
      findings: doubts.isEmpty
        ? [first] : doubts.map { Finding(.missing, .undecided, $0.message, hint: $0.hint) },
      voices: [],
      mayApprove: []
    )
  }
}
