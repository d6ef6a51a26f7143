public import Git
public import Pointers

/// How far the reading of a history has come.
public struct HistoryProgress: Sendable {
  public let done: Int
  public let total: Int
}

extension Timeline {
  /// Reads all moves from the first commit of the mainline to `head`.
  ///
  /// Only files that the layout's templates can match are looked at, and only where they differ
  /// from the commit before. What cannot be read is named in `gaps`, and what rests on it is not
  /// certain; a shallow or partial clone that ends the mainline leaves it incomplete.
  ///
  /// - Parameters:
  ///   - repository: Where the objects are.
  ///   - head: The newest commit of the mainline.
  ///   - layout: Which files hold which pointers, by the policy at `head`.
  ///   - versions: Where older layouts come from. They are asked only for pointers that `layout`
  ///     does not find in a commit, so that files which moved with the policy keep their history.
  ///     Before the first policy, the first one holds. `nil` where `layout` alone shall hold.
  ///   - keys: The pointers that are asked about, together with those of the environment before,
  ///     on which kinds and marks rest; `nil` for all. Other files are not read.
  ///   - progress: Called now and then with the number of commits read.
  /// - Returns: The whole timeline, also where it has gaps.
  /// - Throws: `GitError` if `head` cannot be read, or a commit is corrupt.
  public static func read(
    _ repository: borrowing Repository,
    head: ObjectID,
    layout: Layout,
    versions: LayoutVersions? = nil,
    only keys: Set<PointerKey>? = nil,
    progress: (HistoryProgress) -> Void = { _ in }
  ) throws -> Timeline {
    let plan = TimelineReading.Plan(layout: layout, versions: versions, keys: keys)
    let mainline = try Mainline(repository, head: head)
    return try TimelineReading(mainline, plan, in: repository, progress).timeline
  }
}

/// A history that was read, with what an index needs of it.
struct TimelineReading {
  /// What it is read by.
  struct Plan {
    let layout: Layout
    let versions: LayoutVersions?
    let keys: Set<PointerKey>?
    let keepsRenewals: Bool

    init(
      layout: Layout,
      versions: LayoutVersions?,
      keys: Set<PointerKey>? = nil,
      keepsRenewals: Bool = false
    ) {
      self.layout = layout
      self.versions = versions
      self.keys = keys
      self.keepsRenewals = keepsRenewals
    }
  }

  let timeline: Timeline
  let renewals: [IndexedHistory.Renewal]
  /// Whether the newest commit can be gone on from: all of it could be read.
  let isClean: Bool

  /// Reads a mainline from its first commit.
  init(
    _ mainline: Mainline,
    _ plan: Plan,
    in repository: borrowing Repository,
    _ progress: (HistoryProgress) -> Void
  ) throws {
    let plan = TimelinePlan(plan, mainline)
    var reader = TimelineReader(plan)
    var position = 0
    while position < mainline.ids.count {
      try reader.read(position, in: repository)
      if position % 2000 == 0 {
        progress(HistoryProgress(done: position, total: mainline.ids.count))
      }
      position += 1
      guard let first = reader.layoutBeforeFirstPolicy else { continue }
      // The commits that were read so far had this layout, which nothing had told yet.
      reader = TimelineReader(plan, earlier: first)
      position = 0
    }
    self.init(reader)
  }

  /// Goes on where an index ends.
  ///
  /// - Returns: `nil` where what stands there is not what the index says, or cannot be read.
  init?(
    resuming history: IndexedHistory,
    _ mainline: Mainline,
    _ plan: Plan,
    in repository: borrowing Repository,
    _ progress: (HistoryProgress) -> Void
  ) throws {
    var reader = TimelineReader(TimelinePlan(plan, mainline), resuming: history)
    guard try reader.stand(at: mainline.first, in: repository) else { return nil }
    for position in (mainline.first + 1)..<mainline.ids.count {
      try reader.read(position, in: repository)
      if position % 2000 == 0 {
        progress(HistoryProgress(done: position, total: mainline.ids.count))
      }
    }
    self.init(reader)
  }

