import Git

/// Only one of the two records has it (B).
enum OneSide {
  static func results(_ sides: Sides) -> [Claim] {
    guard sides.facts.needed > 0 else { return [] }
    return unfetched(sides) + fabricated(sides) + (sides.isKnown ? missing(sides) : [])
  }

  private static func unfetched(_ sides: Sides) -> [Claim] {
    guard !sides.facts.areNotesKnown else { return [] }
    return [
      Claim(
        .b6,
        "the notes were not fetched, so nobody can tell what was signed",
        hint: "`opsgate sync --configure`"
      )
    ]
  }

  private static func missing(_ sides: Sides) -> [Claim] {
    let facts = sides.facts
    if sides.notes.isEmpty, sides.onGitHub.isEmpty {
      // An emergency has its own classes, and what is not here may be an approval.
      guard facts.emergency == nil, facts.areNotesKnown else { return [] }
      return [
        Claim(.b5, "nobody signed it, and nobody approved it on GitHub", hint: "`opsgate approve`")
      ]
    }
    return unreviewed(sides) + unsigned(sides)
  }

  private static func unreviewed(_ sides: Sides) -> [Claim] {
    let facts = sides.facts
    guard let pull = facts.pullRequest else {
      guard facts.answer.facts?.arePullRequestsComplete == true, !sides.notes.isEmpty else {
        return []
      }
      let people = sides.notes.keys.sorted().joined(separator: ", ")
      return [
        Claim(
          .b1,
          "\(people) signed it, and it came without a pull request",
          hint: "bring changes by pull requests, where GitHub can hold a review"
        ).about(sides.notes.values.first?.record, nil)
          .weighing(facts.emergency == nil ? nil : .info)
      ]
    }
    return sides.notes.keys.filter { !sides.onGitHub.contains($0) }.sorted().map { person in
      Claim(
        .b2,
        "'\(person)' signed it, and never approved #\(pull.number)",
        hint: facts.require == .note
          ? nil : "'\(person)' approves #\(pull.number) on GitHub as well"
      ).about(sides.notes[person]?.record, pull.url)
        .weighing(facts.require == .both ? nil : .info)
    }
  }

  private static func unsigned(_ sides: Sides) -> [Claim] {
    guard sides.notes.isEmpty else { return [] }
    return sides.onGitHub.sorted().map { person in
      Claim(
        .b3,
        "'\(person)' approved it on GitHub, and signed nothing",
        hint: sides.facts.require == .github
          ? nil : "'\(person)' says `opsgate approve \(sides.facts.commit.short)`"
      ).about(nil, sides.url(of: person)).weighing(sides.facts.require == .github ? .info : nil)
    }
  }

  /// A machine signed that it saw a review which GitHub does not have.
  private static func fabricated(_ sides: Sides) -> [Claim] {
    guard let recorded = sides.facts.recorded, let pull = sides.facts.pullRequest, pull.isComplete
    else { return [] }
    let known = Set(pull.reviews.map(\.id))
    return recorded.reviews.filter { !known.contains($0.id) }.map { review in
      Claim(
        .b4,
        "the evidence names the review \(review.id), which GitHub does not have",
        hint: "find out which machine wrote it, and against which server"
      ).about(nil, pull.url)
    }
  }
}
