import FoundationEssentials
import Gate
import Git
import History
import Pointers
import Reports

/// What one run works with: the repository, opened once, the policy, the clock, and the console.
struct Session: ~Copyable {
  let repository: Repository
  let console: Console
  let environment: [String: String]
  /// Where the run works: an absolute path.
  let directory: String
  /// The time that ages are counted to, in seconds since 1970-01-01T00:00:00Z.
  let now: Int
  /// The policy of `--policy`; `nil` where the repository's own holds.
  let givenPolicy: Policy?
  private let memory = ConfigurationMemory()

  /// Runs git here.
  var git: GitProgram { GitProgram(directory: directory, environment: environment) }

  /// Goes to the directory and opens the repository that holds it.
  ///
  /// - Parameters:
  ///   - options: What all commands share.
  ///   - formats: In which the command can answer.
  /// - Throws: `GitError`, `PolicyMistakes`, `Failure`.
  init(_ options: GlobalOptions, formats: [OutputFormat] = [.text, .json]) throws {
    guard formats.contains(options.format) else {
      throw Failure(
        .usage,
        "this command does not answer as '\(options.format.rawValue)'",
        hint: "it knows " + formats.map(\.rawValue).joined(separator: ", ")
      )
    }
    let variables = ProcessInfo.processInfo.environment
    let time = try RunClock.now(variables)
    try Self.go(to: options.directory)
    let place = FileManager.default.currentDirectoryPath
    let policy = try options.policy.map(PolicyFile.read)
    let opened = try Repository(discovering: place, environment: variables)
    // Nothing below can fail: a half-made owner of a repository cannot be written in Swift.
    repository = opened
    console = Console(options.console, environment: variables)
    environment = variables
    directory = place
    now = time
    givenPolicy = policy
  }

  private static func go(to directory: String?) throws {
    guard let directory else { return }
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
      throw Failure(.noRepository, "cannot go to '\(directory)'", because: "no such directory")
    }
    guard isDirectory, FileManager.default.changeCurrentDirectoryPath(directory) else {
      throw Failure(
        .noRepository,
        "cannot go to '\(directory)'",
        because: isDirectory ? "it cannot be entered" : "it is no directory"
      )
    }
  }

  /// The history up to a commit, with progress on the terminal.
  ///
  /// - Parameters:
  ///   - view: The commit.
  ///   - asked: The pointers that are asked about. Where the commit has all of them, no others are
  ///     read but those of the environments before, on which kinds and marks rest; where not, all
  ///     are, since only then a name can be told from one that never was.
  ///   - table: The pointers of the commit.
  ///   - isOnlyShown: Whether nothing is judged or written by it: then the index may say it, which is no evidence.
  /// - Returns: The timeline.
  /// - Throws: `GitError`.
  func timeline(
    of view: View,
    asked: Set<PointerKey> = [],
    in table: PointerTable? = nil,
    isOnlyShown: Bool = false
  ) throws -> Timeline {
    let line = console.progress("reading the history of \(view.name)")
    defer { line.end() }
    let isThere = !asked.isEmpty && asked.allSatisfy { table?[$0] != nil }
    let keys = isThere ? view.layout.withThoseBefore(asked) : nil
    let show = { (progress: HistoryProgress) in line.show(progress.done, of: progress.total) }
    if isOnlyShown, givenPolicy == nil {
      return try indexedTimeline(of: view, only: keys, progress: show)
    }
    return try Timeline.read(
      repository,
      head: view.id,
      layout: view.layout,
      versions: givenPolicy == nil ? PolicyFile.versions : nil,
      only: keys,
      progress: show
    )
  }

  /// The first lines of the messages of some commits.
  func subjects(of commits: Set<ObjectID>) throws -> [ObjectID: String] {
    var subjects: [ObjectID: String] = [:]
    for id in commits { subjects[id] = try repository.commit(id).summary }
    return subjects
  }

  /// Git's configuration, which is asked for once.
  ///
  /// - Throws: `GitError` where git cannot read it.
  func configuration() async throws -> Configuration { try await memory.configuration(git) }

  /// Whether a person reads the answer.
  var isTerminal: Bool {
    if case .terminal = console.medium(now: now) { return true }
    return false
  }

  /// Prints the answer.
  func answer(_ report: some Report) throws { try console.answer(report, now: now) }

  /// Prints the answer of what was done already: where that fails, nobody shall do it twice.
  ///
  /// - Parameters:
  ///   - report: The answer.
  ///   - work: What stands now, in words.
  /// - Throws: `Failure` where stdout cannot be written.
  func answer(_ report: some Report, of work: String?) throws {
    do {
      try answer(report)
    } catch let failure as Failure {
      throw work.map { failure.hinting("\($0) all the same: do not run this again") } ?? failure
    }
  }
}

/// The time of a run.
enum RunClock {
  /// What `OPSGATE_NOW` says (RFC 3339), so that a run can be repeated, else the system's clock.
  static func now(_ environment: [String: String]) throws -> Int {
    guard let said = environment["OPSGATE_NOW"], !said.isEmpty else {
      return Int(Date().timeIntervalSince1970)
    }
    guard let time = TimeText.absolute(said) else {
      throw Failure(
        .usage,
        "OPSGATE_NOW must be a time, and is '\(said)'",
        hint: "as in 2026-03-05T03:07:00Z"
      )
    }
    return time
  }
}

/// Keeps what git said of its configuration.
private actor ConfigurationMemory {
  private var known: Configuration?

  func configuration(_ git: GitProgram) async throws -> Configuration {
    if let known { return known }
    let read = try await Configuration(reading: git)
    known = read
    return read
  }
}
