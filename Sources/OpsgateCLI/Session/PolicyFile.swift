import FoundationEssentials
import Gate
import Git
import History
import Pointers

/// Where the policy comes from.
enum PolicyFile {
  /// Reads the file of `--policy`.
  ///
  /// - Throws: `Failure` where it cannot be read, `PolicyMistakes` where it is wrong.
  static func read(_ path: String) throws -> Policy {
    var isDirectory = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    guard exists, !isDirectory, let data = FileManager.default.contents(atPath: path) else {
      let reason =
        isDirectory ? "it is a directory" : exists ? "it may not be read" : "no such file"
      throw Failure(
        .inputOutput,
        "cannot read the policy '\(path)'",
        because: reason,
        hint: exists || path.hasPrefix("/")
          ? nil : "a relative path starts at the directory that `-C` names"
      )
    }
    return try Policy.read([UInt8](data), path: path)
  }

  /// Reads the policy that a commit has.
  ///
  /// - Returns: `nil` where the commit has none.
  /// - Throws: `PolicyMistakes`, `FileMistake`, `GitError`.
  static func read(in tree: ObjectID, of repository: borrowing Repository) throws -> Policy? {
    guard let entry = try repository.entry(at: Policy.defaultPath, in: tree) else { return nil }
    guard entry.mode.isFile else {
      throw FileMistake(
        path: Policy.defaultPath,
        message: "the policy must be a file of its own, and is none",
        hint: "commit it as a plain file; links and submodules are not followed"
      )
    }
    return try Policy.read(bytes(of: entry, in: repository))
  }

  /// Names the file, since the id of its contents tells nobody what is missing.
  private static func bytes(
    of entry: TreeEntry,
    in repository: borrowing Repository
  ) throws(GitError) -> [UInt8] {
    do throws(GitError) {
      return try repository.blob(entry.id)
    } catch {
      throw GitError(
        error.code,
        "read \(Policy.defaultPath)",
        reason: error.reason,
        hint: error.hint
      )
    }
  }

  /// The repository's own policies, for a history in which they changed.
  static var versions: LayoutVersions {
    LayoutVersions(path: Policy.defaultPath) { bytes in
      // One that is wrong says nothing; whoever asks about its commit is told.
      (try? Policy.read(bytes))?.layout
    }
  }

  /// Says that there is no policy, and how one begins.
  static func missing(at name: String) -> Failure {
    Failure(
      .wrongFile,
      "there is no \(Policy.defaultPath) at \(name)",
      because: "it says which files hold the tags, and nothing else does",
      hint: """
        commit one (or try one out with `--policy FILE`); a small one is
        version: 1
        mainline: main
        pointers:
          - path: apps/{service}/{environment}/values.yaml
            key: image.tag
        environments: [dev, staging, production]
        """
    )
  }
}

/// The commit that is looked at has no policy.
struct PolicyMissing: Error {
  /// How people call the commit.
  let name: String

  var failure: Failure { PolicyFile.missing(at: name) }
}
