public import Git
public import History
import Pointers

extension Court {
  /// The history of all pointers, by the policy in force at the tip: one that was not allowed decides nothing, also not
  /// which files are looked at.
  ///
  /// - Returns: `nil` where no policy says which pointers there are.
  /// - Throws: `GitError`, and mistakes in the files of the policy in force.
  public func timeline(in repository: borrowing Repository) async throws -> Timeline? {
    if let known = knownTimeline { return known }
    guard let head = setting.mainline.last, let policy = try await policyInForce(in: repository)
    else { return nil }
    let read = try Timeline.read(
      repository,
      head: head,
      layout: policy.policy.layout,
      versions: setting.versions,
      progress: setting.progress
    )
    knownTimeline = read
    return read
  }

  /// One pointer's history, which is put together once.
  func history(of key: PointerKey, in timeline: Timeline) -> KnownHistory {
    if let known = histories[key] { return known }
    let history = KnownHistory(timeline.history(of: key))
    histories[key] = history
    return history
  }
}

/// A pointer's history, with what is asked of it again and again.
struct KnownHistory {
  let whole: PointerHistory
  /// The places of each tag among the periods.
  private let places: [String: [Int]]

  init(_ history: PointerHistory) {
    whole = history
    places = Dictionary(
      grouping: history.periods.indices.filter { history.periods[$0].tag != nil },
      by: { history.periods[$0].tag ?? "" }
    )
  }

  /// The whiles that began before a place of the mainline, oldest first.
  func periods(before position: Int) -> ArraySlice<PointerPeriod> {
    whole.periods[..<count(before: position)]
  }

  /// Where among the periods those are in which it held a tag that began before a place, the latest first.
  func indices(of tag: String, before position: Int) -> [Int] {
    let count = self.count(before: position)
    return places[tag, default: []].reversed().filter { $0 < count }
  }

  /// The whiles in which it held a tag that began before a place of the mainline, the latest first.
  func periods(of tag: String, before position: Int) -> [PointerPeriod] {
    indices(of: tag, before: position).map { whole.periods[$0] }
  }

  /// Whether a tag may have been rolled back from, whichever of the moves were allowed: it was there, and later another
  /// one came back.
  func mayBeHeld(_ tag: String, before position: Int) -> Bool {
    guard let first = places[tag]?.first else { return false }
    var seen = Set(whole.periods[..<first].compactMap(\.tag))
    var last: String? = tag
    for period in periods(before: position).dropFirst(first + 1) where period.tag != last {
      last = period.tag
      guard let other = period.tag, other != tag else { continue }
      if !seen.insert(other).inserted { return true }
    }
    return false
  }

  private func count(before position: Int) -> Int {
    var (low, high) = (0, whole.periods.count)
    while low < high {
      let middle = (low + high) / 2
      if whole.periods[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
