internal import Clibgit2

/// One open repository.
///
/// Values come out of it, no handle does.
/// Synchronous, and for one task at a time: libgit2 keeps its last error per thread. Grafts and
/// replacement refs are not followed: what is read is what the objects say.
public struct Repository: ~Copyable {
  let handle: Handle
  let database: Handle
  /// The objects that were made and not yet written.
  let draft = ObjectDraft()
  /// The directory of this worktree's own git files (`.git`, or `.git/worktrees/x`).
  public let gitDirectory: String
  /// The directory that all worktrees share: objects, branches, configuration.
  public let commonDirectory: String
  /// The root of the files, or `nil` for a bare repository.
  public let worktree: String?
  /// Commits whose parents a shallow clone left behind.
  public let shallowBoundary: Set<ObjectID>
  /// The remote that keeps the objects which a partial clone left behind, if this is one.
  public let promisorRemote: String?

  public var isBare: Bool { worktree == nil }
  public var isShallow: Bool { !shallowBoundary.isEmpty }

  /// Opens the repository that holds `directory`, as git would find it.
  ///
  /// `GIT_DIR` and `GIT_WORK_TREE` of the environment are honoured (`git(1)`, "The Git Repository").
  ///
  /// - Throws: `.notARepository`, `.notOwned` or `.unsupported`, each with the way out.
  public init(discovering directory: String, environment: [String: String]) throws(GitError) {
    guard Library.isStarted else {
      throw GitError(.other, "start libgit2", reason: "it does not say why")
    }
    let place = RepositoryPlace(directory: directory, environment: environment)
    let opened = try Self.open(place)
    let repository = opened.pointer
    let objects = try Handle("open the objects of \(place.path)", free: git_odb_free) { out in
      git_repository_odb(&out, repository)
    }
    if let root = place.worktree {
      try check("use the worktree \(root)") { git_repository_set_workdir(repository, root, 0) }
    }
    // Nothing below can fail: a half-made owner of two handles cannot be written in Swift.
    handle = opened
    database = objects
    gitDirectory = String(cString: git_repository_path(repository))
    commonDirectory = String(cString: git_repository_commondir(repository))
    worktree = git_repository_workdir(repository).map { String(cString: $0) }
    shallowBoundary = ShallowFile.read(in: commonDirectory)
    promisorRemote = PartialClone.promisorRemote(of: repository)
  }

  private static func open(_ place: RepositoryPlace) throws(GitError) -> Handle {
    do throws(GitError) {
      return try Handle(place.operation, free: git_repository_free) { out in
        git_repository_open_ext(&out, place.path, place.flags, nil)
      }
    } catch {
      throw RepositoryDiagnosis(place: place, error: error).error
    }
  }
}
