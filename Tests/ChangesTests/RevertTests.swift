import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct RevertTests {
  /// Tree and message equal `git revert --no-edit`, for everything that git can revert by itself.
  private func compare(
    _ world: CommonWorld,
    _ revisions: String...,
    mainline: Int? = nil
  ) async throws {
    let repository = try world.world.open()
    let commits = try await repository.revertSequence(revisions, with: world.program)
    let plan = try await Revert(commits, mainlineParent: mainline).plan(
      on: "refs/heads/main",
      at: try repository.resolve("main"),
      in: repository,
      layout: world.layout,
      git: world.program
    )
    let start = try world.git.head()
    let options = mainline.map { ["-m", String($0)] } ?? []
    try world.git.run(["revert", "--no-edit"] + options + revisions).checked()
    let range = "\(start)..HEAD"
    let trees = try world.git.git("log", "--reverse", "--format=%T", range)
    #expect(plan.commits.map(\.tree.hex).joined(separator: "\n") == trees)
    let written = try world.git.git("log", "--reverse", "--format=%B%x00", range)
      .split(separator: "\0\n").map { String($0.replacing("\0", with: "")) }
    for (planned, git) in zip(plan.commits.map(\.message), written) {
      #expect(planned.isGits(git))
    }
    #expect(plan.commits.count == written.count)
  }

  @Test
  func equalsGitForPlainCommitsAndRanges() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.point("api", "production", at: "v2")
      try world.ops.point("web", "production", at: "v2")
      try world.git.write("README", "words\n")
      try world.git.commit("Words\n\nwith a body")
      try await compare(world, "HEAD~2")
      try await compare(world, "HEAD~3..HEAD")
      try await compare(world, "HEAD", "HEAD~1")
    }
  }

  @Test
  func equalsGitForMerges() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.branch("side")
      try world.ops.point("api", "production", at: "v2")
      try world.git.go(to: "main")
      try world.ops.point("web", "production", at: "v2")
      try world.git.merge("side", message: "Merge side")
      try await compare(world, "HEAD", mainline: 1)
      try await compare(world, "HEAD~1", mainline: 2)
    }
  }

  @Test
  func reappliesWhatWasReverted() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.point("api", "production", at: "v2", message: "Deploy \"it\"")
      try await compare(world, "HEAD")
      let plan = try await world.world.revert("HEAD")
      #expect(plan.commits.first?.message.hasPrefix("Reapply \"Deploy \"it\"\"\n") == true)
      #expect(plan.words == ["api production v1.0.0 v2"])
      try await compare(world, "HEAD")
      try world.git.commit("Revert \"Revert \"x\"\"")
      try world.git.write("y", "y")
      try world.git.commit("Revert \"Revert \"y\"\"")
      let third = try await world.world.revert("HEAD")
      #expect(
        third.commits.first?.message.hasPrefix("Revert \"Revert \"Revert \"y\"\"\"\n") == true
      )
    }
  }

  @Test
  func saysThatNothingIsLeftToRevert() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let id = try world.ops.point("api", "production", at: "v2")
      try world.ops.point("api", "production", at: "v1.0.0")
      let plan = try await world.world.revert(id)
      #expect(plan.isEmpty)
      #expect(
        plan.notices.map(\.text) == [
          "\(id.prefix(10)) is undone already: nothing is left of it to revert"
        ]
      )
    }
  }

  @Test
  func listsWhatElseTheCommitDid() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.write("README", "words\n")
      try world.ops.set("web", "production", to: "v2")
      let id = try world.ops.point("api", "production", at: "v2")
      let whole = try await world.world.revert(id)
      #expect(
        whole.notices == [
          Notice(.note, "\(id.prefix(10)) also changed README; that is reverted too")
        ]
      )
      #expect(whole.words.count == 2)
      let part = try await world.world.revert(id, services: ["api"])
      #expect(part.words == ["api production v2 v1.0.0"])
      #expect(
        part.notices == [
          Notice(.warning, "\(id.prefix(10)) also changed README; that stays as it is")
        ]
      )
      await #expect(throws: ChangeRefusal.self) {
        try await world.world.revert(id, services: ["db"])
      }
    }
  }

  @Test
  func writesAllOrNothingOfASequence() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let first = try world.ops.point("api", "production", at: "v2")
      let second = try world.ops.point("api", "production", at: "v3")
      let plan = try await world.world.revert(second, first)
      #expect(
        plan.words == ["api production v3 v2", "api production v2 v1.0.0"]
      )
      await #expect(throws: ChangeRefusal.self) { try await world.world.revert(first, second) }
    }
  }
}
