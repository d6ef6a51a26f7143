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
  private let returns: Set<Int>
  /// The places of each tag among the periods.
  private let places: [String: [Int]]

  init(_ history: PointerHistory) {
    whole = history
    returns = history.returnsOfHeldTags
    places = Dictionary(
      grouping: history.periods.indices.filter { history.periods[$0].tag != nil },
      by: { history.periods[$0].tag ?? "" }
    )
  }

  /// Whether a tag was held when it came.
  ///
  /// - Parameters:
  ///   - tag: The tag.
  ///   - places: Where on the mainline it came; `nil` for what would come behind the last.
  /// - Returns: Also `true` where one of several moves brought back a tag that was held.
  func wasHeld(_ tag: String, at places: ClosedRange<Int>?) -> Bool {
    places.map { places in returns.contains(where: places.contains) } ?? whole.isHeld(tag)
  }

  /// The whiles in which it held a tag that began before a place of the mainline, the latest first, each with how many
  /// whiles began between it and that place.
  func periods(of tag: String, before position: Int) -> [(period: PointerPeriod, age: Int)] {
    let count = self.count(before: position)
    return places[tag, default: []].reversed().filter { $0 < count }.map {
      (whole.periods[$0], count - 1 - $0)
    }
  }

  /// The last while that began before a place.
  func period(before position: Int) -> PointerPeriod? {
    let count = self.count(before: position)
    return count > 0 ? whole.periods[count - 1] : nil
  }

  /// When the while began that came behind one of some age.
  func end(ofAge age: Int, before position: Int) -> Int {
    whole.periods[count(before: position) - age].position
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
