internal import Pointers

extension Plan {
  /// Refuses a plan that was made anew but finds other tags than this one did.
  ///
  /// Of several commits that move a pointer, the first tells what it held. A pointer that the new
  /// plan has no need to move holds already what this one would have set in the end.
  ///
  /// - Throws: `.overtaken` for the first such pointer.
  func checkStillHolds(in renewed: Plan) throws(ChangeRefusal) {
    let (wanted, found) = (PointerEnds(moves), PointerEnds(renewed.moves))
    for key in wanted.before.keys.sorted() {
      let before = wanted.before[key] ?? nil
      let now = found.before[key] ?? wanted.after[key] ?? nil
      guard now != before else { continue }
      throw .overtaken(key, expected: before?.tag, found: now?.tag)
    }
  }
}

/// What each pointer holds before the first and after the last of some moves.
private struct PointerEnds {
  var before: [PointerKey: PointerValue?] = [:]
  var after: [PointerKey: PointerValue?] = [:]

  init(_ moves: [PlannedMove]) {
    for move in moves {
      if before[move.key] == nil { before[move.key] = .some(move.before) }
      after[move.key] = .some(move.after)
    }
  }
}
