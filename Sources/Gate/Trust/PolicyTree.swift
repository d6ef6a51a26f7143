public import Git
import Pointers

/// All of `.opsgate/` at one commit that decides who may do what.
public struct PolicyTree: Sendable {
  /// The directory that all of it is in.
  public static let directory = ".opsgate"

  /// One of the files, as it is committed.
  public struct File: Hashable, Sendable {
    public let path: String
    public let blob: ObjectID
    public let bytes: [UInt8]
  }

  public let commit: ObjectID
  /// The tree of `.opsgate/`: what a pin names.
  public let tree: ObjectID
  /// The policy file's blob: what an approval names.
  public let policyBlob: ObjectID
  public let policy: Policy
  /// `allowed_signers`; `nil` where there is none.
  public let allowedSigners: File?
  /// `revoked`: a list of keys or a KRL; `nil` where there is none, and nothing is revoked.
  public let revoked: File?
  /// `keys/*.asc`, by path.
  public let keys: [File]

  /// A policy that stands in no commit: with it come no keys, so that nobody's word counts.
  ///
  /// - Parameters:
  ///   - policy: Read from a file.
  ///   - commit: What it is held against.
  public init(untrusted policy: Policy, on commit: ObjectID) {
    self.init(
      commit: commit,
      tree: commit,
      policyBlob: commit,
      policy: policy,
      allowedSigners: nil,
      revoked: nil,
      keys: []
    )
  }

  private init(
    commit: ObjectID,
    tree: ObjectID,
    policyBlob: ObjectID,
    policy: Policy,
    allowedSigners: File?,
    revoked: File?,
    keys: [File]
  ) {
    self.commit = commit
    self.tree = tree
    self.policyBlob = policyBlob
    self.policy = policy
    self.allowedSigners = allowedSigners
    self.revoked = revoked
    self.keys = keys
  }

  /// Reads it from a commit, never from a worktree.
  ///
  /// - Returns: `nil` where the commit has no policy.
  /// - Throws: `PolicyMistakes` where the policy is wrong; `FileMistake` where a link, submodule or directory stands where
  ///   a file should; `GitError` where something is not here.
  public static func read(
    at commit: ObjectID,
    in repository: borrowing Repository
  ) throws -> PolicyTree? {
    let root = try repository.mainlineCommit(commit).tree
    guard let directory = try repository.entry(at: directory, in: root) else { return nil }
    guard directory.mode == .directory else {
      throw FileMistake(path: Self.directory, message: "it must be a directory, and is none")
    }
    guard let policy = try file("policy.yaml", of: directory.id, in: repository) else { return nil }
    return PolicyTree(
      commit: commit,
      tree: directory.id,
      policyBlob: policy.blob,
      policy: try Policy.read(policy.bytes, path: policy.path),
      allowedSigners: try file("allowed_signers", of: directory.id, in: repository),
      revoked: try file("revoked", of: directory.id, in: repository),
      keys: try keys(of: directory.id, in: repository)
    )
  }

  private static func keys(
    of tree: ObjectID,
    in repository: borrowing Repository
  ) throws -> [File] {
    guard let keys = try repository.entry(at: "keys", in: tree) else { return [] }
    guard keys.mode == .directory else {
      throw FileMistake(path: "\(directory)/keys", message: "it must be a directory, and is none")
    }
    return try repository.tree(keys.id).entries
      .filter { $0.nameBytes.suffix(4).elementsEqual(".asc".utf8) }
      .map { try file($0, named: "keys/\($0.name)", in: repository) }
  }

  private static func file(
    _ name: String,
    of tree: ObjectID,
    in repository: borrowing Repository
  ) throws -> File? {
    guard let entry = try repository.entry(at: name, in: tree) else { return nil }
    return try file(entry, named: name, in: repository)
  }

  private static func file(
    _ entry: TreeEntry,
    named name: String,
    in repository: borrowing Repository
  ) throws -> File {
    let path = "\(directory)/\(name)"
    guard entry.mode.isFile else {
      throw FileMistake(
        path: path,
        message: "it must be a file of its own, and is none",
        hint: "commit it as a plain file; links and submodules are not followed"
      )
    }
    do throws(GitError) {
      return File(path: path, blob: entry.id, bytes: try repository.blob(entry.id))
    } catch {
      // The id of its contents tells nobody what is missing.
      throw GitError(error.code, "read \(path)", reason: error.reason, hint: error.hint)
    }
  }
}
