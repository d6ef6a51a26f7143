import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct ChangeRunTests {
  @Test
  func movesBranchIndexAndFilesTogether() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let before = try world.git.head()
      let written = try await run(world, rollback("v0.9"))
      #expect(written.commits.map(\.hex) == [try world.git.head()])
      #expect(try world.git.git("rev-parse", "HEAD^") == before)
      #expect(try world.git.git("status", "--porcelain") == "")
      #expect(try world.ops.folder.text(world.ops.file("api", "production")).contains("tag: v0.9 "))
      #expect(try world.git.git("fsck", "--strict", "--full", "--no-dangling") == "")
      #expect(
        try world.git.git("reflog", "-1", "--format=%gs")
          == "opsgate: Roll back api to v0.9 in production"
      )
    }
  }

  @Test
  func repeatsToTheSameCommit() async throws {
    var seen: Set<String> = []
    for _ in 1...2 {
      try await withScratch { scratch in
        let world = try CommonWorld.make(at: scratch)
        seen.insert(try await run(world, rollback("v0.9")).commits.map(\.hex).joined())
      }
    }
    #expect(seen.count == 1)
  }

  @Test
  func leavesEverythingAloneWhereFilesAreInTheWay() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let file = world.ops.file("api", "production")
      try world.git.write(file, try world.ops.folder.text(file) + "# being edited\n")
      let before = try FolderState(of: world.git.folder)
      let error = await #expect(throws: GitError.self) { try await run(world, rollback("v0.9")) }
      #expect(error?.code == .dirty)
      #expect(try FolderState(of: world.git.folder).differences(from: before) == [])
      // A neighbour's edit is nobody's business.
      try world.git.git("checkout", "--quiet", file)
      try world.git.write(world.ops.file("web", "production"), "image: {tag: v7}\n")
      _ = try await run(world, rollback("v0.9"))
      #expect(try world.git.git("status", "--porcelain") == " M apps/web/production/values.yaml")
    }
  }

  @Test
  func plansAnewWhenTheBranchMoved() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let written = try await run(world, rollback("v0.9")) { turn in
        if turn == 1 { try world.ops.point("web", "production", at: "v2") }
      }
      let log = try world.git.git("log", "--format=%s", "-2")
      #expect(
        log == "Roll back api to v0.9 in production\nSet web to v2 in production"
      )
      #expect(written.commits.count == 1)
      #expect(try world.git.git("status", "--porcelain") == "")
    }
  }

  @Test
  func stopsWhenThePointerItselfMoved() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let refusal = await #expect(throws: ChangeRefusal.self) {
        try await run(world, rollback("v0.9")) { turn in
          if turn == 1 { try world.ops.point("api", "production", at: "v2") }
        }
      }
      let key = PointerKey(service: "api", environment: "production")
      #expect(refusal == .overtaken(key, expected: "v1.0.0", found: "v2"))
      #expect(try world.git.git("log", "-1", "--format=%s") == "Set api to v2 in production")
    }
  }

  /// Who did the very same thing was faster: the words say what the pointer holds now.
  @Test
  func stopsWhenSomebodyElseDidTheSame() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let refusal = await #expect(throws: ChangeRefusal.self) {
        try await run(world, rollback("v0.9")) { turn in
          if turn == 1 { try world.ops.point("api", "production", at: "v0.9") }
        }
      }
      let key = PointerKey(service: "api", environment: "production")
      #expect(refusal == .overtaken(key, expected: "v1.0.0", found: "v0.9"))
    }
  }

  /// The first of two commits tells what the pointer held, when both move it.
  @Test
  func plansAnewASequenceThatMovesOnePointerTwice() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let first = try world.ops.point("api", "production", at: "v2")
      let second = try world.ops.point("api", "production", at: "v3")
      let ids = try [second, first].map { try #require(ObjectID(hex: $0)) }
      let (layout, program) = (world.layout, world.program)
      var turn = 0
      let written = try await ChangeRun(on: "refs/heads/main", git: program).write(
        to: try world.world.open(),
        plan: { tip, repository in
          try await Revert(ids).plan(
            on: "refs/heads/main",
            at: tip,
            in: repository,
            layout: layout,
            git: program
          )
        },
        review: { _ in
          turn += 1
          if turn == 1 { try world.ops.point("web", "production", at: "v2") }
        }
      )
      #expect(written.commits.count == 2)
      #expect(turn == 2)
      #expect(try world.git.git("status", "--porcelain") == "")
      #expect(try world.git.git("fsck", "--strict", "--no-dangling") == "")
      let text = try world.ops.folder.text(world.ops.file("api", "production"))
      #expect(text.contains("tag: v1.0.0 "))
    }
  }

  @Test
  func givesUpARaceThatItNeverWins() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      var turns = 0
      let error = await #expect(throws: GitError.self) {
        try await run(world, rollback("v0.9")) { turn in
          turns = turn
          try world.ops.point("web", "production", at: "v\(turn)")
        }
      }
      #expect(error?.code == .moved)
      #expect(turns == ChangeRun.attempts)
      #expect(try world.git.git("status", "--porcelain") == "")
    }
  }

  @Test
  func signsEveryCommitOfASequence() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: try scratch.folder("ops"))
      let key = scratch.path("key")
      try Shell.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]).checked()
      try scratch.write("signers", "ana@acme.example \(try scratch.text("key.pub"))")
      let settings = [
        "commit.gpgSign": "true", "gpg.format": "ssh", "user.signingKey": key,
        "gpg.ssh.allowedSignersFile": scratch.path("signers"),
      ]
      let ids = try [
        world.ops.point("api", "production", at: "v2"),
        world.ops.point("web", "production", at: "v2"),
      ].map { try #require(ObjectID(hex: $0)) }
      for (name, value) in settings { try world.git.git("config", name, value) }
      let (layout, program) = (world.layout, world.program)
      _ = try await ChangeRun(on: "refs/heads/main", git: program).write(
        to: try world.world.open(),
        plan: { tip, repository in
          try await Revert(ids).plan(
            on: "refs/heads/main",
            at: tip,
            in: repository,
            layout: layout,
            git: program
          )
        },
        review: { _ in }
      )
      #expect(try world.git.run(["verify-commit", "HEAD", "HEAD~1"]).status == 0)
      #expect(try world.git.run(["verify-commit", "HEAD~2"]).status != 0)
      #expect(try world.git.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test
  func writesNothingWhereSigningFails() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.git("config", "commit.gpgSign", "true")
      try world.git.git("config", "gpg.program", "/bin/false")
      let before = try FolderState(of: world.git.folder)
      let error = await #expect(throws: GitError.self) { try await run(world, rollback("v0.9")) }
      #expect(error?.code == .unsigned)
      #expect(try FolderState(of: world.git.folder).differences(from: before) == [])
    }
  }

  @Test
  func worksInABareRepository() async throws {
    try await withScratch { scratch in
      let start = try OpsRepository.make(at: try scratch.folder("start"))
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let world = CommonWorld(ops: start, world: try PlanWorld(bare, policy: start.policy))
      let written = try await run(world, rollback("v0.9"))
      #expect(try bare.head("main") == written.commits.last?.hex)
    }
  }
}