  private init(_ reader: consuming TimelineReader) {
    (renewals, isClean) = (reader.renewals, reader.isClean)
    timeline = reader.timeline()
  }
}

/// The commits of the mainline, oldest first, and what cut it off.
struct Mainline {
  let ids: [ObjectID]
  /// The place of the first commit whose tree is known.
  let first: Int
  private let trees: [ObjectID]
  let end: GitError?

  init(_ repository: borrowing Repository, head: ObjectID) throws {
    var found: [(id: ObjectID, tree: ObjectID)] = []
    var end: GitError?
    do {
      try repository.walkMainline(from: head) { commit in
        found.append((commit.id, commit.tree))
        return true
      }
    } catch let error as GitError where !found.isEmpty && Self.isEnd(error.code) {
      end = error
    }
    found.reverse()
    ids = found.map(\.id)
    trees = found.map(\.tree)
    first = 0
    self.end = end
  }

  /// One whose beginning is known already.
  init(_ known: [ObjectID], _ new: NewCommits) {
    ids = known + new.commits.map(\.id)
    trees = [new.tree].compactMap(\.self) + new.commits.map(\.tree)
    first = known.count - 1
    end = nil
  }

  subscript(position: Int) -> (id: ObjectID, tree: ObjectID) {
    (ids[position], trees[position - first])
  }

  private static func isEnd(_ code: GitError.Code) -> Bool {
    [.shallow, .promised, .missingObject].contains(code)
  }
}

/// What a timeline is read by, and what of.
private struct TimelinePlan {
  let layout: Layout
  let versions: LayoutVersions?
  let keys: Set<PointerKey>?
  let keepsRenewals: Bool
  let mainline: Mainline

  init(_ plan: TimelineReading.Plan, _ mainline: Mainline) {
    layout = plan.layout
    versions = plan.versions
    keys = plan.keys
    keepsRenewals = plan.keepsRenewals
    self.mainline = mainline
  }
}

/// Reads the commits of a mainline one after the other, from the oldest.
private struct TimelineReader: ~Copyable {
  private let plan: TimelinePlan
  private var current: LayoutFollower
  /// Follows the layout of the commit that is being read, where the present one does not cover it.
  private var earlier: LayoutFollower?
  private var tracker: PointerTracker
  private var ledger: MoveLedger
  private var hasSeenPolicy: Bool
  /// The layout of the first policy, where commits before it may need it and were read without.
  private(set) var layoutBeforeFirstPolicy: Layout?

  /// - Parameters:
  ///   - plan: What is read.
  ///   - layout: What holds until the first policy is found, beside the present layout.
  init(_ plan: TimelinePlan, earlier layout: Layout? = nil) {
    self.init(plan, MoveLedger(layout: plan.layout, keepsRenewals: plan.keepsRenewals))
    hasSeenPolicy = layout != nil
    if let layout { follow(layout) }
    if let end = plan.mainline.end, let oldest = plan.mainline.ids.first {
      ledger.add(Gap(commit: oldest, position: 0, path: nil, error: end))
    }
  }

  /// One that has what an index has.
  init(_ plan: TimelinePlan, resuming history: IndexedHistory) {
    self.init(plan, MoveLedger(resuming: history, layout: plan.layout))
  }

  private init(_ plan: TimelinePlan, _ ledger: consuming MoveLedger) {
    self.plan = plan
    self.ledger = ledger
    current = LayoutFollower(layout: plan.layout, keys: plan.keys, watching: plan.versions)
    tracker = PointerTracker(layout: plan.layout, keys: plan.keys)
    hasSeenPolicy = false
    earlier = nil
  }

  /// Whether all of the commit that was read last could be read.
  var isClean: Bool {
    guard tracker.unknown.isEmpty, plan.mainline.end == nil, current.isClear else { return false }
    switch earlier {
    case .some(let follower): return follower.isClear
    case nil: return true
    }
  }

