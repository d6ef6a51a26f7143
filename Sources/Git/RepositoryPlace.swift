internal import Clibgit2

/// Where to look for a repository: a directory to search from, or the very one that is named.
struct RepositoryPlace {
  let path: String
  /// A worktree named by the environment.
  let worktree: String?
  private let isNamed: Bool

  init(directory: String, environment: [String: String]) {
    let named = environment["GIT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    isNamed = named != nil
    path = named.map { Self.absolute($0, in: directory) } ?? directory
    worktree =
      named == nil ? nil : environment["GIT_WORK_TREE"].map { Self.absolute($0, in: directory) }
  }

  var operation: String { "open the ops repository at '\(path)'" }

  var flags: UInt32 {
    isNamed ? GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue : GIT_REPOSITORY_OPEN_CROSS_FS.rawValue
  }

  private static func absolute(_ path: String, in directory: String) -> String {
    path.hasPrefix("/") ? path : "\(directory)/\(path)"
  }
}
