import Git
import History
import Notation

/// Whether an emergency opens the gate, and what is said of it.
///
/// Rejections, own changes and the notes' history stand above it.
struct EmergencyRuling {
  /// Whether the gate is open by it alone.
  let isOpen: Bool
  /// Whether it landed with the gate open by what was taken back since: that stays an exception.
  let wasOpen: Bool
  let debt: Verdict.Debt?
  let findings: [Finding]

  private init(
    isOpen: Bool = false,
    wasOpen: Bool = false,
    debt: Verdict.Debt? = nil,
    _ findings: [Finding] = []
  ) {
    self.isOpen = isOpen
    self.wasOpen = wasOpen
    self.debt = debt
    self.findings = findings
  }

  init(_ situation: Situation, _ ballot: Ballot) {
    let openers = ballot.inEmergency.union(ballot.onceInEmergency)
    guard let emergency = situation.environment?.emergency, !openers.isEmpty else {
      self.init()
      return
    }
    let missing = emergency.rule.approvals - ballot.inEmergency.count
    if missing > 0 {
      self.init(closed: emergency, openers, missing, situation, ballot)
      return
    }
    if let overdue = situation.facts.overdueReviews.first {
      let message = "no new emergency before the last one is reviewed: \(overdue)"
      self.init([Self.finding(.error, message)])
      return
    }
    let debt = Self.debt(of: emergency, openers, situation, ballot)
    self.init(isOpen: true, debt: debt, [Self.finding(debt, situation, ballot)])
  }

  /// Not enough of the approvals stand: they were never there, or were taken back.
  private init(
    closed emergency: EmergencyRule,
    _ openers: Set<String>,
    _ missing: Int,
    _ situation: Situation,
    _ ballot: Ballot
  ) {
    let needed =
      ballot.inEmergency.isEmpty
      ? [] : [Self.finding(.note, "an emergency needs \(missing) more of its approvers")]
    guard situation.facts.change.isOnMainline, openers.count >= emergency.rule.approvals else {
      self.init(needed)
      return
    }
    let debt = Self.debt(of: emergency, openers, situation, ballot)
    let people = debt.people.joined(separator: ", ")
    let message = "it was opened as an emergency by \(people), and that was taken back since"
    self.init(wasOpen: true, debt: debt, [Self.finding(.warning, message)])
  }

  /// What is owed: the approvals that the gate asks for, by people who did not open it.
  ///
  /// A missed check cannot be made good afterwards, nor can the order of promotion. Of an approval that was given in
  /// time nobody asks later whether it has expired.
  private static func debt(
    of rule: EmergencyRule,
    _ openers: Set<String>,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> Verdict.Debt {
    let facts = situation.facts
    let asked = max(situation.approvalRule?.approvals ?? 0, 1)
    let due = (ballot.emergencyOpened ?? facts.now) + Int(rule.reviewWithin.components.seconds)
    let isPaid = ballot.reviewing.subtracting(openers).count >= asked
    return Verdict.Debt(
      people: openers.sorted(),
      due: due,
      isPaid: isPaid,
      isOverdue: !isPaid && facts.now > due
    )
  }

  private static func finding(
    _ debt: Verdict.Debt,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> Finding {
    let people = debt.people.joined(separator: ", ")
    if debt.isPaid { return finding(.warning, "opened as an emergency by \(people), and reviewed") }
    let due = Timestamp.rfc3339(debt.due)
    guard debt.isOverdue else {
      return finding(
        .warning,
        "opened as an emergency by \(people), and owed a review until \(due)",
        hint: hint(debt, situation, ballot)
      )
    }
    return finding(
      situation.facts.isStrict ? .error : .warning,
      "opened as an emergency by \(people), and the review is overdue since \(due)",
      hint: hint(debt, situation, ballot)
    )
  }

  /// Who looks at it now, and how many must.
  private static func hint(
    _ debt: Verdict.Debt,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> String {
    let reviewed = ballot.reviewing.subtracting(debt.people).count
    let missing = max(situation.approvalRule?.approvals ?? 0, 1) - reviewed
    let change = situation.facts.change
    let name = change.isOnMainline ? "\(change.commit.short) " : ""
    let command = "`opsgate approve \(name)--env \(ShellWord.quoted(change.environment))`"
    let people = ballot.mayApprove.joined(separator: ", ")
    guard ballot.mayApprove.count >= missing else {
      return
        "\(missing) more must say \(command), and only \(people.isEmpty ? "nobody" : people) may: "
        + "name more approvers in the policy"
    }
    return "\(missing) more of \(people) look at it, and say \(command)"
  }

  private static func finding(
    _ severity: Finding.Severity,
    _ message: String,
    hint: String? = nil
  ) -> Finding {
    Finding(.emergency, severity, message, hint: hint)
  }
}
