/// Enough distinct people approved this very change.
enum Approvals {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    guard let rule = situation.approvalRule, rule.approvals > 0 else { return [] }
    let missing = rule.approvals - ballot.approving.count
    guard missing > 0 else { return [] }
    let who = rule.approvers.map { "'\($0)'" }.joined(separator: ", ")
    let given =
      ballot.approving.isEmpty
      ? "none is here" : "\(ballot.approving.sorted().joined(separator: ", ")) did"
    return [
      Finding(
        .approvals,
        .error,
        "\(rule.approvals) of \(who) must approve this change, and \(given)",
        hint: ballot.mayApprove.isEmpty
          ? "nobody else may approve it: see who is in \(who)"
          : "still asked: \(ballot.mayApprove.joined(separator: ", ")), with `opsgate approve`"
      )
    ]
  }
}
