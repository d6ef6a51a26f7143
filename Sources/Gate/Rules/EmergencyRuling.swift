/// Whether an emergency opens the gate, and what is said of it.
///
/// Rejections, own changes and the notes' history stand above it.
enum EmergencyRuling {
  static func ruling(_ situation: Situation, _ ballot: Ballot) -> (Bool, [Finding]) {
    guard let emergency = situation.environment?.emergency, !ballot.inEmergency.isEmpty else {
      return (false, [])
    }
    let missing = emergency.rule.approvals - ballot.inEmergency.count
    guard missing <= 0 else {
      return (false, [finding(.note, "an emergency needs \(missing) more of its approvers")])
    }
    if let overdue = situation.facts.overdueReviews.first {
      let message = "no new emergency before the last one is reviewed: \(overdue)"
      return (false, [finding(.error, message)])
    }
    let people = ballot.inEmergency.sorted().joined(separator: ", ")
    return (true, [finding(.warning, "opened as an emergency by \(people), and owed a review")])
  }

  private static func finding(_ severity: Finding.Severity, _ message: String) -> Finding {
    Finding(.emergency, severity, message)
  }
}
