internal import Clibgit2
internal import FoundationEssentials

/// Finds out why libgit2 would not open a repository, since its own words seldom say.
struct RepositoryDiagnosis {
  private let place: RepositoryPlace
  private let refusal: GitError

  init(place: RepositoryPlace, error: GitError) {
    self.place = place
    refusal = error
  }

  /// The refusal, named by what stands on the disk, with the way out.
  var error: GitError {
    guard FileManager.default.fileExists(atPath: place.path) else {
      return GitError(.notARepository, place.operation, reason: "no such directory")
    }
    guard let directory = gitDirectory else {
      return GitError(
        .notARepository,
        place.operation,
        reason: "neither it nor a directory above it is a git repository",
        hint: "name the repository with `-C DIR`"
      )
    }
    return unsupportedFormat(of: directory) ?? foreignOwner(of: directory) ?? refusal
  }

  /// The `.git` directory that git would find, walking up; through the file that links a worktree.
  private var gitDirectory: String? {
    var folder = URL(filePath: place.path).standardizedFileURL
    while true {
      for candidate in [folder.appending(path: ".git"), folder] {
        if let found = Self.gitDirectory(at: candidate) { return found }
      }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      guard parent.path() != folder.path(), folder.path() != "/" else { return nil }
      folder = parent
    }
  }

  private static func gitDirectory(at candidate: URL) -> String? {
    if FileManager.default.fileExists(atPath: candidate.appending(path: "HEAD").path()),
      FileManager.default.fileExists(atPath: candidate.appending(path: "objects").path())
        || FileManager.default.fileExists(atPath: candidate.appending(path: "commondir").path())
    {
      return candidate.path()
    }
    guard candidate.lastPathComponent == ".git", let link = text(of: candidate.path()),
      link.hasPrefix("gitdir: ")
    else { return nil }
    let target = String(link.dropFirst(8).prefix { $0 != "\n" })
    return target.hasPrefix("/")
      ? target : candidate.deletingLastPathComponent().appending(path: target).path()
  }

  /// A format that libgit2 below 1.8 refuses, from the repository's own `extensions.*` keys
  /// (`gitrepository-layout(5)`, "Repository format").
  private func unsupportedFormat(of directory: String) -> GitError? {
    let file = Self.commonDirectory(of: directory) + "/config"
    let extensions = ConfigFile.extensions(in: file)
    for (name, words) in Self.unsupported {
      guard let value = extensions[name], words.applies(value) else { continue }
      return GitError(.unsupported, place.operation, reason: words.reason, hint: words.hint)
    }
    guard let unknown = extensions.keys.sorted().first else { return nil }
    return GitError(
      .unsupported,
      place.operation,
      reason: "it uses extensions.\(unknown), which this libgit2 cannot read",
      hint: "work in a fresh `git clone` of it"
    )
  }

  private func foreignOwner(of directory: String) -> GitError? {
    guard let owner = FileOwner.id(of: directory), owner != FileOwner.current,
      owner != FileOwner.beforeSudo
    else { return nil }
    let root = directory.hasSuffix("/.git") ? String(directory.dropLast(5)) : directory
    return GitError(
      .notOwned,
      place.operation,
      reason: "it belongs to the user with id \(owner), and you are \(FileOwner.current)",
      hint: "if you trust it: `git config --global --add safe.directory \(root)`"
    )
  }

  private static func commonDirectory(of directory: String) -> String {
    guard let link = text(of: directory + "/commondir") else { return directory }
    let target = String(link.prefix { $0 != "\n" })
    return target.hasPrefix("/") ? target : "\(directory)/\(target)"
  }

  private static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension RepositoryDiagnosis {
  private struct Words {
    let applies: (String) -> Bool
    let reason: String
    let hint: String
  }

  private static var unsupported: [(String, Words)] {
    [
      (
        "objectformat",
        Words(
          applies: { $0.lowercased() != "sha1" },
          reason: "it names objects by SHA-256, which this libgit2 cannot read",
          hint: "work in a SHA-1 clone: `git init --object-format=sha1`, then fetch from a mirror"
        )
      ),
      (
        "refstorage",
        Words(
          applies: { $0.lowercased() != "files" },
          reason: "it keeps its refs as a reftable, which this libgit2 cannot read",
          hint: "run `git refs migrate --ref-format=files` in it, or use a fresh clone"
        )
      ),
      (
        "partialclone",
        Words(
          applies: { _ in true },
          reason: "it is a partial clone (extensions.partialClone), which this libgit2 cannot read",
          hint: "use a full clone: `git clone` without `--filter`"
        )
      ),
      (
        "worktreeconfig",
        Words(
          applies: { ["true", "yes", "on", "1", ""].contains($0.lowercased()) },
          reason: "it uses extensions.worktreeConfig, which this libgit2 cannot read",
          hint:
            "run `git sparse-checkout disable` and `git config --unset extensions.worktreeConfig`, or use a fresh clone"
        )
      ),
    ]
  }
}
