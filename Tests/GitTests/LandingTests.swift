import Glibc
import OpsTestSupport
import Testing

@testable import Git

/// The branch, the worktree and the index move together or not at all.
@Suite
struct LandingTests {
  @Test
  func movesTheWorktreeAndItsIndex() throws {
    try withWorld { world in
      try world.git.write("mine.txt", "untracked\n")
      try world.git.write("kept.txt", "my own change\n")
      #expect(try world.land() == .worktree)
      #expect(try world.git.head("main") == world.after.hex)
      #expect(
        try world.git.git("status", "--porcelain") == " M kept.txt\n?? mine.txt"
      )
      #expect(try world.git.git("diff-files", "--name-only") == "kept.txt")
      #expect(try world.git.git("reflog", "-1", "--format=%gs|%gn") == "landed|Robot")
      #expect(try world.git.git("fsck", "--strict") == "")
      #expect(!world.scratch.exists(".git/index.lock"))
      #expect(!world.scratch.exists("gone"))
    }
  }

  @Test(arguments: [
    ("changed.txt", "mine\n"), ("removed.txt", "mine\n"), ("added/new.txt", "in the way\n"),
    ("folder", "in the way\n"), ("run.sh", "mine\n"),
  ])
  func touchesNothingWhereAFileIsInTheWay(path: String, text: String) throws {
    try withWorld { world in
      try world.git.write(path, text)
      try world.expectRefusal(naming: path)
    }
  }

  @Test
  func touchesNothingWhereAChangeIsStaged() throws {
    try withWorld { world in
      try world.git.write("changed.txt", "staged\n")
      try world.git.git("add", "changed.txt")
      try world.git.write("changed.txt", "before\n")
      try world.expectRefusal(naming: "changed.txt")
    }
  }

  @Test
  func doesNotFollowALinkThatTookADirectorysPlace() throws {
    try withScratch { scratch in
      let world = try World(in: try scratch.folder("repository"))
      try scratch.write("outside/inside.txt", "before\n")
      try world.git.remove("gone")
      try Shell.run("ln", ["-s", scratch.path("outside"), world.scratch.path("gone")]).checked()
      try world.expectRefusal(naming: "gone/inside.txt")
      #expect(try scratch.text("outside/inside.txt") == "before\n")
    }
  }

  @Test(arguments: LandingStep.allCases)
  func isFinishedOrUndoneAfterAPowerCut(step: LandingStep) throws {
    try withWorld { world in
      try world.git.write("kept.txt", "my own change\n")
      #expect(throws: GitError.self) { try world.land(stoppingAfter: step) }
      let repository = try Repository(discovering: world.scratch.path, environment: [:])
      try repository.recover()
      let head = try world.git.head("main")
      let isMoved = ![.prepared, .journaled, .locked].contains(step)
      #expect(head == (isMoved ? world.after : world.before).hex)
      #expect(try world.git.git("status", "--porcelain") == " M kept.txt")
      #expect(try world.git.git("fsck", "--strict") == "")
      #expect(!world.scratch.exists(".git/index.lock"))
      #expect(try !repository.recover())
    }
  }

  @Test
  func goesOnWhereTheNewIndexWasBeingWritten() throws {
    try withWorld { world in
      #expect(throws: GitError.self) { try world.land(stoppingAfter: .files) }
      try world.scratch.write(".git/opsgate/index.new.lock", "half")
      try Repository(discovering: world.scratch.path, environment: [:]).recover()
      #expect(try world.git.git("status", "--porcelain") == "")
      #expect(try world.git.head("main") == world.after.hex)
    }
  }

  @Test
  func removesTheLockOfABranchOnlyWhereItIsOurs() throws {
    for (text, isOurs) in [
      (String(repeating: "0", count: 40) + "\n", false), ("", true), (nil, true),
    ] {
      try withWorld { world in
        #expect(throws: GitError.self) { try world.land(stoppingAfter: .locked) }
        let lock = ".git/refs/heads/main.lock"
        try world.scratch.write(lock, text ?? "\(world.after.hex)\n")
        try Repository(discovering: world.scratch.path, environment: [:]).recover()
        #expect(world.scratch.exists(lock) == !isOurs)
        #expect(try world.git.git("status", "--porcelain") == "")
      }
    }
  }

  @Test
  func keepsWhatAPersonChangedAfterAPowerCut() throws {
    try withWorld { world in
      #expect(throws: GitError.self) { try world.land(stoppingAfter: .moved) }
      try world.git.write("changed.txt", "mine\n")
      let repository = try Repository(discovering: world.scratch.path, environment: [:])
      try repository.recover()
      #expect(try world.scratch.text("changed.txt") == "mine\n")
      #expect(try world.git.git("status", "--porcelain") == " M changed.txt")
    }
  }

  @Test
  func losesARaceWithoutATrace() throws {
    try withWorld { world in
      let other = try world.git.git("commit-tree", "-p", world.before.hex, "-m", "x", "HEAD^{tree}")
      try world.git.git("update-ref", "refs/heads/main", other)
      let error = #expect(throws: GitError.self) { try world.land() }
      #expect(error?.code == .moved)
      #expect(try world.git.git("status", "--porcelain") == "")
      #expect(!world.scratch.exists(".git/index.lock"))
    }
  }

  @Test
  func respectsTheLockOfGit() throws {
    try withWorld { world in
      try world.scratch.write(".git/index.lock", "")
      let error = #expect(throws: GitError.self) { try world.land() }
      #expect(error?.code == .locked)
      #expect(try world.git.head("main") == world.before.hex)
      #expect(world.scratch.exists(".git/index.lock"))
    }
  }

  @Test(arguments: [["checkout", "-q", "--detach"], ["switch", "-q", "-c", "elsewhere"]])
  func movesOnlyTheBranchWhereItIsNotCheckedOut(command: [String]) throws {
    try withWorld { world in
      try world.git.run(command).checked()
      try world.git.write("changed.txt", "mine\n")
      #expect(try world.land() == .branchOnly)
      #expect(try world.git.head("main") == world.after.hex)
      #expect(try world.git.git("status", "--porcelain") == " M changed.txt")
    }
  }

  @Test
  func movesTheBranchOfABareRepository() throws {
    try withScratch { scratch in
      let world = try World(in: try scratch.folder("source"))
      try world.git.git("branch", "next", world.after.hex)
      let bare = try world.git.bareClone(to: try scratch.folder("bare.git"))
      let repository = try Repository(discovering: bare.path, environment: [:])
      #expect(try repository.land(world.move, stoppingAfter: nil) == .branchOnly)
      #expect(try bare.head("main") == world.after.hex)
    }
  }

  @Test
  func refusesABranchOfAnotherWorktree() throws {
    try withScratch { scratch in
      let world = try World(in: try scratch.folder("first"))
      try world.git.git("worktree", "add", "-q", "-b", "side", scratch.path("second"))
      let second = GitFolder(at: Folder(path: scratch.path("second")), clock: world.git.clock)
      let repository = try Repository(discovering: second.path, environment: [:])
      let error = #expect(throws: GitError.self) {
        try repository.land(world.move, stoppingAfter: nil)
      }
      #expect(error?.code == .dirty)
      #expect(error?.reason.contains(world.scratch.path) == true)
      #expect(try world.git.head("main") == world.before.hex)

      let side = BranchMove(
        branch: "refs/heads/side",
        from: world.before,
        to: world.after,
        message: "landed",
        person: World.robot
      )
      #expect(try repository.land(side) == .worktree)
      #expect(try second.git("status", "--porcelain") == "")
      #expect(try second.git("rev-parse", "HEAD") == world.after.hex)
    }
  }

  @Test
  func waitsForWhatGitHasNotFinished() throws {
    try withWorld { world in
      try world.scratch.write(".git/MERGE_HEAD", world.after.hex + "\n")
      let error = #expect(throws: GitError.self) { try world.land() }
      #expect(error?.reason == "a merge is under way in it")
    }
  }

  @Test
  func keepsLineEndingsOfTheWorktree() throws {
    try withWorld { world in
      try world.git.git("config", "core.autocrlf", "true")
      for name in ["changed.txt", "removed.txt", "gone/inside.txt", "run.sh", "folder"]
      where name != "folder" { try world.scratch.remove(name) }
      try world.git.git("checkout", "--", ".")
      #expect(try world.scratch.text("changed.txt") == "before\r\n")
      #expect(try world.land() == .worktree)
      #expect(try world.scratch.text("changed.txt") == "after\r\n")
      #expect(try world.git.git("status", "--porcelain") == "")
    }
  }

  @Test
  func leavesOutWhatASparseCheckoutLeavesOut() throws {
    try withWorld { world in
      try world.git.git("update-index", "--skip-worktree", "changed.txt")
      try world.scratch.remove("changed.txt")
      #expect(try world.land() == .worktree)
      #expect(!world.scratch.exists("changed.txt"))
      #expect(try world.git.git("status", "--porcelain") == "")
      #expect(try world.git.git("ls-files", "-t", "changed.txt") == "S changed.txt")
    }
  }

  @Test
  func leavesFilesWithAFilterProgramToGit() throws {
    try withWorld { world in
      try world.scratch.write(".git/info/attributes", "changed.txt filter=seal\n")
      try world.git.git("config", "filter.seal.smudge", "cat")
      let error = #expect(throws: GitError.self) { try world.land() }
      #expect(error?.code == .other)
      #expect(error?.reason.contains("'seal'") == true)
    }
  }

  @Test
  func anEmptyDirectoryMakesWay() throws {
    try withWorld { world in
      _ = try world.scratch.folder("added/new.txt")
      #expect(try world.land() == .worktree)
      #expect(try world.scratch.text("added/new.txt") == "after\n")
      #expect(try world.git.git("status", "--porcelain") == "")
    }
  }

  /// Nothing is half done where a directory cannot be written to; root can write everywhere.
  @Test(.disabled(if: getuid() == 0, "root may write to every directory"))
  func touchesNothingWhereADirectoryIsClosed() throws {
    try withWorld { world in
      try Shell.run("chmod", ["555", world.scratch.path("gone")]).checked()
      let error = #expect(throws: GitError.self) { try world.land() }
      try Shell.run("chmod", ["755", world.scratch.path("gone")]).checked()
      #expect(error?.reason == "nothing can be written to the directory 'gone'")
      #expect(try world.git.head("main") == world.before.hex)
      #expect(try world.git.git("status", "--porcelain") == "")
    }
  }

  private func withWorld(_ body: (World) throws -> Void) throws {
    try withScratch { scratch in try body(World(in: scratch)) }
  }
}

