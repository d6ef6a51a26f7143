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
    for move in moves {
      let isReturn = holds.contains { $0.tag == move.to && $0.move.to == move.from }
      holds.removeAll { $0.tag == move.to }
      guard move.kind == .rollback, !isReturn, let left = move.from, !Tag.isFloating(left) else {
        continue
      }
      holds.removeAll { $0.tag == left }
      holds.append(Hold(tag: left, move: move))
    }
    return holds
  }
}
