import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct ChangeRunTests {
  private func rollback(_ tag: String, of service: String = "api") -> Rollback {
    Rollback([.init(service: service, to: PointerValue(tag: tag))], in: "production")
  }

  /// Runs a rollback to its end, with something to happen between plan and writing.
  private func run(
    _ world: CommonWorld,
    _ rollback: Rollback,
    remote: String? = nil,
    meanwhile: (Int) throws -> Void = { _ in }
  ) async throws -> WrittenChange {
    var turn = 0
    let layout = world.layout
    return try await ChangeRun(on: "refs/heads/main", pushingTo: remote, git: world.program).write(
      to: try world.world.open(),
      plan: { tip, repository in
        try rollback.plan(on: "refs/heads/main", at: tip, in: repository, layout: layout)
      },
      review: { _ in
        turn += 1
        try meanwhile(turn)
      }
    )
  }

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

  /// Two clones push through one bare remote; the one that comes second plans on the first's commit.
  @Test
  func pushesOnTopOfWhatSomebodyElsePushed() async throws {
    try await withScratch { scratch in
      let start = try OpsRepository.make(at: try scratch.folder("start"))
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let ours = try bare.clone(to: Folder(path: scratch.path("ours")))
      let theirs = try bare.clone(to: Folder(path: scratch.path("theirs")))
      try theirs.write("README", "theirs\n")
      let their = try theirs.commit("Theirs")
      let world = CommonWorld(ops: start, world: try PlanWorld(ours, policy: start.policy))
      let written = try await run(world, rollback("v0.9"), remote: "origin") { turn in
        if turn == 1 { try theirs.git("push", "--quiet", "origin", "main") }
      }
      #expect(written.isPushed)
      #expect(written.leftBehind == nil)
      #expect(try bare.git("log", "--format=%H", "-2", "main") == "\(try ours.head())\n\(their)")
      #expect(try ours.git("status", "--porcelain") == "")
      #expect(try ours.folder.text("README") == "theirs\n")
      #expect(try bare.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test
  func refusesToPushABranchThatDiverged() async throws {
    try await withScratch { scratch in
      let start = try OpsRepository.make(at: try scratch.folder("start"))
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let ours = try bare.clone(to: Folder(path: scratch.path("ours")))
      let theirs = try bare.clone(to: Folder(path: scratch.path("theirs")))
      try theirs.commit("Theirs")
      try theirs.git("push", "--quiet", "origin", "main")
      let local = try ours.commit("Only here")
      let world = CommonWorld(ops: start, world: try PlanWorld(ours, policy: start.policy))
      await #expect(
        throws: ChangeRefusal.diverged(branch: "refs/heads/main", remote: "origin")
      ) { try await run(world, rollback("v0.9"), remote: "origin") }
      #expect(try ours.head() == local)
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
