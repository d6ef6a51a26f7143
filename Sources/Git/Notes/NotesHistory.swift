internal import Clibgit2

extension Repository {
  /// Whether notes only ever grew: every line of every parent is in each commit.
  ///
  /// Costs what changed: the trees and notes that differ between neighbours.
  ///
  /// - Parameters:
  ///   - tip: Where the notes stand.
  ///   - since: A tip whose history was checked before; only what came after it is.
  /// - Returns: What should not have happened, oldest first.
  /// - Throws: `.missingObject`, `.promised` or `.shallow` where something is not here, so that
  ///   nothing can be said; `.corrupt`.
  public borrowing func notesHistory(
    of tip: ObjectID,
    since: ObjectID?
  ) throws(GitError) -> [NotesAlarm] {
    guard try isCommit(tip) else { return [NotesAlarm(.notACommit, at: tip)] }
    var walk = NotesWalk()
    let commits = try walk.commits(reachedFrom: tip, notFrom: since, self)
    var alarms: [NotesAlarm] = []
    for commit in commits.reversed() {
      for parent in commit.parents {
        let losses = try noteLosses(from: walk.tree(of: parent, self), to: commit.tree)
        alarms += losses.map { NotesAlarm($0, at: commit.id, parent: parent) }
      }
    }
    if let since, try !isInHistory(since, of: tip) {
      alarms.append(NotesAlarm(.rewound(from: since), at: tip))
      let losses = try noteLosses(from: notes(in: since).tree, to: notes(in: tip).tree)
      alarms += losses.map { NotesAlarm($0, at: tip, parent: since) }
    }
    return alarms
  }

  /// Whether an object is a commit.
  ///
  /// - Throws: `.missingObject`, `.promised` or `.shallow` where it is not here.
  public borrowing func isCommit(_ id: ObjectID) throws(GitError) -> Bool {
    var (oid, size, type) = (id.oid, 0, GIT_OBJECT_INVALID)
    guard git_odb_read_header(&size, &type, database.pointer, &oid) == 0 else {
      _ = try commit(id)
      return true
    }
    return type == GIT_OBJECT_COMMIT
  }
}

/// Walks the commits of notes, newest first, each once.
private struct NotesWalk {
  struct Step {
    let id: ObjectID
    let tree: ObjectID
    let parents: [ObjectID]
    let time: Int
  }

  private var known: [ObjectID: Step] = [:]
  private var isOld: [ObjectID: Bool] = [:]
  private var queue = StepQueue()
  /// How many in the queue are wanted.
  private var newInQueue = 0

  mutating func commits(
    reachedFrom tip: ObjectID,
    notFrom since: ObjectID?,
    _ repository: borrowing Repository
  ) throws(GitError) -> [Step] {
    if let since { try mark(since, old: true, repository) }
    try mark(tip, old: false, repository)
    var found: [Step] = []
    while newInQueue > 0, let step = queue.popNewest() {
      let old = isOld[step.id] ?? false
      if !old {
        newInQueue -= 1
        found.append(step)
      }
      if repository.shallowBoundary.contains(step.id), !step.parents.isEmpty {
        if old { continue }
        throw .shallowEnd("check the history of the notes before \(step.id)")
      }
      for parent in step.parents { try mark(parent, old: old, repository) }
    }
    // One that was taken for new may have turned out old later, where clocks run backwards.
    return found.filter { isOld[$0.id] == false }
  }

  private mutating func mark(
    _ id: ObjectID,
    old: Bool,
    _ repository: borrowing Repository
  ) throws(GitError) {
    if let before = isOld[id] {
      guard old, !before else { return }
      isOld[id] = true
      // It may wait in the queue as new; its parents have to hear of it in either case.
      if queue.contains(id) { newInQueue -= 1 } else { queue.push(try step(id, repository)) }
      return
    }
    isOld[id] = old
    if !old { newInQueue += 1 }
    queue.push(try step(id, repository))
  }

  mutating func tree(
    of id: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> ObjectID {
    try step(id, repository).tree
  }

  private mutating func step(
    _ id: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> Step {
    if let step = known[id] { return step }
    let commit = try repository.commit(id)
    let step = Step(
      id: id,
      tree: commit.tree,
      parents: commit.parents,
      time: commit.committer.time
    )
    known[id] = step
    return step
  }
}

/// Commits that wait, the newest on top (a binary heap).
private struct StepQueue {
  private var heap: [NotesWalk.Step] = []
  private var waiting: Set<ObjectID> = []

  func contains(_ id: ObjectID) -> Bool { waiting.contains(id) }

  mutating func push(_ step: NotesWalk.Step) {
    waiting.insert(step.id)
    heap.append(step)
    var index = heap.count - 1
    while index > 0, heap[(index - 1) / 2].time < heap[index].time {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func popNewest() -> NotesWalk.Step? {
    guard let last = heap.popLast() else { return nil }
    guard let top = heap.first else {
      waiting.remove(last.id)
      return last
    }
    heap[0] = last
    waiting.remove(top.id)
    sink()
    return top
  }

  private mutating func sink() {
    var index = 0
    while true {
      let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
      guard let newer = children.max(by: { heap[$0].time < heap[$1].time }),
        heap[newer].time > heap[index].time
      else { return }
      heap.swapAt(index, newer)
      index = newer
    }
  }
}
