/// Nothing automatic goes back to an older tag, unless it is a rollback.
enum Downgrade {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    guard situation.isUnattended else { return [] }
    return situation.facts.moves.filter(\.isOlder).map { move in
      Finding(
        .downgrade,
        .error,
        move.from.map { "\(move.service) would go from \($0) to the older \(move.to ?? "none")" }
          ?? "\(move.service) would come back with the older \(move.to ?? "none")",
        hint: situation.environment?.rollback == nil
          ? "give '\(situation.name)' a `rollback` in the policy: nothing goes back there without"
          : "roll back with `opsgate rollback`, to a tag that ran here before",
        path: move.path
      )
    }
  }
}
