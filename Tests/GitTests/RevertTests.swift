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

extension RevertTests {
  /// libgit2 knows no renamed directories and would put the file back into the old one, silently;
  /// git sees that its neighbours have moved, and asks.
  @Test
  func asksWhereAFileBelongsWhoseDirectoryWasRenamed() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      for name in ["old/a", "old/b", "old/c"] { try git.write(name, "\(name) is long enough\n") }
      try git.commit("Start")
      try git.remove("old/c")
      let removal = try #require(ObjectID(hex: git.commit("Remove c")))
      try git.git("mv", "old", "new")
      let tip = try #require(ObjectID(hex: git.commit("Rename the directory")))
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try await repository.revert(removal, onto: tip, git: git)
      #expect(ours == .conflicts(["new/c"]))
      #expect(try git.revert(removal) == ours)
    }
  }

  /// Lines that come again and again, from a search through random texts.
  ///
  /// git's comparison (histogram) and libgit2's (Myers) see different changes here: both merge
  /// cleanly, to different files.
  @Test
  func comparesLinesAsGitDoes() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let texts = [
        "ncehyn_cehyn_aehxn_dbehxn_ehxn_", "cehyn_cehyn_aehxn_dehxn_behxn_",
        "cehyn_cehyn_andehxn_behxehxn_",
      ]
      let commits = try texts.map { text in
        try git.write("file", text.map { Self.line($0) + "\n" }.joined())
        return try #require(ObjectID(hex: git.commit("Change")))
      }
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try await repository.revert(commits[1], onto: commits[2], git: git)
      #expect(try git.revert(commits[1]) == ours)
    }
  }

  private static func line(_ letter: Character) -> String {
    switch letter {
    case "e": "    env:"
    case "h": "      - name: A"
    case "x": "      value: x"
    case "y": "    image: y"
    case "n": "    end"
    case "_": ""
    default: "  - name: \(letter)"
    }
  }

  @Test
  func buildsOnTreesThatAreOnlyInMemory() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      var lines = (1...40).map { "line \($0)" }
      var commits: [ObjectID] = []
      for place in [0, 10, 20, 30] {
        lines[place] += " changed"
        try git.write("folder/file", lines.map { $0 + "\n" }.joined())
        commits.append(try #require(ObjectID(hex: git.commit("Change \(place)"))))
      }
      let repository = try Repository(discovering: scratch.path, environment: [:])
      var tree = try repository.commit(commits[3]).tree
      for commit in commits[1...2] {
        let outcome = try await repository.revertTree(of: commit, ontoTree: tree, with: git.program)
        guard case .tree(let next) = outcome else {
          Issue.record("\(outcome)")
          return
        }
        tree = next
      }
      try repository.keepObjects()
      try git.git("revert", "--no-edit", commits[1].hex, commits[2].hex)
      #expect(try git.git("rev-parse", "HEAD^{tree}") == tree.hex)
      #expect(try git.git("fsck", "--strict", "--no-dangling") == "")
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
