import Pointers

/// A tag that was rolled back from: nothing automatic brings it back.
public struct Hold: Hashable, Sendable {
  public let tag: String
  /// The rollback that left the tag.
  public let move: Move
}

extension Hold {
  /// The tags held after these moves of one pointer, oldest first.
  ///
  /// A rollback holds the tag that it leaves. A later move to that tag lifts the hold: somebody
  /// knowingly brought it back. Where such a move undoes the very rollback, it is by its values a
  /// rollback too, but takes nothing back, so it holds nothing: after v1, v2, v1, v2 the way back to
  /// v1 is open. After v1, v2, v1, v3, v2 it is not: v3 was rolled back from.
  static func after(_ moves: some Sequence<Move>) -> [Hold] {
    var holds: [Hold] = []
    for move in moves { holds.take(move) }
    return holds
  }
}

extension [Hold] {
  /// Goes on to what is held after another move.
  fileprivate mutating func take(_ move: Move) {
    let isReturn = contains { $0.tag == move.to && $0.move.to == move.from }
    removeAll { $0.tag == move.to }
    guard move.kind == .rollback, !isReturn, let left = move.from, !Tag.isFloating(left) else {
      return
    }
    removeAll { $0.tag == left }
    append(Hold(tag: left, move: move))
  }
}

extension PointerHistory {
  /// The places of the mainline at which a tag came that was held until then.
  public var returnsOfHeldTags: Set<Int> {
    var holds: [Hold] = []
    var places: Set<Int> = []
    for move in moves {
      if holds.contains(where: { $0.tag == move.to }) { places.insert(move.commit.position) }
      holds.take(move)
    }
    return places
  }
}
