import Notation

/// A tag comes from the environment before.
enum PromotionOrder {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    situation.facts.moves.compactMap { move in
      guard let tag = move.to, move.isAnother, let source = move.source else { return nil }
      switch move.ranInSource {
      case true?: return nil
      case false?: return never(move, tag, source)
      case nil: return unknown(move, tag, source)
      }
    }
  }

  private static func never(_ move: MoveFacts, _ tag: String, _ source: String) -> Finding {
    Finding(
      .promotionOrder,
      .error,
      "\(move.service) \(tag) never ran in '\(source)' by an allowed change",
      hint:
        "promote it there first: `opsgate promote \(ShellWord.quoted(move.service)) --to \(source)`",
      path: move.path
    )
  }

  private static func unknown(_ move: MoveFacts, _ tag: String, _ source: String) -> Finding {
    Finding(
      .promotionOrder,
      .undecided,
      "nobody can tell whether \(move.service) \(tag) ran in '\(source)': its history is not all here, or cannot all be read",
      hint:
        "see what else is missing; a history that was cut off comes with `git fetch --unshallow`",
      path: move.path
    )
  }
}
