import Notation

/// Whether an emergency opens the gate, and what is said of it.
///
/// Rejections, own changes and the notes' history stand above it.
struct EmergencyRuling {
  /// Whether the gate is open by it alone.
  let isOpen: Bool
  let debt: Verdict.Debt?
  let findings: [Finding]

  private init(isOpen: Bool = false, debt: Verdict.Debt? = nil, _ findings: [Finding] = []) {
    self.isOpen = isOpen
    self.debt = debt
    self.findings = findings
  }

  init(_ situation: Situation, _ ballot: Ballot) {
    guard let emergency = situation.environment?.emergency, !ballot.inEmergency.isEmpty else {
      self.init()
      return
    }
    let missing = emergency.rule.approvals - ballot.inEmergency.count
    guard missing <= 0 else {
      self.init([Self.finding(.note, "an emergency needs \(missing) more of its approvers")])
      return
    }
    if let overdue = situation.facts.overdueReviews.first {
      let message = "no new emergency before the last one is reviewed: \(overdue)"
      self.init([Self.finding(.error, message)])
      return
    }
    let debt = Self.debt(of: emergency, situation, ballot)
    self.init(isOpen: true, debt: debt, [Self.finding(debt, isStrict: situation.facts.isStrict)])
  }

  /// What is owed: the approvals that the gate asks for, by people who did not open it.
  ///
  /// A missed check cannot be made good afterwards, nor can the order of promotion. Of an approval that was given in
  /// time nobody asks later whether it has expired.
  private static func debt(
    of rule: EmergencyRule,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> Verdict.Debt {
    let facts = situation.facts
    let asked = max(situation.approvalRule?.approvals ?? 0, 1)
    let due = (ballot.emergencyOpened ?? facts.now) + Int(rule.reviewWithin.components.seconds)
    let isPaid = ballot.reviewing.subtracting(ballot.inEmergency).count >= asked
    return Verdict.Debt(
      people: ballot.inEmergency.sorted(),
      due: due,
      isPaid: isPaid,
      isOverdue: !isPaid && facts.now > due
    )
  }

  private static func finding(_ debt: Verdict.Debt, isStrict: Bool) -> Finding {
    let people = debt.people.joined(separator: ", ")
    if debt.isPaid { return finding(.warning, "opened as an emergency by \(people), and reviewed") }
    let due = Timestamp.rfc3339(debt.due)
    guard debt.isOverdue else {
      return finding(
        .warning,
        "opened as an emergency by \(people), and owed a review until \(due)",
        hint: "others look at it, and say `opsgate approve`"
      )
    }
    return finding(
      isStrict ? .error : .warning,
      "opened as an emergency by \(people), and the review is overdue since \(due)",
      hint: "others look at it, and say `opsgate approve`"
    )
  }

  private static func finding(
    _ severity: Finding.Severity,
    _ message: String,
    hint: String? = nil
  ) -> Finding {
    Finding(.emergency, severity, message, hint: hint)
  }
}
