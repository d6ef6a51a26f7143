import Crypto
public import Git
public import Pointers

/// All moves of all pointers on the mainline, from its first commit to `head`.
public struct Timeline: Sendable {
  /// The mainline by first parents, oldest first; never empty.
  public let mainline: [ObjectID]
  /// Oldest first; within a commit by service, then in promotion order.
  public let moves: [Move]
  /// What could not be read, oldest first.
  public let gaps: [Gap]
  /// Whether the mainline could be read to its first commit.
  public let isComplete: Bool
  /// For each environment, the one that promotions come from.
  public let environmentBefore: [String: String]
  let records: [PointerKey: PointerRecord]

  /// The newest commit.
  public var head: ObjectID { mainline[mainline.count - 1] }

  /// All pointers that ever were; sorted.
  public var keys: [PointerKey] { records.keys.sorted() }

  /// The history of one pointer; an empty one for a pointer that never was.
  public func history(of key: PointerKey) -> PointerHistory {
    let record = records[key] ?? PointerRecord()
    return PointerHistory(
      key: key,
      periods: record.periods,
      moves: record.moves.map { moves[$0] },
      gaps: gaps.filter { $0.concerns(key) },
      isComplete: isComplete,
      isKnown: record.isKnown
    )
  }

  /// The same service's history in the environment before; `nil` where there is none before.
  public func historyBefore(_ key: PointerKey) -> PointerHistory? {
    environmentBefore[key.environment].map { environment in
      history(of: PointerKey(service: key.service, environment: environment))
    }
  }

  /// How many moves of the environment before this pointer has not seen; `nil` where there is none
  /// before, the tag is floating or never ran there.
  public func behind(_ key: PointerKey) -> Int? {
    historyBefore(key).flatMap { history(of: key).behind($0) }
  }

  /// The place of a commit on the mainline, 0 being the oldest; `nil` if it is not on it.
  public func position(of commit: ObjectID) -> Int? { mainline.lastIndex(of: commit) }

  /// The moves of the commit at a place of the mainline.
  public func moves(at position: Int) -> ArraySlice<Move> {
    let first = moves.sortedIndex { $0.commit.position >= position }
    return moves[first..<moves.sortedIndex { $0.commit.position > position }]
  }

  /// What moved these pointers after a commit of the mainline, oldest first.
  ///
  /// Empty where nothing did, `nil` where the commit is not on the mainline.
  public func moves(of keys: Set<PointerKey>, after commit: ObjectID) -> [Move]? {
    position(of: commit).map { position in
      moves.filter { $0.commit.position > position && keys.contains($0.key) }
    }
  }
}

extension Timeline {
  /// What an index has, by the layout that it was read by.
  init(_ history: IndexedHistory, _ mainline: [ObjectID], _ layout: Layout) {
    self.init(
      mainline: mainline,
      moves: history.moves,
      gaps: history.gaps,
      isComplete: true,
      environmentBefore: layout.environmentBefore,
      records: history.records()
    )
  }
}

extension Layout {
  /// For each environment, the one that promotions come from.
  var environmentBefore: [String: String] {
    let pairs = environments.compactMap { environment in
      environment.from.map { (environment.name, $0) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Names the layout in an index.
  var digest: String {
    SHA256.hash(data: Array(fingerprint.utf8)).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}

/// What is kept for one pointer while the mainline is read.
struct PointerRecord: Sendable {
  var periods: [PointerPeriod] = []
  /// Positions in the timeline's moves.
  var moves: [Int] = []
  var isKnown = true
}

extension [Move] {
  /// The first of moves in the order of the mainline for which something holds, as for all behind it.
  fileprivate func sortedIndex(where holds: (Move) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
