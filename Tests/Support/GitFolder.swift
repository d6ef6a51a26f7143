/// Somebody who commits.
public struct Person: Sendable, Hashable {
  public let name: String
  public let email: String

  public init(_ name: String, _ email: String) {
    self.name = name
    self.email = email
  }

  public static let ana = Person("Ana Alves", "ana@acme.example")
  public static let bo = Person("Bo Berg", "bo@acme.example")
  public static let cy = Person("Cy Chen", "cy@acme.example")
}

/// A repository that stock git makes and changes, the same to the last commit id in every run.
///
/// Time is the clock's, the identity is Ana's (in the repository's own configuration), and no
/// configuration of the machine or the user is read.
public struct GitFolder: Sendable {
  public let folder: Folder
  public let clock: TestClock
  /// What git gets beside the clock's time; a test may add to it (`GNUPGHOME`, …).
  public var environment: [String: String]

  /// An existing folder, whatever is in it.
  public init(at folder: Folder, clock: TestClock = TestClock()) {
    self.folder = folder
    self.clock = clock
    environment = Shell.plainEnvironment.merging(Self.isolation) { _, new in new }
  }

  /// The variables that shut the machine's and the user's settings out.
  public static let isolation = [
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
    "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC",
  ]

  /// Makes a new repository on the branch `main`; `options` go to `git init`.
  public static func make(
    at folder: Folder,
    clock: TestClock = TestClock(),
    options: [String] = []
  ) throws -> GitFolder {
    let made = GitFolder(at: folder, clock: clock)
    try made.run(["init", "--quiet", "--initial-branch=main"] + options).checked()
    try made.configureIdentity()
    return made
  }

  public var path: String { folder.path }

  /// Runs git here; a status other than 0 is part of the answer.
  public func run(_ arguments: [String], input: [UInt8] = []) throws -> ProgramRun {
    try Shell.run(
      "git",
      arguments,
      in: path,
      environment: environment.merging(clock.environment) { $1 },
      input: input
    )
  }

  /// Runs git here and returns what it printed, without the newline at the end.
  ///
  /// - Throws: `ShellError` with everything that git said, where its status is not 0.
  @discardableResult
  public func git(_ arguments: String...) throws -> String {
    var said = try run(arguments).checked().stdout
    if said.hasSuffix("\n") { said.removeLast() }
    return said
  }

  private func configureIdentity() throws {
    try git("config", "user.name", Person.ana.name)
    try git("config", "user.email", Person.ana.email)
  }
}

extension GitFolder {
  public func write(_ name: String, _ text: String) throws { try folder.write(name, text) }

  public func remove(_ name: String) throws { try folder.remove(name) }

  /// Commits everything in the worktree, one minute after the commit before; returns the full id.
  @discardableResult
  public func commit(_ message: String, author: Person = .ana) throws -> String {
    clock.tick()
    try git("add", "--all")
    let by = "--author=\(author.name) <\(author.email)>"
    try run(
      ["commit", "--quiet", "--no-verify", "--allow-empty", by, "--file=-"],
      input: Array(message.utf8)
    ).checked()
    return try head()
  }

  /// The full id of a revision.
  public func head(_ revision: String = "HEAD") throws -> String {
    try git("rev-parse", "--verify", "--end-of-options", "\(revision)^{commit}")
  }

  /// Makes a branch and goes there; from HEAD unless told otherwise.
  public func branch(_ name: String, from revision: String = "HEAD") throws {
    try git("switch", "--quiet", "--create", name, revision)
  }

  /// Goes to an existing branch.
  public func go(to branch: String) throws { try git("switch", "--quiet", branch) }

  /// Merges branches with a merge commit, also where git could fast-forward; returns its full id.
  @discardableResult
  public func merge(_ branches: String..., message: String) throws -> String {
    clock.tick()
    try run(["merge", "--quiet", "--no-ff", "-m", message] + branches).checked()
    return try head()
  }

  /// Clones into another folder, with the same clock; `options` go to `git clone`.
  ///
  /// The source is named as a URL, so that `--depth` and `--filter` hold for a local source too.
  public func clone(to other: Folder, options: [String] = []) throws -> GitFolder {
    try run(["clone", "--quiet"] + options + ["file://\(path)", other.path]).checked()
    var made = GitFolder(at: other, clock: clock)
    made.environment = environment
    try made.configureIdentity()
    return made
  }

  /// Clones into another folder without a worktree.
  public func bareClone(to other: Folder) throws -> GitFolder {
    try clone(to: other, options: ["--bare"])
  }
}
