import Git
public import Pointers

/// All that one pointer held, and when.
public struct PointerHistory: Sendable {
  public let key: PointerKey
  /// Oldest first; a pointer that never was has none.
  public let periods: [PointerPeriod]
  /// Its moves, oldest first.
  public let moves: [Move]
  /// What could not be read and may hide moves of this pointer.
  public let gaps: [Gap]
  /// Whether the history goes back to the first commit.
  public let isComplete: Bool
  /// Whether the newest commit says what the pointer holds; if not, the last period is over.
  public let isKnown: Bool
  /// The tags that were rolled back from, oldest rollback first.
  public let holds: [Hold]

  public init(
    key: PointerKey,
    periods: [PointerPeriod],
    moves: [Move],
    gaps: [Gap] = [],
    isComplete: Bool = true,
    isKnown: Bool = true
  ) {
    self.key = key
    self.periods = periods
    self.moves = moves
    self.gaps = gaps
    self.isComplete = isComplete
    self.isKnown = isKnown
    holds = Hold.after(moves)
  }

  /// What the pointer holds now; `nil` where it is not there, or that cannot be read.
  public var current: PointerPeriod? {
    guard isKnown, let last = periods.last, last.value != nil else { return nil }
    return last
  }

  /// The mainline commit since which it holds what it holds now.
  ///
  /// `nil` also where contents that this clone lacks may hide a later move, or an earlier one.
  public var currentSince: MoveCommit? {
    guard let since = current?.since else { return nil }
    let before = moves.last { $0.commit.position < since.position }?.commit.position ?? -1
    let isDark = gaps.contains { $0.isNotHere && $0.path != nil && $0.position > before }
    return isDark ? nil : since
  }

  /// What it held before, newest first; whiles without the pointer are left out.
  public var earlier: [PointerPeriod] {
    let past = current == nil ? periods[...] : periods.dropLast()
    return past.reversed().filter { $0.value != nil }
  }

  /// Whether "never" can be said: all that might tell otherwise was read.
  public var isCertain: Bool { isComplete && gaps.isEmpty }

  /// Whether the pointer ever held the tag, now included.
  public func didHold(_ tag: String) -> Bool { lastPeriod(of: tag) != nil }

  /// When it held the tag last, with what went along with it.
  public func lastPeriod(of tag: String) -> PointerPeriod? { periods.last { $0.tag == tag } }

  /// Whether the tag was rolled back from, and not brought back since.
  public func isHeld(_ tag: String) -> Bool { holds.contains { $0.tag == tag } }

  /// Where a rollback goes: the last tag that differs from the current one and is not held.
  ///
  /// So it never goes back and forth: after a rollback from v3 to v2, the next goes to v1. Floating
  /// tags are passed over, since nobody can tell what they meant then.
  public func rollbackTarget() -> PointerPeriod? { rollbackTargets.first }

  /// All that a rollback may go to, the nearest first.
  public var rollbackTargets: [PointerPeriod] {
    guard let current else { return [] }
    return earlier.filter { period in
      guard period.isFixed, let tag = period.tag else { return false }
      return tag != current.tag && !isHeld(tag)
    }
  }

  /// What it held right after the mainline commit at that place.
  public func period(at position: Int) -> PointerPeriod? {
    periods.last { $0.position <= position }
  }

  /// What it held at that time, by the committer times of its moves, in seconds since 1970.
  public func period(atTime time: Int) -> PointerPeriod? {
    periods.last { $0.since.map { $0.committer.time <= time } ?? true }
  }

  /// Its moves in commits after that place of the mainline, oldest first.
  public func moves(after position: Int) -> [Move] {
    moves.filter { $0.commit.position > position }
  }

  /// How many moves of the environment before this pointer has not seen.
  ///
  /// These are the moves of `source` after the last one that brought the tag which runs here.
  /// `nil` where that cannot be told: the tag is floating, or never ran there.
  func behind(_ source: PointerHistory) -> Int? {
    guard let current, current.isFixed, let tag = current.tag,
      let seen = source.lastPeriod(of: tag)
    else { return nil }
    return source.moves.count { $0.commit.position > seen.position }
  }
}
