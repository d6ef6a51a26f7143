import OpsTestSupport
import Testing

@testable import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A landing that is killed at any moment is finished or undone by the next `recover()`.
@Suite
struct LandingKillTests {
  @Test(arguments: stride(from: 0, to: 5_000, by: 200).map(\.self))
  func isAsBeforeOrAsAfter(microseconds: Int) async throws {
    try await withScratch { scratch in
      let world = try World(in: scratch)
      try world.git.write("kept.txt", "my own change\n")
      let (before, after) = (world.before.hex, world.after.hex)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          path = scratch.path as String, before = before as String, after = after as String,
          delay = microseconds as Int
        ] in
        try Self.landAndDie(in: path, from: before, to: after, after: delay)
      }
      let repository = try Repository(discovering: scratch.path, environment: [:])
      try repository.recover()
      let head = try world.git.head("main")
      #expect([before, after].contains(head))
      #expect(try world.git.git("status", "--porcelain") == " M kept.txt")
      #expect(try world.git.git("fsck", "--strict", "--no-dangling") == "")
      for lock in ["index.lock", "HEAD.lock", "refs/heads/main.lock"] {
        #expect(!scratch.exists(".git/\(lock)"))
      }
      // Whoever comes next can go on.
      try world.git.git("reset", "--quiet", "--hard", before)
      #expect(try world.land() == .worktree)
    }
  }

  private static func landAndDie(
    in path: String,
    from before: String,
    to after: String,
    after microseconds: Int
  ) throws {
    let repository = try Repository(discovering: path, environment: [:])
    let move = BranchMove(
      branch: "refs/heads/main",
      from: ObjectID(hex: before),
      to: try #require(ObjectID(hex: after)),
      message: "landed",
      person: World.robot
    )
    Task.detached {
      // Everything is prepared now; what lies before changes nothing that git looks at.
      while access(path + "/.git/opsgate/journal", F_OK) != 0 {}
      usleep(UInt32(microseconds))
      kill(getpid(), SIGKILL)
    }
    _ = try repository.land(move)
    kill(getpid(), SIGKILL)
  }
}