/// A repository on `main`, and a commit on top of it that changes files of every kind.
struct World {
  let scratch: Folder
  let git: GitFolder
  let before: ObjectID
  let after: ObjectID

  static let robot = Signature(name: "Robot", email: "robot@acme.example", time: 0, offset: 0)

  init(in scratch: Folder) throws {
    self.scratch = scratch
    git = try GitFolder.make(at: scratch)
    let files = ["kept.txt", "changed.txt", "removed.txt", "gone/inside.txt", "run.sh"]
    for name in files { try git.write(name, "before\n") }
    try git.write("folder", "a file\n")
    before = try #require(ObjectID(hex: git.commit("Before")))
    try git.write("changed.txt", "after\n")
    try git.write("added/new.txt", "after\n")
    for name in ["removed.txt", "gone", "folder"] { try git.remove(name) }
    try git.write("folder/inside.txt", "after\n")
    try Shell.run("chmod", ["755", scratch.path("run.sh")]).checked()
    try Shell.run("ln", ["-s", "changed.txt", scratch.path("link")]).checked()
    after = try #require(ObjectID(hex: git.commit("After")))
    try git.git("reset", "--quiet", "--hard", before.hex)
  }

  var move: BranchMove {
    BranchMove(
      branch: "refs/heads/main",
      from: before,
      to: after,
      message: "landed",
      person: Self.robot
    )
  }

  func land(stoppingAfter step: LandingStep? = nil) throws -> Landing {
    try Repository(discovering: scratch.path, environment: [:]).land(move, stoppingAfter: step)
  }

  func expectRefusal(naming path: String) throws {
    let state = try FolderState(of: scratch)
    let error = #expect(throws: GitError.self) { try land() }
    #expect(error?.code == .dirty)
    #expect(error?.reason.contains("'\(path)'") == true, "\(error?.reason ?? "")")
    let changes = try FolderState(of: scratch).differences(from: state)
    #expect(changes == [])
    #expect(try git.head("main") == before.hex)
  }
}
