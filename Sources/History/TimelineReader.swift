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
  ///   - layout: Which files hold which pointers, the same for the whole history.
  ///   - keys: The pointers that are asked about, together with those of the environment before,
  ///     on which kinds and marks rest; `nil` for all. Other files are not read.
  ///   - progress: Called now and then with the number of commits read.
  /// - Returns: The whole timeline, also where it has gaps.
  /// - Throws: `GitError` if `head` cannot be read, or a commit is corrupt.
  public static func read(
    _ repository: borrowing Repository,
    head: ObjectID,
    layout: Layout,
    only keys: Set<PointerKey>? = nil,
    progress: (HistoryProgress) -> Void = { _ in }
  ) throws -> Timeline {
    let mainline = try Mainline(repository, head: head)
    var reader = TimelineReader(layout: layout, mainline: mainline, keys: keys)
    for position in mainline.commits.indices {
      try reader.read(position, in: repository)
      if position % 2000 == 0 {
        progress(HistoryProgress(done: position, total: mainline.commits.count))
      }
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

/// Reads the commits of a mainline one after the other, from the oldest.
private struct TimelineReader: ~Copyable {
  private let layout: Layout
  private let mainline: Mainline
  private var follower: TreeFollower
  private var tracker: PointerTracker
  private var ledger: MoveLedger
  private var cache = ContentsCache()
  private var matches: [String: PathMatches] = [:]
  /// Directories whose present contents cannot be read.
  private var dark: Set<String> = []

  /// The pointers that are asked about; `nil` for all.
  private let keys: Set<PointerKey>?

  init(layout: Layout, mainline: Mainline, keys: Set<PointerKey>?) {
    self.layout = layout
    self.mainline = mainline
    self.keys = keys
    follower = TreeFollower { directory in
      guard let keys else { return layout.mayContain(directory: directory) }
      return layout.mayContain(directory: directory, of: keys)
    }
    tracker = PointerTracker(layout: layout, keys: keys)
    ledger = MoveLedger(layout: layout)
    if let end = mainline.end, let oldest = mainline.commits.first {
      ledger.add(Gap(commit: oldest.id, position: 0, path: nil, error: end))
    }
  }

  mutating func read(_ position: Int, in repository: borrowing Repository) throws(GitError) {
    let (id, tree) = mainline.commits[position]
    let step = follower.advance(to: tree, in: repository)
    for difference in step.differences { take(difference, in: repository) }
    dark.subtract(step.readAgain)
    for (directory, error) in step.unreadable where dark.insert(directory).inserted {
      ledger.add(Gap(commit: id, position: position, path: directory, error: error))
    }
    guard !step.differences.isEmpty else { return }
    try record(tracker.finishCommit(), id, position, in: repository)
  }

  private mutating func take(_ difference: FileDifference, in repository: borrowing Repository) {
    let path = difference.path
    let match = matches(path)
    guard !match.isEmpty else { return }
    let isBlurred = !dark.isEmpty && dark.contains { $0.isEmpty || path.hasPrefix("\($0)/") }
    var said: FileReadings?
    if let file = difference.after { said = readings(file, match, in: repository) }
    tracker.update(path: path, readings: said, isBlurred: isBlurred)
  }

  private mutating func matches(_ path: String) -> PathMatches {
    if let known = matches[path] { return known }
    let found = keys.map { layout.matches(path, of: $0) } ?? layout.matches(path)
    // Bounded, for repositories with files without end that no template matches.
    if matches.count >= 50_000 { matches.removeAll() }
    matches[path] = found
    return found
  }

  private mutating func readings(
    _ file: TreeFile,
    _ match: PathMatches,
    in repository: borrowing Repository
  ) -> FileReadings {
    do throws(GitError) {
      var contents = try contents(file, in: repository)
      let readings = layout.read(match, mode: file.mode, contents: &contents)
      if file.mode.isFile { cache.remember(contents, of: file.id) }
      return readings
    } catch {
      return layout.unreadable(match, because: FileMistake(path: file.path, error))
    }
  }

  private mutating func contents(
    _ file: TreeFile,
    in repository: borrowing Repository
  ) throws(GitError) -> ParsedContents {
    guard file.mode.isFile else { return ParsedContents([]) }
    if let known = cache.take(file.id) { return known }
    return ParsedContents(try repository.blob(file.id))
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
    if position == 0, mainline.end != nil { return ledger.start(with: step.transitions) }
    guard step.transitions.contains(where: \.isMove) else {
      return ledger.renew(step.transitions)
    }
    ledger.record(step.transitions, by: try repository.commit(id), position)
  }

  consuming func timeline(head: ObjectID) -> Timeline {
    ledger.timeline(
      head: head,
      mainline: mainline.commits.map(\.id),
      isComplete: mainline.end == nil,
      unknown: tracker.unknown
    )
  }
}
