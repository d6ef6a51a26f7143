/// Both records say that somebody approved (A).
enum Agreement {
  static func results(_ sides: Sides) -> [Claim] {
    let both = sides.notes.keys.filter(sides.onGitHub.contains).sorted()
    return both.map { agreement(of: $0, sides) } + others(sides, both)
  }

  private static func agreement(of person: String, _ sides: Sides) -> Claim {
    let word = sides.notes[person]
    guard let opinion = sides.reviews[person] else {
      return Claim(.a3, "'\(person)' signed it, and let the deployment of it go")
        .about(word?.record, sides.url(of: person))
    }
    let isSame = opinion.review.commit == word?.commit
    let claim =
      isSame
      ? Claim(.a1, "'\(person)' signed and reviewed the same commit")
      : Claim(.a2, "'\(person)' signed and reviewed two commits with the same content")
    return claim.about(word?.record, opinion.review.url)
  }

  private static func others(_ sides: Sides, _ both: [String]) -> [Claim] {
    let notes = Set(sides.notes.keys)
    let (signed, said) = (notes.subtracting(sides.onGitHub), sides.onGitHub.subtracting(notes))
    let needed = sides.facts.needed
    let together = notes.union(sides.onGitHub).count
    if needed > 1, together < needed, let person = both.first {
      return [
        Claim(
          .a6,
          "'\(person)' signed it and said so on GitHub, which is one person of the \(needed) that are asked for",
          hint: "ask another approver"
        ).about(sides.notes[person]?.record, sides.url(of: person))
      ]
    }
    if needed > 1, notes.count < needed, together >= needed, !signed.isEmpty, !said.isEmpty {
      return [mixed(signed.sorted(), said.sorted(), sides)]
    }
    guard notes.count >= max(needed, 1) else { return [] }
    return said.sorted().map { person in
      Claim(.a5, "'\(person)' approved on GitHub as well, and signed nothing")
        .about(nil, sides.url(of: person))
    }
  }

  /// Different people on either side: where each approval must stand in both, none does.
  private static func mixed(_ signed: [String], _ said: [String], _ sides: Sides) -> Claim {
    let words =
      "\(signed.joined(separator: ", ")) signed it, and \(said.joined(separator: ", ")) approved it on GitHub"
    let claim = Claim(.a4, words + ": \(signed.count + said.count) people")
      .about(signed.first.flatMap { sides.notes[$0]?.record }, said.first.flatMap(sides.url))
    return sides.facts.require == .both ? claim.weighing(.info) : claim
  }
}
