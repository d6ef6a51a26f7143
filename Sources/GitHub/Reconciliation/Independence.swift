/// Whether who approved had no part in it (D).
enum Independence {
  static func results(_ sides: Sides) -> [Claim] {
    let opinions = (sides.facts.reviews?.opinions ?? []).filter { $0.decision == .approved }
    return opinions.flatMap { own($0, sides) } + selfAnswers(sides) + strangers(sides)
  }

  private static func own(_ opinion: Opinion, _ sides: Sides) -> [Claim] {
    opinion.objections.compactMap { objection -> Claim? in
      guard case .ownChange(let role) = objection, let person = opinion.person else { return nil }
      let claim: Claim =
        switch role {
        case .lastPusher:
          Claim(.d2, "'\(person)' pushed the last commit, and approved it", hint: ask)
        case .opener: Claim(.d1, "'\(person)' opened the pull request, and approved it", hint: ask)
        case .author: Claim(.d1, "'\(person)' made a commit of it, and approved it", hint: ask)
        case .runStarter: Claim(.d3, "'\(person)' started the run, and approved it", hint: ask)
        }
      return claim.about(nil, opinion.review.url).sparing
    }
  }

  private static func selfAnswers(_ sides: Sides) -> [Claim] {
    EnvironmentAnswer.all(sides.facts).compactMap { answer in
      guard answer.objection == .startedIt, let person = answer.person else { return nil }
      return Claim(
        .d3,
        "'\(person)' started the run, and let it go to '\(sides.facts.environmentOnGitHub)'",
        hint: "switch on 'Prevent self-review' in the Environment, and ask another approver"
      ).about(nil, answer.run.url).sparing
    }
  }

  /// Of whom GitHub knows no account nobody can tell whether they approved it too.
  private static func strangers(_ sides: Sides) -> [Claim] {
    guard let commit = sides.facts.answer.facts else { return [] }
    let unknown = commit.authors.filter { $0.account == nil }.map { $0.email ?? "no address" }
    guard !unknown.isEmpty || !commit.areAuthorsComplete else { return [] }
    let words =
      unknown.isEmpty
      ? "more people made it than GitHub names"
      : "GitHub knows no account of \(unknown.joined(separator: ", ")), who made it"
    return [Claim(.d4, words, hint: "let them add the address to their account").about(nil, nil)]
  }

  private static let ask = "ask another approver"
}
