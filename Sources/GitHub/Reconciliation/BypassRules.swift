import Git

/// Emergencies, and pushes past GitHub's rules (H).
enum BypassRules {
  static func results(_ sides: Sides) -> [Claim] {
    let facts = sides.facts
    return (facts.emergency.map { emergency($0, sides) } ?? unexplained(facts)) + indirect(facts)
  }

  private static func emergency(
    _ emergency: ReconciliationCase.Emergency,
    _ sides: Sides
  ) -> [Claim] {
    let people = emergency.people.joined(separator: ", ")
    var claims: [Claim] = []
    if sides.isEnough, sides.facts.needed > 0 {
      claims.append(
        Claim(.h3, "\(people) declared an emergency for it, and enough others had approved it")
      )
    }
    switch sides.facts.bypass {
    case .recorded:
      claims.append(
        Claim(.h1, "\(people) declared an emergency, and GitHub's rules were passed by")
          .weighing(emergency.isReviewed ? .ok : nil)
      )
    case .unreadable:
      claims.append(
        Claim(
          .h4,
          "\(people) declared an emergency; whether GitHub's rules were passed by is not to be seen",
          hint: "the token needs 'Administration: write' to read rule suites"
        )
      )
    case .none: break
    }
    if emergency.isOverdue {
      claims.append(
        Claim(
          .h5,
          "the review of the emergency of \(people) is overdue",
          hint: "others look at it, and say `opsgate approve \(sides.facts.commit.short)`"
        )
      )
    }
    return claims
  }

  private static func unexplained(_ facts: ReconciliationCase) -> [Claim] {
    guard case .recorded(let actor) = facts.bypass else { return [] }
    return [
      Claim(
        .h2,
        "\(actor.map { "'\($0)'" } ?? "somebody") pushed it past GitHub's rules, and declared no emergency",
        hint: "ask them why, and let others look at it"
      )
    ]
  }

  /// Its head was pushed to the branch itself: GitHub then says merged, whatever its rules ask.
  private static func indirect(_ facts: ReconciliationCase) -> [Claim] {
    guard let pull = facts.pullRequest, pull.mergedAt != nil, pull.mergeCommit == pull.head else {
      return []
    }
    return [
      Claim(
        .h6,
        "#\(pull.number) was merged by a push, which the branch's rules need not have seen"
      )
      .about(nil, pull.url)
    ]
  }
}
