/// Nothing automatic brings back a tag that was rolled back from.
enum Held {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    guard situation.isUnattended else { return [] }
    return situation.facts.moves.filter(\.isHeld).map { move in
      Finding(
        .held,
        .error,
        "\(move.service) was rolled back from \(move.to ?? "none"), which is held since",
        hint: "deploy a newer tag; only people bring a held one back, by approving it",
        path: move.path
      )
    }
  }
}
