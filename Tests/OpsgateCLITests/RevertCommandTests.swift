import OpsTestSupport
import Testing

struct RevertCommandTests {
  @Test
  func aDryRunShowsAndWritesNothing() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let before = try FolderState(of: scratch)
      try expectGolden(
        demo.typed(
          "revert HEAD --dry-run",
          "revert HEAD~1 --dry-run",
          "revert HEAD~3..HEAD~1 -n --format json",
          "revert HEAD~5 -n",
          "revert HEAD~1 --service web",
          "revert HEAD~1 --service ghost",
          "revert nosuch",
          "revert HEAD..HEAD",
          "revert",
          "revert HEAD -m 1 -n"
        ),
        "dry-run.txt"
      )
      #expect(try FolderState(of: scratch).differences(from: before) == [])
    }
  }

  @Test
  func itIsWhatGitRevertWouldDo() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.point("api", "production", at: "v1.1.0")
      try ops.point("web", "production", at: "v2.0.0", message: "Set web\n\nFor a reason.")
      let stock = try ops.repository.clone(to: Folder(path: scratch.path("stock")))
      try stock.git("revert", "--no-edit", "HEAD~1..HEAD", "HEAD~1")
      try ops.repository.opsgate("revert", "HEAD~1..HEAD", "HEAD~1").checked()
      let format = ["log", "-3", "--format=%T%n%B"]
      #expect(try ops.repository.run(format).stdout == stock.run(format).stdout)
      #expect(try ops.repository.git("status", "--porcelain") == "")
      #expect(try ops.repository.run(["fsck", "--strict"]).transcript == "")
    }
  }

  @Test
  func aSessionWithReapplyAndConflict() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "revert HEAD~1",
          "revert HEAD~2",
          "revert HEAD",
          "revert 0c36e26fdf",
          "revert HEAD~8 HEAD~7",
          "log --env production -n 3"
        ),
        "session.txt"
      )
      #expect(try demo.git("status", "--porcelain") == "")
    }
  }

  @Test
  func aMergeIsRevertedByNamingItsMainline() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.branch("feature")
      try ops.point("api", "production", at: "v1.1.0")
      try ops.repository.go(to: "main")
      try ops.repository.merge("feature", message: "Merge branch 'feature'")
      try expectGolden(
        ops.repository.typed("revert HEAD", "revert HEAD -m 3", "revert HEAD -m 1", "log -n 1"),
        "merge.txt"
      )
    }
  }
}
