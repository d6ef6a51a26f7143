import Foundation
import OpsTestSupport
import Testing

/// A writing command that is killed at any moment leaves the repository as before or as after.
struct KillTests {
  @Test
  func aKilledRollbackIsDoneOrNotBegun() throws {
    try withScratch { scratch in
      let ops = try makeRepository(at: try scratch.folder("ops"))
      let before = try ops.repository.head()
      let (after, duration) = try undisturbedRollback(of: ops, in: scratch)
      var ends: Set<String> = []
      var step = 0
      // The delays sweep over the whole run, and on until one kill came too late.
      while step < 120 || !ends.contains(after) {
        let place = scratch.path("run-\(step)")
        let victim = try copy(ops, to: place)
        try kill(victim, after: duration * step / 100)
        let end = try victim.head()
        #expect([before, after].contains(end), "killed at \(step) %")
        ends.insert(end)
        try expectWhole(victim, "killed at \(step) %")
        try FileManager.default.removeItem(atPath: place)
        step += 1
      }
      #expect(ends == [before, after])
    }
  }

  /// The same without chance: killed at the first, second, third … system call that writes.
  ///
  /// The kernel counts for each thread and each child, so that git is killed under opsgate too.
  @Test(.enabled(if: KillAtWrite.isPossible, "needs strace and the right to trace"))
  func aRollbackKilledAtEveryWriteIsDoneOrNotBegun() throws {
    try withScratch { scratch in
      let ops = try makeRepository(at: try scratch.folder("ops"))
      let before = try ops.repository.head()
      let (after, _) = try undisturbedRollback(of: ops, in: scratch)
      var ends: Set<String> = []
      var count = 0
      var isKilled = true
      while isKilled, count < 2000 {
        count += 1
        let place = scratch.path("run-\(count)")
        let victim = try copy(ops, to: place)
        isKilled = try KillAtWrite(count: count, log: scratch.path("log"))
          .isHit(by: ["rollback", "api", "--env", "production"], in: victim)
        ends.insert(try victim.head())
        try expectWhole(victim, "killed at write \(count)")
        try FileManager.default.removeItem(atPath: place)
      }
      #expect(!isKilled)
      #expect(ends == [before, after])
    }
  }

  /// Two pointers to roll back: one for the command that is killed, one for the command after it.
  private func makeRepository(at folder: Folder) throws -> OpsRepository {
    let ops = try OpsRepository.make(at: folder)
    try ops.point("api", "production", at: "v1.1.0")
    try ops.point("web", "production", at: "v1.1.0")
    return ops
  }

  /// Where the branch ends when nobody disturbs, and how long that takes.
  private func undisturbedRollback(
    of ops: OpsRepository,
    in scratch: Folder
  ) throws -> (after: String, duration: Duration) {
    let undisturbed = try copy(ops, to: scratch.path("undisturbed"))
    let begin = ContinuousClock.now
    try undisturbed.opsgate("rollback", "api", "--env", "production").checked()
    return (try undisturbed.head(), begin.duration(to: .now))
  }

  private func copy(_ ops: OpsRepository, to path: String) throws -> GitFolder {
    try FileManager.default.copyItem(atPath: ops.folder.path, toPath: path)
    return GitFolder(at: Folder(path: path), clock: ops.repository.clock)
  }

  private func kill(_ victim: GitFolder, after delay: Duration) throws {
    let running = try victim.startOpsgate("rollback", "api", "--env", "production")
    let (seconds, attoseconds) = delay.components
    Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) / 1e18)
    running.kill()
    _ = try running.wait()
  }

  /// Git finds nothing wrong, and the next writing command of opsgate leaves a clean worktree.
  private func expectWhole(_ victim: GitFolder, _ when: Comment) throws {
    #expect(try victim.run(["fsck", "--strict", "--no-dangling"]).transcript == "", when)
    let next = try victim.opsgate("rollback", "web", "--env", "production")
    #expect(next.status == 0, "\(when): \(next)")
    #expect(try victim.git("status", "--porcelain") == "", when)
    #expect(try victim.run(["fsck", "--strict", "--no-dangling"]).transcript == "", when)
  }
}
