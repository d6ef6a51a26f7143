internal import Pointers

extension Notice {
  /// The pointers that hold what was asked for already.
  static func alreadyThere(
    _ values: [PointerKey: PointerValue],
    _ moves: [PlannedMove]
  ) -> [Notice] {
    let moving = Set(moves.map(\.key))
    return values.keys.filter { !moving.contains($0) }.sorted().map { key in
      Notice(
        .note,
        "'\(key.service)' already runs \(values[key]?.tag ?? "") in '\(key.environment)'"
      )
    }
  }

  /// The tags that name whatever is newest somewhere, so that nobody can tell later what ran.
  static func floating(_ moves: [PlannedMove]) -> [Notice] {
    moves.filter { $0.to.map(Tag.isFloating) ?? false }.map { move in
      Notice(
        .warning,
        "the tag '\(move.to ?? "")' of '\(move.service)' floats: what it means may change any time"
      )
    }
  }

  /// The copies of one pointer that say different tags, and will say the same.
  static func disagreements(_ moves: [PlannedMove], in table: PointerTable) -> [Notice] {
    moves.flatMap { move in
      (table[move.key]?.disagreement ?? []).map { place in
        Notice(
          .warning,
          "\(place.path):\(place.line):\(place.column): '\(move.service)' was \(place.value.tag) "
            + "here and \(move.from ?? "absent") elsewhere; all its places are set"
        )
      }
    }
  }
}
