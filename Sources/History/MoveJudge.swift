import Pointers

/// What one pointer held before and after one mainline commit.
struct PointerChange: Hashable, Sendable {
  let key: PointerKey
  let before: String?
  let after: String?
  /// How the tag after stands to the one before, by the pointer's own order.
  let standing: TagOrder.Standing?

  init(
    _ key: PointerKey,
    from before: String?,
    to after: String?,
    standing: TagOrder.Standing? = nil
  ) {
    self.key = key
    self.before = before
    self.after = after
    self.standing = standing
  }
}

/// The kind and marks of one change.
struct Judgement: Hashable, Sendable {
  let kind: Move.Kind
  var downgrade = false
  var skipped = false
}

/// Says of each change what it is, by nothing but what pointers held before.
///
/// "Already ran" means: before this commit. A commit that moves staging and production to a new
/// tag together has tried it nowhere, so production skipped staging. Only a pointer that appears
/// may find its tag in the same commit, since an import of running environments skips nothing.
/// Floating tags are never compared: a move to one is a `change` without marks.
struct MoveJudge {
  private let environmentBefore: [String: String]
  private var held: [PointerKey: Set<String>] = [:]

  /// - Parameter environmentBefore: For each environment, the one that promotions come from.
  init(environmentBefore: [String: String]) {
    self.environmentBefore = environmentBefore
  }

  /// Judges all changes of one commit, then remembers what they brought.
  mutating func judge(_ changes: [PointerChange]) -> [Judgement] {
    let judgements = changes.map { judge($0, among: changes) }
    for change in changes {
      if let tag = change.after { hold(tag, change.key) }
    }
    return judgements
  }

  /// Remembers that a pointer holds a tag which no known commit brought.
  mutating func hold(_ tag: String, _ key: PointerKey) {
    guard !Tag.isFloating(tag) else { return }
    held[key, default: []].insert(tag)
  }

  private func judge(_ change: PointerChange, among changes: [PointerChange]) -> Judgement {
    guard let tag = change.after else { return Judgement(kind: .removed) }
    let isAdded = change.before == nil
    guard !Tag.isFloating(tag) else { return Judgement(kind: isAdded ? .added : .change) }
    let ranBefore = ranInEnvironmentBefore(tag, change.key, among: isAdded ? changes : [])
    return Judgement(
      kind: isAdded ? .added : kind(of: tag, change.key, ranBefore: ranBefore),
      downgrade: change.standing == .older,
      skipped: ranBefore == false
    )
  }

  private func kind(of tag: String, _ key: PointerKey, ranBefore: Bool?) -> Move.Kind {
    if held[key]?.contains(tag) == true { return .rollback }
    return ranBefore == true ? .promotion : .change
  }

  /// `nil` where there is no environment before.
  private func ranInEnvironmentBefore(
    _ tag: String,
    _ key: PointerKey,
    among changes: [PointerChange]
  ) -> Bool? {
    guard let environment = environmentBefore[key.environment] else { return nil }
    let source = PointerKey(service: key.service, environment: environment)
    if held[source]?.contains(tag) == true { return true }
    return changes.contains { $0.key == source && $0.after == tag }
  }
}
