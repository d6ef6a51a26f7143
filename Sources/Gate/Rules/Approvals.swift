/// Enough distinct people approved this very change.
enum Approvals {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    guard let rule = situation.approvalRule, rule.approvals > 0 else { return [] }
    guard situation.isGitHubAsked, situation.github == nil else {
      return tooFew(rule, situation, ballot)
    }
    // What is missing in the notes is missing whatever GitHub says.
    return (situation.environment?.require == .both ? tooFew(rule, situation, ballot) : [])
      + [unread(situation)]
  }

  /// The policy trusts another record than notes, and what it says is not known.
  private static func unread(_ situation: Situation) -> Finding {
    let require = situation.environment?.require ?? .note
    let asked = "the policy asks for GitHub's record of the approvals (`require: \(require)`)"
    guard case .unknown(let reason, let hint) = situation.facts.github else {
      return Finding(
        .approvals,
        .undecided,
        asked + ", and nobody asked GitHub",
        hint: "`opsgate verify` does; where it cannot, `opsgate reconcile --record` wrote it down"
      )
    }
    return Finding(.approvals, .undecided, asked + ", and it cannot be told: \(reason)", hint: hint)
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
    let people =
      situation.github == nil && situation.isGitHubAsked ? ballot.signing : ballot.approving
    let missing = rule.approvals - people.count
    guard missing > 0 else { return [] }
    if situation.isPolicyChange, ballot.unproven.count >= missing {
      return [unproven(rule, ballot)]
    }
    let who = rule.approvers.map { "'\($0)'" }.joined(separator: ", ")
    let given =
      people.isEmpty ? "none is here" : "\(people.sorted().joined(separator: ", ")) did"
    return [
      Finding(
        .approvals,
        .error,
        "\(rule.approvals) of \(who) must approve this change, and \(given)"
          + situation.places(ballot)
          + (situation.mustProveAuthors ? " (one more, since nothing proves who made it)" : ""),
        hint: hint(who, missing, situation, ballot)
      )
    ]
  }

  private static func hint(
    _ who: String,
    _ missing: Int,
    _ situation: Situation,
    _ ballot: Ballot
  ) -> String {
    let people = ballot.mayApprove.joined(separator: ", ")
    if ballot.mayApprove.count >= missing {
      let how =
        switch situation.environment?.require ?? .note {
        case .note: "with `opsgate approve`"
        case .github: "by a review on GitHub"
        case .both: "with `opsgate approve` and by a review on GitHub"
        }
      return "still asked: \(people), \(how)"
    }
    return
      (people.isEmpty ? "nobody else may approve it" : "only \(people) may still, who are too few")
      + ": whoever made a change does not approve it, so let somebody else make it, or name more in \(who)"
  }
}

extension Situation {
  /// Which record has whom, where there are two.
  fileprivate func places(_ ballot: Ballot) -> String {
    guard environment?.require == .both, github != nil else { return "" }
    func words(_ people: Set<String>) -> String {
      people.isEmpty ? "nobody" : people.sorted().joined(separator: ", ")
    }
    return
      " in both records (signed: \(words(ballot.signing)); on GitHub: \(words(ballot.onGitHub)))"
  }
}
