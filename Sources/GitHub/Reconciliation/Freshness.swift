import Git
import Notation

/// Whether approvals are of what landed, and still stand (E).
enum Freshness {
  /// How far people's clocks may be behind GitHub's, in seconds.
  private static let skew = 300

  static func results(_ sides: Sides) -> [Claim] {
    (sides.facts.reviews?.opinions ?? []).flatMap { results(of: $0, sides) } + backdated(sides)
  }

  private static func results(of opinion: Opinion, _ sides: Sides) -> [Claim] {
    let word = opinion.person.flatMap { sides.notes[$0] }
    let claims: [Claim] =
      switch opinion.decision {
      case .approved: approved(opinion)
      case .dismissed: dismissed(opinion, word, sides.facts)
      case .changesRequested: changesRequested(opinion, word)
      }
    return claims.map { $0.about(word?.record, opinion.review.url) }
  }

  private static func approved(_ opinion: Opinion) -> [Claim] {
    let name = opinion.person ?? opinion.account.login
    var claims = opinion.objections.compactMap { objection -> Claim? in
      switch objection {
      case .stale:
        Claim(
          .e1,
          "what '\(name)' reviewed is not what landed",
          hint: "'\(name)' looks at it as it is, and approves it anew"
        ).sparing
      case .unknownContent:
        Claim(
          .e3,
          "what '\(name)' reviewed is not here to be compared",
          hint: "fetch it: `git fetch origin refs/pull/*/head`"
        ).sparing
      case .afterMerge:
        Claim(.e7, "'\(name)' approved it after it had been merged").sparing
      default: nil
      }
    }
    if opinion.remarks.contains(.rebound) {
      claims.append(
        Claim(.e2, "a force push moved the review of '\(name)'; the content is the same")
      )
    }
    return claims
  }

  private static func dismissed(
    _ opinion: Opinion,
    _ word: NoteWord?,
    _ facts: ReconciliationCase
  ) -> [Claim] {
    guard let word, let person = opinion.person else { return [] }
    let time = facts.pullRequest?.events.compactMap { event -> Int? in
      guard case .dismissal(let time, opinion.review.id?, _) = event else { return nil }
      return time
    }.last
    guard time.map({ $0 >= word.issuedAt }) ?? true else { return [] }
    let when = time.map { " on \(Timestamp.rfc3339($0))" } ?? ""
    let was = facts.recorded?.reviews.first { $0.id == opinion.review.id }
    let before = was.map { ", and was \($0.state) when the evidence was written" } ?? ""
    return [
      Claim(
        .e4,
        "the review of '\(person)' was dismissed\(when)\(before); what they signed still stands",
        hint: "'\(person)' takes it back with `opsgate revoke`, or approves anew on GitHub"
      )
    ]
  }

  private static func changesRequested(_ opinion: Opinion, _ word: NoteWord?) -> [Claim] {
    guard opinion.counts, let person = opinion.person else { return [] }
    guard word == nil else {
      return [
        Claim(
          .e5,
          "'\(person)' signed it, and asks for changes on GitHub",
          hint: "'\(person)' says which of the two holds"
        )
      ]
    }
    return [
      Claim(
        .e6,
        "'\(person)', who may approve it, asks for changes on GitHub",
        hint: "talk to them: their later review takes the place of it"
      )
    ]
  }

  /// Signed before the commit was there, by GitHub's clock.
  private static func backdated(_ sides: Sides) -> [Claim] {
    let events = sides.facts.pullRequest?.events ?? []
    return sides.facts.words.compactMap { word in
      let times = events.compactMap { event -> Int? in
        guard case .forcePush(let time, _, word.commit?, _) = event else { return nil }
        return time
      }
      guard let first = times.min(), word.issuedAt < first - skew else { return nil }
      return Claim(
        .e8,
        "'\(word.person)' signed \(word.commit.short) before GitHub had it (\(Timestamp.rfc3339(first)))",
        hint: "look at the clock of whoever signed"
      ).about(word.record, sides.facts.pullRequest?.url)
    }
  }
}
