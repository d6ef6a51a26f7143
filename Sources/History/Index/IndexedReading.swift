import GRDB
public import Git
public import Pointers

extension Timeline {
  /// Reads all moves, as ``read(_:head:layout:versions:only:progress:)`` does, with what an index has of them.
  ///
  /// - Parameters:
  ///   - index: What was read before; `nil` where nothing was.
  ///   - make: Makes an index for a mainline of so many commits, or not.
  ///   - repository: Where the objects are.
  ///   - head: The newest commit.
  ///   - layout: Which files hold which pointers, by the policy at `head`.
  ///   - versions: Where older layouts come from.
  ///   - keys: The pointers that are asked about.
  ///   - isTip: Whether `head` is where the mainline stands; only that one is kept.
  ///   - progress: Called now and then.
  /// - Returns: The same timeline as without the index; it may have more pointers than were asked about.
  /// - Throws: `GitError`, and `HistoryIndex.Failure` where the index cannot be read.
  public static func read(
    by index: HistoryIndex?,
    orMaking make: (_ commits: Int) -> HistoryIndex?,
    _ repository: borrowing Repository,
    head: ObjectID,
    layout: Layout,
    versions: LayoutVersions,
    only keys: Set<PointerKey>? = nil,
    isTip: Bool,
    progress: (HistoryProgress) -> Void = { _ in }
  ) throws -> Timeline {
    let digest = layout.digest
    let before = try index?.head()
    let known = before?.layout == digest ? try index?.mainline() ?? [] : []
    let new = try NewCommits(repository, head: head, beyond: known)
    let same = Array(known.prefix(new.known))
    // Only of its newest commit an index knows that all of it could be read.
    if let index, new.commits.isEmpty, !same.isEmpty, same.count == before?.count {
      return Timeline(try index.history(before: same.count, only: keys), same, layout)
    }
    var reading: TimelineReading?
    if let index, !same.isEmpty {
      reading = try TimelineReading(
        resuming: index.history(before: same.count),
        Mainline(same, new),
        TimelineReading.Plan(layout: layout, versions: versions, keepsRenewals: true),
        in: repository,
        progress
      )
    }
    let isResumed = reading != nil
    let whole =
      try reading
      ?? TimelineReading(
        Mainline(repository, head: head),
        // Who asks about one pointer does not wait for all.
        TimelineReading.Plan(
          layout: layout,
          versions: versions,
          keys: keys,
          keepsRenewals: keys == nil
        ),
        in: repository,
        progress
      )
    if isTip, whole.isClean, isResumed || keys == nil,
      let target = index ?? make(whole.timeline.mainline.count)
    {
      do throws(HistoryIndex.Failure) {
        try target.keep(whole, head, digest, from: isResumed ? same.count : 0, after: before)
      } catch {
        // One that is in use, or cannot be written, is written another time; what was read is right.
        if case .damaged = error { throw error }
      }
    }
    return whole.timeline
  }
}

extension HistoryIndex {
  func mainline() throws(Failure) -> [ObjectID] {
    try Failure.translating {
      try queue.inDatabase { database in
        guard let head = try IndexHead(database) else { return [] }
        return try IndexMainline.read(database, count: head.count)
      }
    }
  }

  func history(
    before end: Int,
    only keys: Set<PointerKey>? = nil
  ) throws(Failure) -> IndexedHistory {
    try Failure.translating {
      try queue.inDatabase { try IndexReading($0).history(before: end, only: keys) }
    }
  }

  /// Writes what was read, unless somebody else has written meanwhile.
  fileprivate func keep(
    _ reading: TimelineReading,
    _ head: ObjectID,
    _ layout: String,
    from position: Int,
    after before: IndexHead?
  ) throws(Failure) {
    let timeline = reading.timeline
    let new = IndexHead(layout: layout, commit: head, count: timeline.mainline.count)
    try Failure.translating {
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          // Somebody else may have written meanwhile, or taken the file away.
          guard try IndexHead(database) == before, isThere else { return .rollback }
          try IndexWriting.cut(database, from: position)
          try IndexMainline.write(timeline.mainline, from: position, to: database)
          var writing = try IndexWriting(database)
          try writing.add(timeline.moves.lazy.filter { $0.commit.position >= position })
          try writing.add(reading.renewals.lazy.filter { $0.position >= position })
          try writing.add(timeline.gaps.lazy.filter { $0.position >= position })
          try new.write(to: database)
          return .commit
        }
      }
    }
  }
}

/// The commits of a mainline that an index does not have.
struct NewCommits {
  /// How many commits, from the oldest, are the same.
  private(set) var known = 0
  /// Oldest first.
  private(set) var commits: [(id: ObjectID, tree: ObjectID)] = []
  /// The tree of the newest commit that is the same; `nil` where none is.
  private(set) var tree: ObjectID?

  init(_ repository: borrowing Repository, head: ObjectID, beyond known: [ObjectID]) throws {
    guard !known.isEmpty else { return }
    // Mostly the last one; only after a rewrite all are needed.
    var places: [ObjectID: Int]?
    var found: [(id: ObjectID, tree: ObjectID)] = []
    var steps = 0
    try repository.walkMainline(from: head) { commit in
      steps += 1
      if steps > 64, places == nil {
        places = Dictionary(known.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
      }
      let place = places.map { $0[commit.id] } ?? known.lastIndex(of: commit.id)
      guard let place else {
        found.append((commit.id, commit.tree))
        return true
      }
      (self.known, tree) = (place + 1, commit.tree)
      return false
    }
    commits = self.known > 0 ? found.reversed() : []
  }
}