  var renewals: [IndexedHistory.Renewal] { ledger.renewals }

  /// Takes in what stands at a commit whose moves are known already.
  ///
  /// - Returns: Whether that is what is known.
  mutating func stand(
    at position: Int,
    in repository: borrowing Repository
  ) throws(GitError) -> Bool {
    let (id, tree) = plan.mainline[position]
    let step = current.advance(to: tree, in: repository)
    guard step.dark.isEmpty, let policy = step.watched,
      let layout = try plan.versions?.layout(policy.after, in: repository)
    else { return false }
    take(step, .current, id, position)
    hasSeenPolicy = true
    follow(layout)
    if let before = earlier?.advance(to: tree, in: repository) {
      guard before.dark.isEmpty else { return false }
      take(before, .earlier, id, position)
    }
    let found = tracker.finishCommit()
    return found.hidden.isEmpty && ledger.holds(found.transitions)
  }

  mutating func read(_ position: Int, in repository: borrowing Repository) throws(GitError) {
    let (id, tree) = plan.mainline[position]
    let step = current.advance(to: tree, in: repository)
    take(step, .current, id, position)
    if let policy = step.watched { take(policy: policy, id, position, in: repository) }
    let before = earlier?.advance(to: tree, in: repository)
    if let before { take(before, .earlier, id, position) }
    guard !step.isEmpty || before?.isEmpty == false else { return }
    try record(tracker.finishCommit(), id, position, in: repository)
  }

  private mutating func take(
    _ step: LayoutFollower.Step,
    _ source: PointerTracker.Source,
    _ id: ObjectID,
    _ position: Int
  ) {
    for update in step.updates {
      tracker.update(
        path: update.path,
        readings: update.readings,
        of: source,
        isBlurred: update.isBlurred
      )
    }
    for (directory, error) in step.dark {
      ledger.add(Gap(commit: id, position: position, path: directory, error: error))
    }
  }

  /// Takes in another policy; one that is gone or wrong leaves the last one that was right.
  private mutating func take(
    policy: FileDifference,
    _ id: ObjectID,
    _ position: Int,
    in repository: borrowing Repository
  ) {
    do throws(GitError) {
      guard let layout = try plan.versions?.layout(policy.after, in: repository) else { return }
      let isFirst = !hasSeenPolicy
      hasSeenPolicy = true
      if isFirst, position > 0, !plan.layout.covers(layout) { layoutBeforeFirstPolicy = layout }
      follow(layout)
    } catch {
      ledger.add(Gap(commit: id, position: position, path: policy.path, error: error))
    }
  }

  private mutating func follow(_ layout: Layout) {
    if earlier?.layout.readsLike(layout) == true { return }
    let isNeeded = !plan.layout.covers(layout)
    if earlier == nil, !isNeeded { return }
    earlier = isNeeded ? LayoutFollower(layout: layout, keys: plan.keys) : nil
    tracker.follow(earlier: isNeeded ? layout : nil)
  }

  private mutating func record(
    _ step: PointerTracker.Step,
    _ id: ObjectID,
    _ position: Int,
    in repository: borrowing Repository
  ) throws(GitError) {
    for (mistake, keys) in step.hidden.sorted(by: { $0.key < $1.key }) {
      ledger.add(Gap(commit: id, position: position, mistake: mistake, keys: keys))
    }
    if position == 0, plan.mainline.end != nil { return ledger.start(with: step.transitions) }
    guard step.transitions.contains(where: \.isMove) else {
      return ledger.renew(step.transitions, by: id, position)
    }
    ledger.record(step.transitions, by: try repository.commit(id), position)
  }

  consuming func timeline() -> Timeline {
    ledger.timeline(
      mainline: plan.mainline.ids,
      isComplete: plan.mainline.end == nil,
      unknown: tracker.unknown
    )
  }
}
