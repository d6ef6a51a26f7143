import Git
import OpsTestSupport
import Testing

/// `git revert` itself is the authority: tree for tree, message for message, refusal for refusal.
@Suite
struct RevertTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func equalsGitOnGeneratedHistories(seed: UInt64) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      var history = GeneratedHistory(seed: seed)
      let commits = try history.write(to: git)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let tip = try repository.resolve("main")
      for commit in commits {
        let before = try FolderState(of: scratch.folder(".git"))
        let ours = try await repository.revert(commit, onto: tip, git: git)
        #expect(try FolderState(of: scratch.folder(".git")) == before)
        let theirs = try git.revert(commit)
        #expect(ours == theirs, "seed \(seed), commit \(commit.hex)")
      }
    }
  }
}

/// What a revert came to, for both sides of the comparison.
enum RevertAnswer: Equatable {
  case tree(String)
  case conflicts([String])
}

extension Repository {
  borrowing func revert(
    _ commit: ObjectID,
    onto tip: ObjectID,
    git: GitFolder
  ) async throws -> RevertAnswer {
    let program = GitProgram(directory: git.path, environment: git.environment)
    let isMerge = try self.commit(commit).parents.count > 1
    let outcome = try await revertTree(
      of: commit,
      mainlineParent: isMerge ? 1 : nil,
      onto: tip,
      with: program
    )
    switch outcome {
    case .tree(let id): return .tree(id.hex)
    case .conflicts(let paths): return .conflicts(paths)
    }
  }
}

extension GitFolder {
  /// What `git revert` makes of it in the worktree, which is put back afterwards.
  func revert(_ commit: ObjectID) throws -> RevertAnswer {
    let isMerge = try git("rev-list", "--parents", "-1", commit.hex).split(separator: " ").count > 2
    let run = try run(["revert", "--no-commit"] + (isMerge ? ["-m", "1"] : []) + [commit.hex])
    let unmerged = try git("diff", "--name-only", "--diff-filter=U")
    let answer: RevertAnswer =
      run.status == 0
      ? .tree(try git("write-tree"))
      : .conflicts(unmerged.split(separator: "\n").map(Self.withoutLabel).sorted())
    try git("reset", "--quiet", "--hard")
    try git("clean", "--quiet", "-ffdx")
    return answer
  }

  /// git names a file that makes way for a directory after its side, in the words of `git revert`.
  private static func withoutLabel(_ path: Substring) -> String {
    for label in ["~parent of ", "~HEAD"] {
      if let place = path.firstRange(of: label) { return String(path[..<place.lowerBound]) }
    }
    return String(path)
  }
}
