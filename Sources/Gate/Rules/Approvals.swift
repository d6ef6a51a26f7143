/// Enough distinct people approved this very change.
enum Approvals {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    guard let rule = situation.approvalRule, rule.approvals > 0 else { return [] }
    return tooFew(rule, situation, ballot) + unread(situation)
  }

  /// The policy trusts another record than notes, which is not read: nobody can tell what it says.
  private static func unread(_ situation: Situation) -> [Finding] {
    guard let environment = situation.environment, environment.require != .note else { return [] }
    return [
      Finding(
        .approvals,
        .undecided,
        "the policy asks for GitHub's record of the approvals (`require: \(environment.require)`), "
          + "which is not read yet",
        hint: "write `require: note` to go by the notes alone"
      )
    ]
  }

  /// A policy does not fall out of force because somebody who approved it has gone: the one before it may ask for less.
  private static func unproven(_ rule: ApprovalRule, _ ballot: Ballot) -> Finding {
    let people = ballot.unproven.sorted().joined(separator: ", ")
    return Finding(
      .approvals,
      .undecided,
      "\(rule.approvals) must have approved this change, and nobody can tell whether \(people) did so before "
        + "the key was removed",
      hint: ballot.mayApprove.isEmpty
        ? "look at the policy, and pin it: `opsgate trust pin`"
        : "let \(ballot.mayApprove.joined(separator: " or ")) approve it as well, or look at it and pin it: "
          + "`opsgate trust pin`"
    )
  }

  private static func tooFew(
    _ rule: ApprovalRule,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> [Finding] {
    let missing = rule.approvals - ballot.approving.count
    guard missing > 0 else { return [] }
    if situation.isPolicyChange, ballot.unproven.count >= missing {
      return [unproven(rule, ballot)]
    }
    let who = rule.approvers.map { "'\($0)'" }.joined(separator: ", ")
    let given =
      ballot.approving.isEmpty
      ? "none is here" : "\(ballot.approving.sorted().joined(separator: ", ")) did"
    return [
      Finding(
        .approvals,
        .error,
        "\(rule.approvals) of \(who) must approve this change, and \(given)"
          + (situation.mustProveAuthors ? " (one more, since nothing proves who made it)" : ""),
        hint: hint(who, missing, ballot)
      )
    ]
  }

  private static func hint(_ who: String, _ missing: Int, _ ballot: Ballot) -> String {
    let people = ballot.mayApprove.joined(separator: ", ")
    if ballot.mayApprove.count >= missing {
      return "still asked: \(people), with `opsgate approve`"
    }
    return
      (people.isEmpty ? "nobody else may approve it" : "only \(people) may still, who are too few")
      + ": whoever made a change does not approve it, so let somebody else make it, or name more in \(who)"
  }
}
