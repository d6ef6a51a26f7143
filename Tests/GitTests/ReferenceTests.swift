import Git
import OpsTestSupport
import Testing

@Suite
struct ReferenceTests {
  private let robot = Signature(name: "Robot", email: "robot@acme.example", time: 0, offset: 0)

  @Test
  func knowsWhereHeadStands() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      #expect(try repository.head() == .unborn(name: "refs/heads/main"))
      let id = try #require(ObjectID(hex: try git.commit("Start")))
      #expect(try repository.head() == .branch(name: "refs/heads/main", commit: id))
      try git.git("checkout", "--quiet", "--detach")
      #expect(try repository.head() == .detached(commit: id))
    }
  }

  @Test
  func movesOnlyFromWhereItWasSeen() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let first = try #require(ObjectID(hex: try git.commit("One")))
      let second = try #require(ObjectID(hex: try git.commit("Two")))
      let repository = try Repository(discovering: scratch.path, environment: [:])

      try repository.moveReference(
        "refs/heads/x",
        to: first,
        from: nil,
        message: "made",
        by: robot
      )
      #expect(throws: GitError.self) {
        try repository.moveReference(
          "refs/heads/x",
          to: second,
          from: nil,
          message: "again",
          by: robot
        )
      }
      try repository.moveReference(
        "refs/heads/x",
        to: second,
        from: first,
        message: "moved",
        by: robot
      )
      let lost = #expect(throws: GitError.self) {
        try repository.moveReference(
          "refs/heads/x",
          to: first,
          from: first,
          message: "late",
          by: robot
        )
      }
      #expect(lost?.code == .moved)
      let gone = #expect(throws: GitError.self) {
        try repository.moveReference(
          "refs/heads/absent",
          to: first,
          from: first,
          message: "late",
          by: robot
        )
      }
      #expect(gone?.code == .moved)
      #expect(try git.git("rev-parse", "x") == second.hex)
      #expect(
        try git.git("reflog", "--format=%gs %gn", "x") == "moved Robot\nmade Robot"
      )
    }
  }

  @Test
  func saysThatALockIsHeld() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let id = try #require(ObjectID(hex: try git.commit("One")))
      try scratch.write(".git/refs/heads/x.lock", "")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let error = #expect(throws: GitError.self) {
        try repository.moveReference(
          "refs/heads/x",
          to: id,
          from: nil,
          message: "made",
          by: robot
        )
      }
      #expect(error?.code == .locked)
    }
  }

  @Test
  func followsSymbolicPackedAndAbsentReferences() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let id = try git.commit("One")
      try git.git("tag", "-a", "v1", "-m", "annotated")
      try git.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
      try git.git("pack-refs", "--all")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      #expect(try repository.reference("refs/heads/main")?.hex == id)
      #expect(try repository.reference("refs/heads/alias")?.hex == id)
      #expect(try repository.reference("refs/heads/absent") == nil)
      #expect(try repository.resolve("v1").hex == id)
      #expect(
        try repository.references(under: "refs/heads/") == ["refs/heads/alias", "refs/heads/main"]
      )
    }
  }

  @Test(arguments: [
    "absent", "", "HEAD~9", "main:nothing", "a b", "\u{0}", "--all", "^main", "@{-1}",
  ])
  func refusesWhatNamesNoCommit(revision: String) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let error = #expect(throws: GitError.self) { try repository.resolve(revision) }
      #expect(error?.operation == "find the revision '\(revision)'")
    }
  }

  @Test
  func knowsWhatLiesInAHistory() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let base = try #require(ObjectID(hex: try git.commit("One")))
      try git.branch("side")
      let side = try #require(ObjectID(hex: try git.commit("Side")))
      try git.go(to: "main")
      let main = try #require(ObjectID(hex: try git.commit("Main")))
      let repository = try Repository(discovering: scratch.path, environment: [:])
      #expect(try repository.mergeBase(side, main) == base)
      #expect(try repository.isAncestor(base, of: main))
      #expect(try repository.isAncestor(main, of: main))
      #expect(try !repository.isAncestor(side, of: main))
    }
  }
}
