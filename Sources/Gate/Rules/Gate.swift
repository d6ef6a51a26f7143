import Attestations
import History

/// Judges changes: a pure function of what is known.
public enum Gate {
  /// The verdict on one change.
  public static func judge(_ gateCase: GateCase) -> Verdict {
    let situation = Situation(gateCase)
    let ballot = Ballot(situation)
    let emergency = EmergencyRuling(situation, ballot)
    let standing = StandingRules.findings(situation) + Rejection.findings(situation, ballot)
    let asked =
      emergency.isOpen
      ? FreezeRule.findings(situation, passing: .emergency)
      : situation.requirements.flatMap { $0(situation, ballot) }.map(situation.weighed)
    return Verdict(
      kind: situation.kind,
      exception: emergency.isOpen || emergency.wasOpen,
      findings: standing + asked
        + RollbackRecognition.findings(situation, beside: asked)
        + emergency.findings
        + ballot.explanations,
      voices: ballot.voices,
      mayApprove: ballot.mayApprove,
      onGitHub: ballot.onGitHub,
      debt: emergency.debt
    )
  }
}

/// A change, and what its environment asks of it.
struct Situation {
  let facts: GateCase
  let kind: Verdict.Kind
  /// `nil` for changes to the policy itself, and of environments that the policy does not have.
  let environment: EnvironmentPolicy?

  init(_ facts: GateCase) {
    self.facts = facts
    environment = facts.policy.environment(named: facts.change.environment)
    kind = RollbackRecognition.isRollback(facts, environment) ? .rollback : .ordinary
  }

  var name: String { facts.change.environment }

  var isPolicyChange: Bool { name == EnvironmentChange.policy }

  /// Whether something is not here that might open the gate: an approval, or the state that a rollback goes back to.
  var isInDoubt: Bool { !doubts.isEmpty || !facts.change.isDecided }

  /// What is not here and might matter: of records nothing, where nobody's word is asked for.
  var doubts: [Doubt] {
    let isAsked =
      isPolicyChange
      ? facts.policy.policyGate != nil : listed != nil || environment?.emergency != nil
    return facts.doubts.filter { $0.subject == .history || isAsked }
  }

  /// Who lets keys be revoked; `nil` for any other change.
  var revocationRule: ApprovalRule? { facts.revokedKeys.map(facts.policy.revocationRule) }

  /// Whether somebody's word opens the gate for a revocation, also of their own making.
  func mayRevoke(_ person: String) -> Bool {
    revocationRule.map { facts.policy.people(for: $0.approvers).contains(person) } ?? false
  }

  /// A requirement's finding, as heavy as it can be here.
  ///
  /// Of an environment that states no gate nobody asked for order: it is only warned of.
  func weighed(_ finding: Finding) -> Finding {
    let isOfOrder = [.promotionOrder, .downgrade, .held].contains(finding.rule)
    guard environment?.gate == .unstated, isOfOrder, finding.severity != .note else {
      return isInDoubt && finding.severity == .error ? finding.with(.undecided) : finding
    }
    return finding.with(.warning)
  }

  /// Whether nobody is asked: the gate opens by itself, or by what machines found.
  var isUnattended: Bool { environment?.gate == .automatic || listed?.approvals == 0 }

  /// What the gate lists; `nil` where it lists nothing.
  var listed: GateRequirements? {
    guard case .requirements(let requirements)? = environment?.gate else { return nil }
    return requirements
  }

  /// How many must approve, and who may.
  var approvalRule: ApprovalRule? {
    if isPolicyChange { return revocationRule ?? facts.policy.policyGate }
    guard let listed else { return nil }
    let count = kind == .rollback ? environment?.rollback?.approvals ?? 0 : listed.approvals
    return ApprovalRule(
      approvals: count > 0 && mustProveAuthors ? count + 1 : count,
      approvers: listed.approvers
    )
  }

  /// Whether one more must approve, since what a commit says of its authors is not enough.
  ///
  /// GitHub's record of who opened and pushed it is; commits' signatures are not read.
  var mustProveAuthors: Bool {
    environment?.authorship == .proven && github?.knowsMakers != true
  }

  /// What GitHub says, where that is known.
  var github: GitHubRecord? {
    if case .known(let record) = facts.github { record } else { nil }
  }

  /// Whether approvals must stand on GitHub.
  var isGitHubAsked: Bool { environment.map { $0.require != .note } ?? false }

  /// The people whose approval counts in the record that the policy asks for.
  func counted(notes: Set<String>) -> Set<String> {
    guard let require = environment?.require else { return notes }
    let onGitHub = github?.approving ?? []
    return switch require {
    case .note: notes
    case .github: onGitHub
    case .both: notes.intersection(onGitHub)
    }
  }

  /// Until when an approval counts, in seconds since 1970: what it says itself, and no longer than the gate lets it.
  func end(of approval: Approval) -> Int? {
    let longest = listed?.expires.map { approval.issuedAt + Int($0.components.seconds) }
    return [approval.expiresAt, longest].compactMap(\.self).min()
  }

  typealias Requirement = (Situation, Ballot) -> [Finding]

  /// The rules that an emergency stands above; a rollback asks for its approvals alone.
  var requirements: [Requirement] {
    switch kind {
    case .rollback: [Approvals.findings]
    case .ordinary:
      [
        PromotionOrder.findings, Checks.findings, Approvals.findings, FreezeRule.findings,
        Downgrade.findings, Held.findings,
      ]
    }
  }
}

extension Finding {
  fileprivate func with(_ severity: Severity) -> Finding {
    Finding(rule, severity, message, hint: hint, path: path)
  }
}

/// The rules that nothing stands above.
enum StandingRules {
  static func findings(_ situation: Situation) -> [Finding] {
    StatedGate.findings(situation) + Mainline.findings(situation)
      + NotesHistory.findings(situation) + Missing.findings(situation)
  }
}
