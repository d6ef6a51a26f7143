import Git
import Pointers

/// Follows the files that one layout names from commit to commit, and says what they say.
struct LayoutFollower: ~Copyable {
  /// What one commit changed.
  struct Step {
    /// What the files that differ say now; `nil` for one that is gone.
    ///
    /// Blurred where the file stood below a directory that could not be read before.
    var updates: [(path: String, readings: FileReadings?, isBlurred: Bool)] = []
    /// Directories that cannot be read from this commit on.
    var dark: [(directory: String, error: GitError)] = []
    /// The file that is watched beside, where it differs.
    var watched: FileDifference?
    /// Whether any file differs.
    var isEmpty = true
  }

  let layout: Layout
  /// The pointers that are asked about; `nil` for all.
  private let keys: Set<PointerKey>?
  private let watched: String?
  private var follower: TreeFollower
  private var cache = ContentsCache()
  private var matches: [String: PathMatches] = [:]
  /// Directories whose present contents cannot be read.
  private var dark: Set<String> = []

  /// - Parameters:
  ///   - layout: Which files hold which pointers.
  ///   - keys: The pointers that are asked about; `nil` for all.
  ///   - versions: Whose file is watched beside.
  init(layout: Layout, keys: Set<PointerKey>?, watching versions: LayoutVersions? = nil) {
    self.layout = layout
    self.keys = keys
    watched = versions?.path
    follower = TreeFollower { directory in
      if versions?.mayContain(directory: directory) == true { return true }
      guard let keys else { return layout.mayContain(directory: directory) }
      return layout.mayContain(directory: directory, of: keys)
    }
  }

  /// Whether every directory could be read.
  var isClear: Bool { dark.isEmpty }

  /// Goes on to another tree; the first step finds all files.
  mutating func advance(to tree: ObjectID, in repository: borrowing Repository) -> Step {
    let found = follower.advance(to: tree, in: repository)
    var step = Step()
    step.isEmpty = found.differences.isEmpty
    for difference in found.differences { take(difference, &step, in: repository) }
    dark.subtract(found.readAgain)
    for (directory, error) in found.unreadable where dark.insert(directory).inserted {
      step.dark.append((directory, error))
    }
    return step
  }

  private mutating func take(
    _ difference: FileDifference,
    _ step: inout Step,
    in repository: borrowing Repository
  ) {
    let path = difference.path
    if path == watched { step.watched = difference }
    let match = matches(path)
    guard !match.isEmpty else { return }
    let isBlurred = !dark.isEmpty && dark.contains { $0.isEmpty || path.hasPrefix("\($0)/") }
    var said: FileReadings?
    if let file = difference.after { said = readings(file, match, in: repository) }
    step.updates.append((path, said, isBlurred))
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
}
