import OpsTestSupport
import Testing

@testable import Git

/// The order in which stock `git revert` undoes what it is given.
@Suite
struct RevertSequenceTests {
  @Test(arguments: [
    ["HEAD"], ["HEAD~1", "HEAD", "HEAD~3"], ["HEAD", "HEAD~1", "HEAD"], ["HEAD~3..HEAD"],
    ["^HEAD~2", "HEAD"], ["HEAD~4..HEAD~2", "HEAD"], ["HEAD", "HEAD~4..HEAD~2"], ["tag", "main~1"],
    ["HEAD~1^!", "HEAD"], ["HEAD^-1"], ["-"], ["HEAD...HEAD~2"],
  ])
  func isThatOfGit(arguments: [String]) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      for number in 1...6 {
        try git.write("file-\(number)", "x")
        // Dates that run against the order of the parents, since git sorts by them.
        if number == 4 { git.clock.advance(by: -1000) }
        try git.commit("Change \(number)")
        if number == 5 { try git.git("tag", "-a", "tag", "-m", "x") }
      }
      try git.git("switch", "-q", "-c", "side")
      try git.git("switch", "-q", "main")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try await repository.revertSequence(arguments, with: git.program)
      let start = try git.head()
      try git.run(["revert", "--no-edit"] + arguments).checked()
      let bodies = try git.git("log", "--reverse", "--format=%b", "\(start)..HEAD")
      let theirs = bodies.split(separator: "\n").compactMap { line in
        line.hasPrefix("This reverts commit ") ? String(line.dropFirst(20).prefix(40)) : nil
      }
      #expect(ours.map(\.hex) == theirs)
    }
  }

  @Test(arguments: [
    ["absent"], ["HEAD", "absent"], ["absent..HEAD"], ["--all"], ["--output=x", "HEAD"], [""],
    ["HEAD^{tree}"], ["..", "x"],
  ])
  func refusesWhatNamesNoCommit(arguments: [String]) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      await #expect(throws: GitError.self) {
        try await repository.revertSequence(arguments, with: git.program)
      }
    }
  }

  @Test
  func isEmptyForAnEmptyRange() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      #expect(try await repository.revertSequence(["HEAD..HEAD"], with: git.program) == [])
    }
  }
}
