import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct ChangePushTests {
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

  /// Three clones, one bare remote, all at once: each change stands there once, none is lost.
  @Test
  func threeClonesPushAtOnce() async throws {
    try await withScratch { scratch in
      let names = ["api", "db", "web"]
      let start = try OpsRepository.make(at: try scratch.folder("start"), services: names)
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let worlds = try names.map { name in
        let clone = try bare.clone(to: Folder(path: scratch.path(name)))
        return CommonWorld(ops: start, world: try PlanWorld(clone, policy: start.policy))
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (name, world) in zip(names, worlds) {
          group.addTask {
            let written = try await run(world, rollback("v0.9", of: name), remote: "origin")
            #expect(written.isPushed)
          }
        }
        try await group.waitForAll()
      }
      let subjects = try bare.git("log", "--format=%s", "-3", "main").split(separator: "\n")
      #expect(subjects.sorted() == names.map { "Roll back \($0) to v0.9 in production" })
      #expect(try bare.git("rev-list", "--count", "main") == "4")
      for world in worlds { #expect(try world.git.git("status", "--porcelain") == "") }
    }
  }

  /// A remote whose branch is only locked, and a branch here that has more than the remote.
  @Test
  func triesAgainWhereTheRemoteIsLocked() async throws {
    try await withScratch { scratch in
      let start = try OpsRepository.make(at: try scratch.folder("start"))
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let ours = try bare.clone(to: Folder(path: scratch.path("ours")))
      let local = try ours.commit("Only here")
      let lock = "refs/heads/main.lock"
      try bare.folder.write(lock, "")
      let world = CommonWorld(ops: start, world: try PlanWorld(ours, policy: start.policy))
      let written = try await run(world, rollback("v0.9"), remote: "origin") { turn in
        if turn == 2 { try bare.folder.remove(lock) }
      }
      #expect(written.isPushed)
      #expect(try bare.head("main~1") == local)
      #expect(try bare.head("main") == ours.head())
    }
  }

  /// What was pushed stands, also where the branch here cannot follow any more.
  @Test
  func saysThatTheBranchHereStayedBehind() async throws {
    try await withScratch { scratch in
      let start = try OpsRepository.make(at: try scratch.folder("start"))
      let bare = try start.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      let ours = try bare.clone(to: Folder(path: scratch.path("ours")))
      try ours.git("switch", "--quiet", "--create", "side")
      let local = try ours.git("commit-tree", "-p", "main", "-m", "Only here", "main^{tree}")
      let hook = "#!/bin/sh\ngit update-ref refs/heads/main \(local)\n"
      try ours.write(".git/hooks/pre-push", hook)
      try Shell.run("chmod", ["755", ours.folder.path(".git/hooks/pre-push")]).checked()
      let world = CommonWorld(ops: start, world: try PlanWorld(ours, policy: start.policy))
      let written = try await run(world, rollback("v0.9"), remote: "origin")
      #expect(written.isPushed)
      #expect(written.leftBehind?.code == .moved)
      #expect(try ours.head("main") == local)
      #expect(try bare.head("main") == written.commits.last?.hex)
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
}
