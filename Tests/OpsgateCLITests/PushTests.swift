import OpsTestSupport
import Testing

/// `--push`, and several operators at once.
struct PushTests {
  @Test
  func theRemoteHasItAndTheBranchFollows() throws {
    try withScratch { scratch in
      let (bare, ana, _) = try makeRemote(scratch)
      let run = try ana.opsgate("rollback", "api", "--env", "production", "--push")
      #expect(run.status == 0, "\(run)")
      #expect(try bare.head("main") == ana.head("main"))
      #expect(run.stdout == (try ana.head()) + "\n")
      let machine = try ana.opsgate(
        "rollback",
        "web",
        "--env",
        "production",
        "--push",
        "--format",
        "json"
      )
      #expect(machine.stdout.contains("\"pushed\": true"))
    }
  }

  @Test
  func whoIsSlowerDoesItAgainOnTheNewTip() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try bo.opsgate("rollback", "web", "--env", "production", "--push").checked()
      let run = try ana.opsgate("rollback", "api", "--env", "production", "--push")
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("note: 'origin' is ahead of 'main' here; doing it on "))
      #expect(try bare.head("main") == ana.head("main"))
      #expect(try bare.head("main~1") == bo.head("main"))
      #expect(try ana.git("status", "--porcelain") == "")
    }
  }

  @Test
  func whoMovesTheSamePointerIsStopped() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try bo.git("config", "user.name", "Bo Berg")
      try bo.opsgate("rollback", "api", "--env", "production", "--push").checked()
      let run = try ana.opsgate("rollback", "api", "--env", "production", "--push")
      #expect(run.status == 75, "\(run)")
      #expect(
        run.stderr.contains(
          """
          error: somebody else moved 'api' in 'production' meanwhile
            because: it held 'v1.1.0' and now holds 'v1.0.0'
            hint: bring it here where the remote has it (`git pull`), look at it with `opsgate why api production`, then decide again
          """
        )
      )
      #expect(try bare.head("main") == bo.head("main"))
    }
  }

  /// A clone that nobody pulled plans on what the remote has, also where nothing is left to do.
  @Test
  func aStaleCloneAsksTheRemoteFirst() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try bo.opsgate("promote", "web", "--to", "dev", "--tag", "v3", "--push").checked()
      let run = try ana.opsgate("promote", "web", "--to", "staging", "--push")
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("note: 'origin' is ahead of 'main' here; doing it on "))
      #expect(try bare.git("log", "-1", "--format=%s", "main") == "Promote web to v3 in staging")
    }
  }

  @Test
  func aRemoteThatIsNotThere() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.point("api", "production", at: "v1.1.0")
      let head = try ops.repository.head()
      let run = try ops.repository.opsgate("rollback", "api", "--env", "production", "--push")
      #expect(run.status == 74, "\(run)")
      #expect(try ops.repository.head() == head)
    }
  }

  private func makeRemote(
    _ scratch: Folder
  ) throws -> (bare: GitFolder, ana: GitFolder, bo: GitFolder) {
    let ops = try OpsRepository.make(at: try scratch.folder("seed"))
    try ops.point("api", "production", at: "v1.1.0")
    try ops.point("web", "production", at: "v1.1.0")
    let bare = try ops.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
    let ana = try bare.clone(to: Folder(path: scratch.path("ana")))
    let bo = try bare.clone(to: Folder(path: scratch.path("bo")))
    return (bare, ana, bo)
  }
}
