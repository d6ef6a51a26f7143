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
  /// - Parameter moves: The moves.
  /// - Returns: The holds, oldest rollback first.
  static func after(_ moves: some Sequence<Move>) -> [Hold] {
    var book = HoldBook<Move>()
    for move in moves {
      book.take(from: move.from, to: move.to, isRollback: move.kind == .rollback, by: move)
    }
    return book.entries.map { Hold(tag: $0.tag, move: $0.cause) }
  }
}

/// The tags that are held after a pointer went through some states, whatever else it went through between them.
public struct HeldTags: Hashable, Sendable {
  private let tags: Set<String>

  /// - Parameter states: What it held one after the other, `nil` where it was not there; oldest first.
  public init(after states: some Sequence<String?>) {
    var book = HoldBook<Void>()
    var seen: Set<String> = []
    var last: String?
    for state in states where state != last {
      let isRollback = state.map(seen.contains) ?? false
      book.take(from: last, to: state, isRollback: isRollback, by: ())
      if let state { seen.insert(state) }
      last = state
    }
    tags = Set(book.entries.map(\.tag))
  }

  public func contains(_ tag: String) -> Bool { tags.contains(tag) }
}

/// Which tags are held, and by what.
///
/// A rollback holds the tag that it leaves. A later move to that tag lifts the hold: somebody knowingly brought it back.
/// Where such a move undoes the very rollback, it is by its values a rollback too, but takes nothing back, so it
/// holds nothing: after v1, v2, v1, v2 the way back to v1 is open. After v1, v2, v1, v3, v2 it is not: v3 was rolled
/// back from.
private struct HoldBook<Cause> {
  private(set) var entries: [(tag: String, to: String?, cause: Cause)] = []

  mutating func take(from: String?, to: String?, isRollback: Bool, by cause: Cause) {
    let isReturn = entries.contains { $0.tag == to && $0.to == from }
    entries.removeAll { $0.tag == to }
    guard isRollback, !isReturn, let from, !Tag.isFloating(from) else { return }
    entries.removeAll { $0.tag == from }
    entries.append((from, to, cause))
  }
}
