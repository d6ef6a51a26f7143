/// A place where git's merge puts its objects, outside of the repository, until it is known
/// whether they are wanted.
///
/// It is a repository of its own, without anybody's configuration: how files merge depends on the attributes that `ours`
/// has, and on nothing that lies about in a clone, so that the same trees merge alike for everybody.
struct MergeQuarantine: ~Copyable {
  private let directory: TemporaryDirectory
  private let repositoryObjects: String

  /// Makes the place.
  ///
  /// - Parameters:
  ///   - objects: The object directory of the repository, which is read along.
  ///   - attributes: The `.gitattributes` files that count, by their paths.
  /// - Returns: The place, which goes when it is no longer used.
  /// - Throws: `.other` when there is no room for it.
  static func make(
    objects: String,
    attributes: [(path: String, bytes: [UInt8])]
  ) throws(GitError) -> MergeQuarantine {
    let quarantine = try MergeQuarantine(objects: objects)
    try quarantine.prepare(attributes)
    return quarantine
  }

  private init(objects: String) throws(GitError) {
    directory = try TemporaryDirectory(for: "merge")
    repositoryObjects = objects
  }

  private func prepare(_ attributes: [(path: String, bytes: [UInt8])]) throws(GitError) {
    for name in ["objects", "git/refs", "worktree"] { try directory.makeDirectory(name) }
    _ = try directory.write("git/HEAD", Array("ref: refs/heads/none\n".utf8))
    _ = try directory.write("git/config", Array(Self.configuration.utf8))
    for (path, bytes) in attributes {
      let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { "/" + path[..<$0] } ?? ""
      try directory.makeDirectory("worktree" + folder)
      _ = try directory.write("worktree/" + path, bytes)
    }
  }

  /// Where new objects go.
  private var objects: String { directory.path + "/objects" }

  private static let configuration = """
    [core]
    repositoryformatversion = 0
    bare = false
    attributesFile = /dev/null

    """

  /// Puts objects in that the repository does not have on its disk.
  func add(_ objects: [DraftObject]) throws(GitError) {
    try LooseObjects(in: self.objects, durable: false).write(objects)
  }

  /// Commits that have the base for their only common ancestor.
  func commits(for merge: TreeMerge) throws(GitError) -> (ours: ObjectID, theirs: ObjectID) {
    let base = try commit(merge.base, on: [], "base")
    return (
      try commit(merge.ours, on: [base], "ours"), try commit(merge.theirs, on: [base], "theirs")
    )
  }

  private func commit(
    _ tree: ObjectID,
    on parents: [ObjectID],
    _ name: String
  ) throws(GitError) -> ObjectID {
    let nobody = Signature(name: "opsgate", email: "opsgate", time: 0, offset: 0)
    let draft = CommitDraft(
      tree: tree,
      parents: parents,
      author: nobody,
      committer: nobody,
      message: name
    )
    return try LooseObjects(in: self.objects, durable: false)
      .write(DraftObject(kind: .commit, bytes: draft.payload))
  }

  func run(
    _ git: GitProgram,
    ours: ObjectID,
    theirs: ObjectID
  ) async throws(GitError) -> ProgramResult {
    let result = try await git.run(
      [
        // Attributes are looked for from here on.
        "-C", "\(directory.path)/worktree", "merge-tree", "--write-tree", "-z", "--name-only",
        "--no-messages", ours.hex, theirs.hex,
      ],
      adding: [
        "GIT_DIR": "\(directory.path)/git", "GIT_WORK_TREE": "\(directory.path)/worktree",
        "GIT_COMMON_DIR": "\(directory.path)/git",
        "GIT_INDEX_FILE": "\(directory.path)/index", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_COUNT": "0", "GIT_CONFIG_PARAMETERS": "",
        "GIT_ATTR_NOSYSTEM": "1", "GIT_PREFIX": "", "GIT_NAMESPACE": "",
        "GIT_OBJECT_DIRECTORY": objects,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": alternates(beside: git.environment),
      ]
    )
    if result.status > 1 { try await refuseOldGit(git) }
    return result
  }

  /// Everything that git put in: blobs and trees, and our own commits left out.
  func results() throws(GitError) -> [DraftObject] {
    try LooseObjects(in: self.objects, durable: false).read().filter { $0.kind != .commit }
  }

  private func alternates(beside environment: [String: String]) -> String {
    let named = [environment["GIT_OBJECT_DIRECTORY"], repositoryObjects].compactMap(\.self)
      .map { path in
        let escaped = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
      }
    return (named + [environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"]].compactMap(\.self))
      .joined(separator: ":")
  }

  private func refuseOldGit(_ git: GitProgram) async throws(GitError) {
    let version = try await git.version()
    guard version.lexicographicallyPrecedes([2, 38]) else { return }
    throw GitError(
      .unsupported,
      "merge as git does",
      reason: "this git is \(version.map(String.init).joined(separator: ".")), and merges in "
        + "memory only from 2.38 on",
      hint: "install a newer git"
    )
  }
}
