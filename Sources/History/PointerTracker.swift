import Pointers

/// Keeps the pointers of the commit that was read last, and tells what the next one changed.
///
/// Pure: it is fed with what files say. A pointer that cannot be read keeps its last known value,
/// so that a file which breaks and is mended with the same tag makes no move.
struct PointerTracker {
  /// What one pointer was and is, around one commit.
  struct Transition {
    let key: PointerKey
    let before: Pointer?
    let after: Pointer?
    /// How the tag after stands to the one before, by the order of the entry that reads it now.
    let standing: TagOrder.Standing?
    /// Whether the pointer could not be read just before, so that it may have moved earlier.
    let isBlurred: Bool

    /// Whether the tag differs; otherwise only its file or companion does.
    var isMove: Bool {
      guard let before, let after else { return true }
      return !before.tag.utf8.elementsEqual(after.tag.utf8)
    }
  }

  /// All that one commit changed.
  struct Step {
    var transitions: [Transition] = []
    /// The pointers that this commit made unreadable, by what is wrong with their files.
    var hidden: [FileMistake: Set<PointerKey>] = [:]
  }

  /// By which layout a file is read.
  enum Source {
    /// That of the newest commit.
    case current
    /// That of the commit which is being read; it counts where the other finds nothing.
    case earlier
  }

  private let layout: Layout
  /// The pointers that are followed; `nil` for all.
  private let wanted: Set<PointerKey>?
  private var table: PointerTable
  private var earlier: PointerTable?
  private var known: [PointerKey: Pointer] = [:]
  private(set) var unknown: Set<PointerKey> = []
  private var touched: Set<PointerKey> = []
  private var blurred: Set<PointerKey> = []

  init(layout: Layout, keys: Set<PointerKey>? = nil) {
    self.layout = layout
    wanted = keys
    table = PointerTable(layout: layout)
  }

  /// Takes in what a file says in the commit that is being read; `nil` if it is not there.
  mutating func update(
    path: String,
    readings: FileReadings?,
    of source: Source = .current,
    isBlurred: Bool = false
  ) {
    let changed =
      switch source {
      case .current: table.update(path: path, contents: readings)
      case .earlier: earlier?.update(path: path, contents: readings) ?? []
      }
    touched.formUnion(changed)
    if isBlurred { blurred.formUnion(changed) }
  }

  /// Goes over to another earlier layout, whose files come next, or to none.
  mutating func follow(earlier layout: Layout?) {
    touched.formUnion(earlier?.keys ?? [])
    earlier = layout.map { PointerTable(layout: $0) }
  }

  /// Ends the commit: what it changed, by service, then in promotion order.
  mutating func finishCommit() -> Step {
    var step = Step()
    // A file that hid pointers without naming them may be gone: nothing else tells which they were.
    touched.formUnion(unknown)
    // A file may hold others too.
    if let wanted { touched.formIntersection(wanted) }
    // Nearly every commit touches one pointer or none.
    let keys = touched.count > 1 ? touched.sorted(by: precedes) : Array(touched)
    for key in keys { settle(key, &step) }
    touched.removeAll(keepingCapacity: true)
    blurred.removeAll(keepingCapacity: true)
    return step
  }

  /// By service, then in promotion order.
  private func precedes(_ one: PointerKey, _ other: PointerKey) -> Bool {
    if one.service != other.service { return one.service < other.service }
    return layout.position(of: one.environment) ?? 0 < layout.position(of: other.environment) ?? 0
  }

  private mutating func settle(_ key: PointerKey, _ step: inout Step) {
    let after: Pointer?
    let (state, source) = state(of: key)
    switch state {
    case .present(let pointer): after = pointer
    case .absent: after = nil
    case .unknown(let mistake):
      if unknown.insert(key).inserted { step.hidden[mistake, default: []].insert(key) }
      return
    }
    let wasUnknown = unknown.remove(key) != nil
    let before = known[key]
    known[key] = after
    guard before != nil || after != nil else { return }
    step.transitions.append(
      Transition(
        key: key,
        before: before,
        after: after,
        standing: Self.standing(after, to: before, in: source),
        isBlurred: wasUnknown || blurred.contains(key)
      )
    )
  }

  /// What is known of a pointer, and the layout that says so.
  private func state(of key: PointerKey) -> (PointerState, Layout) {
    let state = table.state(of: key)
    guard case .absent = state, let earlier else { return (state, layout) }
    return (earlier.state(of: key), earlier.layout)
  }

  private static func standing(
    _ after: Pointer?,
    to before: Pointer?,
    in layout: Layout
  ) -> TagOrder.Standing? {
    guard let after, let before, after.tag != before.tag else { return nil }
    return layout.entries[after.place.entry].compare(after.tag, before.tag)
  }
}
