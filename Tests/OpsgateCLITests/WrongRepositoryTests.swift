import OpsTestSupport
import Testing

/// Repositories that opsgate cannot use as they are: each is named, with the way out, and left alone.
struct WrongRepositoryTests {
  @Test
  func noRepository() throws {
    try withScratch { scratch in
      let place = GitFolder(at: try scratch.folder("elsewhere"))
      try expectHarmless(
        "no-repository",
        "status",
        "get api production",
        "log",
        "rollback api --env production",
        "revert HEAD",
        "promote --to staging",
        "-C nowhere status",
        in: place,
        scratch: scratch
      )
    }
  }

  @Test
  func unbornBranch() throws {
    try withScratch { scratch in
      let empty = try GitFolder.make(at: try scratch.folder("ops"))
      try expectHarmless(
        "unborn-branch",
        "status",
        "log",
        "get api production",
        "rollback api --env production",
        "revert HEAD",
        in: empty,
        scratch: scratch
      )
    }
  }

  @Test
  func bareAndEmpty() throws {
    try withScratch { scratch in
      let empty = try GitFolder.make(at: try scratch.folder("ops"), options: ["--bare"])
      try expectHarmless(
        "bare-and-empty",
        "status",
        "diff dev staging",
        in: empty,
        scratch: scratch
      )
    }
  }

  @Test
  func detachedHead() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.point("api", "production", at: "v1.1.0")
      try ops.repository.git("switch", "--quiet", "--detach")
      try expectHarmless(
        "detached-head",
        "get api production",
        "log api --env production -n 1",
        "rollback api --env production --dry-run",
        "revert HEAD --dry-run",
        in: ops.repository,
        scratch: scratch
      )
      let head = try ops.repository.head()
      try ops.repository.opsgate("rollback", "api", "--env", "production").checked()
      #expect(try ops.repository.git("rev-parse", "HEAD", "main~1") == "\(head)\n\(head)")
      #expect(try ops.repository.git("status", "--porcelain") == "")
    }
  }

  @Test
  func shallowClone() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.point("api", "production", at: "v1.1.0")
      try ops.point("api", "production", at: "v1.2.0")
      let shallow = try ops.repository.clone(
        to: Folder(path: scratch.path("shallow")),
        options: ["--depth", "2"]
      )
      try expectHarmless(
        "shallow-clone",
        "get api production",
        "status",
        "log",
        "why api production",
        "rollback api --env production --dry-run",
        in: shallow,
        scratch: scratch
      )
    }
  }

  @Test
  func objectNamesOfSHA256() throws {
    try withScratch { scratch in
      let ops = try GitFolder.make(
        at: try scratch.folder("ops"),
        options: ["--object-format=sha256"]
      )
      try ops.write("a", "1\n")
      try ops.git("add", "--all")
      try ops.git("commit", "--quiet", "--message", "One")
      try expectHarmless("sha256", "status", "revert HEAD", in: ops, scratch: scratch)
    }
  }

  @Test
  func worktreeConfiguration() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.git("config", "extensions.worktreeConfig", "true")
      try ops.repository.git("config", "core.repositoryFormatVersion", "1")
      try expectHarmless("worktree-config", "status", in: ops.repository, scratch: scratch)
    }
  }

  @Test
  func partialClone() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.git("config", "uploadpack.allowFilter", "true")
      try ops.point("api", "production", at: "v1.1.0")
      try ops.point("api", "production", at: "v1.2.0")
      let partial = try ops.repository.clone(
        to: Folder(path: scratch.path("partial")),
        options: ["--filter=blob:none"]
      )
      try expectHarmless(
        "partial-clone",
        "get api production",
        "status",
        "log",
        "rollback api --env production",
        in: partial,
        scratch: scratch
      )
    }
  }

  @Test
  func partialCloneWithNoBlobs() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.git("config", "uploadpack.allowFilter", "true")
      let partial = try ops.repository.clone(
        to: Folder(path: scratch.path("partial")),
        options: ["--filter=blob:none", "--bare"]
      )
      try expectHarmless(
        "partial-clone-without-blobs",
        "get api production",
        "status",
        in: partial,
        scratch: scratch
      )
    }
  }

  @Test(.enabled(if: isRoot, "only root can give a file away"))
  func foreignOwner() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try Shell.run("chown", ["-R", "12345", ops.folder.path]).checked()
      try expectHarmless(
        "foreign-owner",
        "status",
        "rollback api --env production",
        in: ops.repository,
        scratch: scratch
      )
    }
  }

  private static let isRoot = (try? Shell.run("id", ["-u"]).stdout) == "0\n"

  @Test
  func replacedCommitsAreReadAsTheyReallyAre() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let honest = try ops.point("api", "production", at: "v1.1.0")
      let forged = try ops.point("api", "production", at: "v6.6.6")
      try ops.repository.git("reset", "--quiet", "--hard", honest)
      try ops.repository.git("replace", honest, forged)
      try ops.repository.write(".git/info/grafts", "\(honest)\n")
      try expectHarmless(
        "replaced-commits",
        "get api production",
        "log --env production",
        in: ops.repository,
        scratch: scratch
      )
    }
  }
}
