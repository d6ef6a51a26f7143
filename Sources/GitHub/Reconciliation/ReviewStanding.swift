import Git

/// Who stands behind a review, and whether they may (C2 to C7, F1, F2).
enum ReviewStanding {
  static func results(_ sides: Sides) -> [Claim] {
    let reviews = sides.facts.reviews
    return (reviews?.opinions ?? []).flatMap { results(of: $0, sides) }
      + (reviews?.ofDeleted ?? []).map { deleted($0, sides) } + reassigned(sides)
  }

  private static func results(of opinion: Opinion, _ sides: Sides) -> [Claim] {
    let claims =
      opinion.remarks.compactMap { remark($0, opinion) }
      + (opinion.decision == .approved
        ? opinion.objections.compactMap { objection($0, opinion, sides.facts) } : [])
    return claims.map { $0.about(sides.notes[opinion.person ?? ""]?.record, opinion.review.url) }
  }

  private static func remark(_ remark: Opinion.Remark, _ opinion: Opinion) -> Claim? {
    switch remark {
    case .renamed(let login):
      Claim(
        .c3,
        "'\(opinion.person ?? "")' is called '\(login)' on GitHub now",
        hint: "write the new login into the policy"
      )
    case .accessLost:
      Claim(.f2, "'\(opinion.account.login)' may approve nothing in the repository any more")
    case .rebound, .retargeted, .dismissedByApprover: nil
    }
  }

  private static func objection(
    _ objection: Opinion.Objection,
    _ opinion: Opinion,
    _ facts: ReconciliationCase
  ) -> Claim? {
    let login = opinion.account.login
    switch objection {
    case .recycledLogin(let owner):
      return Claim(
        .c4,
        "the review is by another account than that of '\(owner)', which had the login '\(login)'",
        hint: "look at the account \(opinion.account.id), and at who has the name now"
      ).sparing
    case .noPerson:
      return Claim(.c7, "'\(login)' is no person, and nobody's approval", hint: "ask a person")
        .sparing
    case .notAnApprover(let person):
      return Claim(.f1, "'\(person)' approved it, and is no approver of '\(facts.environment)'")
        .sparing
    case .stranger:
      return Claim(.f1, "'\(login)' approved it, and is nobody in the policy").sparing
    case .ownChange, .stale, .unknownContent, .afterMerge: return nil
    }
  }

  /// Who is gone from GitHub is known by what a machine signed while they were there.
  private static func deleted(_ review: Review, _ sides: Sides) -> Claim {
    let id = sides.facts.recorded?.reviews.first { $0.id == review.id }?.userID
    let person = id.flatMap { id in
      sides.facts.people.person(behind: Account(id: id, login: ""))
    }
    guard let person, let word = sides.notes[person] else {
      return Claim(
        .c6,
        "the account behind the review \(review.id) was deleted, and nothing says whose it was",
        hint: "ask another approver"
      ).about(nil, review.url).sparing
    }
    return Claim(.c5, "the account of '\(person)' was deleted, and what they signed remains")
      .about(word.record, review.url)
  }

  /// A review that a machine saw as another account's.
  private static func reassigned(_ sides: Sides) -> [Claim] {
    guard let recorded = sides.facts.recorded, let pull = sides.facts.pullRequest else { return [] }
    return recorded.reviews.compactMap { old in
      guard let then = old.userID, let now = pull.reviews.first(where: { $0.id == old.id }),
        let account = now.author, account.id != then
      else { return nil }
      return Claim(
        .c2,
        "the evidence says that the account \(then) made the review \(old.id), and GitHub says \(account.id) ('\(account.login)')",
        hint: "find out which of them is true before you believe either"
      ).about(nil, now.url)
    }
  }
}
