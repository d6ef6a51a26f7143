import OpsTestSupport
import Testing

struct RollbackCommandTests {
  @Test
  func aDryRunShowsAndWritesNothing() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let before = try FolderState(of: scratch)
      try expectGolden(
        demo.typed(
          "rollback api --env production --dry-run",
          "rollback api worker --env production -n",
          "rollback api --env production -n --format json",
          "rollback web --env production",
          "rollback api --env production --to v9",
          "rollback api --env production --to v9 --force -n",
          "rollback api --env production --to v1.5.0",
          "rollback api --env production --force",
          "rollback --env production",
          "rollback api --env production --remote origin",
          "rollback api --env production --push -n"
        ),
        "dry-run.txt"
      )
      #expect(try FolderState(of: scratch).differences(from: before) == [])
    }
  }

  @Test
  func itGoesBackAndNeverForth() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "rollback api --env production",
          "rollback api --env production --format json",
          "rollback api --env production",
          "log api --env production -n 2",
          "rollback api worker --env production --to v0.9.0",
          "rollback worker --env production --to v0.9.0",
          "rollback worker --env production --to v0.9.0"
        ) + demo.typedOnTerminal("rollback web --env production --to v2.1.0"),
        "session.txt"
      )
      #expect(try demo.git("status", "--porcelain") == "")
      #expect(try demo.run(["fsck", "--strict"]).transcript == "")
      #expect(try demo.folder.text("apps/api/production/values.yaml").contains("replicas: 4"))
    }
  }

  @Test
  func anotherToolsMarkerIsNamed() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let marker = #"v1.1.0 # {"$imagepolicy": "flux-system:api:tag"}"#
      try ops.point("api", "production", at: marker)
      #expect(
        try ops.repository.opsgate("rollback", "api", "--env", "production", "-n").stderr == """
          warning: apps/api/production/values.yaml:4: Flux image automation owns 'api' in \
          'production' and will undo this
            hint: remove the `$imagepolicy` comment, or suspend the ImageUpdateAutomation

          """
      )
    }
  }

  @Test
  func aBareRepositoryAndAFileThatIsNotClean() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let bare = try demo.bareClone(to: Folder(path: scratch.path("bare.git")))
      try expectGolden(
        bare.typed("rollback api --env production", "get api production"),
        "bare.txt"
      )
      try demo.write("apps/api/production/values.yaml", "mine: true\n")
      let head = try demo.head()
      let run = try demo.opsgate("rollback", "api", "--env", "production")
      #expect(run.status == 1, "\(run)")
      #expect(run.stderr.contains("apps/api/production/values.yaml"))
      #expect(try demo.head() == head)
      #expect(try demo.folder.text("apps/api/production/values.yaml") == "mine: true\n")
    }
  }
}
