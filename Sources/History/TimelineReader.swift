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
    let mainline = try Mainline(repository, head: head)
    let plan = TimelinePlan(layout: layout, versions: versions, keys: keys, mainline: mainline)
    var reader = TimelineReader(plan)
    var position = 0
    while position < mainline.commits.count {
      try reader.read(position, in: repository)
      if position % 2000 == 0 {
        progress(HistoryProgress(done: position, total: mainline.commits.count))
      }
      position += 1
      guard let first = reader.layoutBeforeFirstPolicy else { continue }
      // The commits that were read so far had this layout, which nothing had told yet.
      reader = TimelineReader(plan, earlier: first)
      position = 0
    }
    return reader.timeline(head: head)
  }
}

/// The commits of the mainline, oldest first, and what cut it off.
struct Mainline {
  private(set) var commits: [(id: ObjectID, tree: ObjectID)] = []
  private(set) var end: GitError?

  init(_ repository: borrowing Repository, head: ObjectID) throws {
    var found: [(id: ObjectID, tree: ObjectID)] = []
    do {
      try repository.walkMainline(from: head) { commit in
        found.append((commit.id, commit.tree))
        return true
      }
    } catch let error as GitError where !found.isEmpty && Self.isEnd(error.code) {
      end = error
    }
    commits = found.reversed()
  }

  private static func isEnd(_ code: GitError.Code) -> Bool {
    [.shallow, .promised, .missingObject].contains(code)
  }
}

/// What a timeline is read by.
private struct TimelinePlan {
  let layout: Layout
  let versions: LayoutVersions?
  let keys: Set<PointerKey>?
  let mainline: Mainline
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
    self.plan = plan
    current = LayoutFollower(layout: plan.layout, keys: plan.keys, watching: plan.versions)
    tracker = PointerTracker(layout: plan.layout, keys: plan.keys)
    ledger = MoveLedger(layout: plan.layout)
    hasSeenPolicy = layout != nil
    earlier = nil
    if let layout { follow(layout) }
    if let end = plan.mainline.end, let oldest = plan.mainline.commits.first {
      ledger.add(Gap(commit: oldest.id, position: 0, path: nil, error: end))
    }
  }

  mutating func read(_ position: Int, in repository: borrowing Repository) throws(GitError) {
    let (id, tree) = plan.mainline.commits[position]
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

  consuming func timeline(head: ObjectID) -> Timeline {
    ledger.timeline(
      head: head,
      mainline: plan.mainline.commits.map(\.id),
      isComplete: plan.mainline.end == nil,
      unknown: tracker.unknown
    )
  }
}
