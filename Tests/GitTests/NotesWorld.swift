import Git
import OpsTestSupport
import Testing

/// A repository whose notes opsgate and stock git both change.
struct NotesWorld {
  static let ours = "refs/notes/opsgate/approvals"
  static let theirs = "refs/notes/git"
  static let ana = Signature(name: "Ana Alves", email: "ana@acme.example", time: 1, offset: 0)

  static func object(_ hex: String) throws -> ObjectID { try #require(ObjectID(hex: hex)) }

  /// How many generated cases a test tries.
  static let seeds = 12 as UInt64

  let git: GitFolder

  /// Without fsync git's own loose objects are quick; opsgate's stay durable.
  init(at folder: Folder) throws {
    git = try GitFolder.make(at: folder, options: ["--bare"])
  }

  init(_ git: GitFolder) { self.git = git }

  func open() throws -> Repository {
    try Repository(discovering: git.path, environment: [:])
  }

  func tree(of ref: String) throws -> String { try git.git("rev-parse", "\(ref)^{tree}") }

  func id(of ref: String) throws -> ObjectID {
    try #require(ObjectID(hex: git.git("rev-parse", ref)))
  }

  /// Makes a blob by stock git.
  func blob(_ text: String) throws -> String {
    String(
      try git.run(["hash-object", "-w", "--stdin"], input: Array(text.utf8)).checked().stdout
        .prefix(40)
    )
  }

  /// Stock git puts a note of exactly these bytes.
  func gitAdd(_ blob: String, on object: String, ref: String = NotesWorld.theirs) throws {
    try git.run(["notes", "--ref=\(ref)", "add", "-f", "-C", blob, object]).checked()
  }

  func show(_ object: String, ref: String = NotesWorld.ours) throws -> [UInt8]? {
    let run = try git.run(["notes", "--ref=\(ref)", "show", object])
    return run.status == 0 ? run.stdoutBytes : nil
  }

  /// What `git notes list` says: object by object, the blob.
  func list(ref: String = NotesWorld.ours) throws -> [(object: String, blob: String)] {
    try git.git("notes", "--ref=\(ref)", "list").split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return (object: words[1], blob: words[0])
    }
  }

  /// Every file of a tree with its blob, sorted by its path.
  func files(of ref: String) throws -> [String] {
    try git.git("ls-tree", "-r", "--full-tree", "-z", ref).split(separator: "\0").map(String.init)
      .sorted()
  }

  /// Whether git takes everything that a reference leads to for well-formed.
  func isWellFormed(_ ref: String) throws -> Bool {
    let strict = try GitFolder.make(at: git.folder.folder("strict.git"), options: ["--bare"])
    defer { try? git.folder.remove("strict.git") }
    let options = ["-c", "fetch.fsckObjects=true"]
    return try strict.run(options + ["fetch", "--quiet", git.path, ref]).status == 0
  }

  func hasNothingToComplainOf() throws -> Bool {
    try git.run(["fsck", "--strict", "--no-dangling"]).checked().stdout.isEmpty
  }

  /// Commits a tree of files by their paths, whatever the names.
  @discardableResult
  func commit(
    _ files: [NotesFile],
    to ref: String = NotesWorld.ours,
    parents: [String] = []
  ) throws -> ObjectID {
    var environment = git.environment.merging(git.clock.environment) { $1 }
    environment["GIT_INDEX_FILE"] = git.folder.path("index-of-notes")
    if git.folder.exists("index-of-notes") { try git.folder.remove("index-of-notes") }
    let lines = files.map { "\($0.mode) \($0.blob)\t\($0.path)\0" }.joined()
    try Shell.run(
      "git",
      ["update-index", "-z", "--add", "--index-info"],
      in: git.path,
      environment: environment,
      input: Array(lines.utf8)
    ).checked()
    let tree = try Shell.run(
      "git",
      ["write-tree", "--missing-ok"],
      in: git.path,
      environment: environment
    ).checked().stdout.prefix(40)
    return try commit(tree: String(tree), to: ref, parents: parents)
  }

  @discardableResult
  func commit(
    tree: String,
    to ref: String = NotesWorld.ours,
    parents: [String] = []
  ) throws -> ObjectID {
    git.clock.tick()
    let options = parents.flatMap { ["-p", $0] }
    let commit = try git.run(["commit-tree", tree, "-m", "x"] + options).checked().stdout
      .prefix(40)
    try git.git("update-ref", ref, String(commit))
    return try #require(ObjectID(hex: String(commit)))
  }

  /// Makes a tree of raw entries, in any order and with any names.
  func rawTree(_ entries: [(mode: String, name: String, id: String)]) throws -> String {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array("\(entry.mode) \(entry.name)".utf8) + [0]
      var digits = entry.id[...]
      while !digits.isEmpty {
        bytes.append(try #require(UInt8(digits.prefix(2), radix: 16)))
        digits = digits.dropFirst(2)
      }
    }
    let made = try git.run(
      ["hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
      input: bytes
    )
    return String(try made.checked().stdout.prefix(40))
  }
}

/// A file of a tree of notes.
struct NotesFile {
  var mode = "100644"
  let path: String
  let blob: String

  /// The path of a note, so many directories deep.
  static func path(_ object: String, depth: Int) -> String {
    var (path, rest) = ("", object[...])
    for _ in 0..<depth {
      path += rest.prefix(2) + "/"
      rest = rest.dropFirst(2)
    }
    return path + rest
  }
}

extension RandomNumberGenerator {
  mutating func object() -> String {
    (0..<40).map { _ in String(Int.random(in: 0..<16, using: &self), radix: 16) }.joined()
  }
}

extension [UInt8] {
  init(_ text: String) { self = Array(text.utf8) }
}
