/// What a clone has seen of a remote's notes, fetch by fetch, and what became of it.
struct SeenNotes {
  /// Where the remote's references stand, by what they are called at home.
  private(set) var now: [String: ObjectID]
  /// Tips that the remote once had and has no more.
  private(set) var mustKeep: [String: [ObjectID]] = [:]
  private(set) var alarms: [String: [NotesAlarm]] = [:]
  private var unusable: Set<String> = []

  /// - Parameter tips: The copies as they stood before anything was fetched.
  init(_ tips: [String: ObjectID]) { now = tips }

  /// Whether what we have can follow what the remote has there.
  func canPush(_ name: String) -> Bool { !unusable.contains(name) }

  /// Compares what was fetched with what was seen before.
  ///
  /// - Throws: What checking the history of the new commits throws.
  mutating func look(
    at tips: [String: ObjectID],
    _ repository: borrowing Repository
  ) throws(GitError) {
    let names = Set(now.keys).union(tips.keys).sorted()
    for name in names {
      let before = now[name]
      let after = tips[name]
      guard before != after else {
        try lookAgain(at: after, name, repository)
        continue
      }
      if let before, try isLost(before, behind: after, repository) {
        mustKeep[name, default: []].append(before)
      }
      alarms[name, default: []] += try Self.alarms(from: before, to: after, repository)
      if let after { mark(name, isUsable: try repository.isCommit(after)) }
    }
    now = tips
  }

  /// What is no commit stays an alarm, and nothing is pushed over it.
  private mutating func lookAgain(
    at tip: ObjectID?,
    _ name: String,
    _ repository: borrowing Repository
  ) throws(GitError) {
    guard let tip, try !repository.isCommit(tip) else { return }
    mark(name, isUsable: false)
    alarms[name] = [NotesAlarm(.notACommit, at: tip)]
  }

  /// Says what stands among the references and is none of them; below one of them it keeps the remote from having it.
  mutating func alarm(ofStrays strays: [(name: String, tip: ObjectID)]) {
    for stray in strays {
      alarms[stray.name] = [NotesAlarm(.stray, at: stray.tip)]
      for name in NotesRef.all where stray.name.hasPrefix(name + "/") {
        mark(name, isUsable: false)
      }
    }
  }

  /// Whether a tip that was seen is no longer reached from where the remote stands.
  private func isLost(
    _ before: ObjectID,
    behind after: ObjectID?,
    _ repository: borrowing Repository
  ) throws(GitError) -> Bool {
    guard try repository.isCommit(before) else { return false }
    guard let after, try repository.isCommit(after) else { return true }
    return try !repository.isInHistory(before, of: after)
  }

  private mutating func mark(_ name: String, isUsable: Bool) {
    if isUsable { unusable.remove(name) } else { unusable.insert(name) }
  }

  private static func alarms(
    from before: ObjectID?,
    to after: ObjectID?,
    _ repository: borrowing Repository
  ) throws(GitError) -> [NotesAlarm] {
    guard let after else {
      return before.map { [NotesAlarm(.referenceRemoved(from: $0), at: $0)] } ?? []
    }
    guard let before, try repository.isCommit(before) else {
      return try repository.notesHistory(of: after, since: nil)
    }
    return try repository.notesHistory(of: after, since: before)
  }
}
