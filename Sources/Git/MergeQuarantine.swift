/// A place where git's merge puts its objects, outside of the repository, until it is known
/// whether they are wanted.
struct MergeQuarantine: ~Copyable {
  private let directory: TemporaryDirectory
  private let repositoryObjects: String

  /// Makes the place.
  ///
  /// - Parameter objects: The object directory of the repository, which is read along.
  /// - Throws: `.other` when there is no room for it.
  init(objects: String) throws(GitError) {
    directory = try TemporaryDirectory(for: "merge")
    repositoryObjects = objects
  }

  /// Puts objects in that the repository does not have on its disk.
  func add(_ objects: [DraftObject]) throws(GitError) {
    try LooseObjects(in: directory.path, durable: false).write(objects)
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
    return try LooseObjects(in: directory.path, durable: false)
      .write(DraftObject(kind: .commit, bytes: draft.payload))
  }

  func run(
    _ git: GitProgram,
    ours: ObjectID,
    theirs: ObjectID
  ) async throws(GitError) -> ProgramResult {
    let result = try await git.run(
      ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours.hex, theirs.hex],
      adding: [
        "GIT_OBJECT_DIRECTORY": directory.path,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": alternates(beside: git.environment),
      ]
    )
    if result.status > 1 { try await refuseOldGit(git) }
    return result
  }

  /// Everything that git put in: blobs and trees, and our own commits left out.
  func results() throws(GitError) -> [DraftObject] {
    try LooseObjects(in: directory.path, durable: false).read().filter { $0.kind != .commit }
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
