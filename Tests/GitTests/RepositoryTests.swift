import Git
import OpsTestSupport
import Testing

@Suite
struct RepositoryTests {
  private func open(_ path: String, _ environment: [String: String] = [:]) throws(GitError) {
    _ = try Repository(discovering: path, environment: environment)
  }

  @Test
  func opensFromADirectoryBelow() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("apps/api/values.yaml", "tag: v1\n")
      let id = try git.commit("Start")
      let repository = try Repository(discovering: scratch.path("apps/api"), environment: [:])
      #expect(try repository.resolve("HEAD").hex == id)
      #expect(repository.worktree == scratch.path + "/")
      #expect(repository.isBare == false)
      #expect(repository.isShallow == false)
      #expect(repository.promisorRemote == nil)
    }
  }

  @Test
  func opensBareLinkedAndAlternateRepositories() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("work"))
      try git.write("a", "1\n")
      let id = try git.commit("Start")
      let bare = try git.bareClone(to: Folder(path: scratch.path("bare.git")))
      try git.git("worktree", "add", "--quiet", scratch.path("linked"), "-b", "other")
      try git.git("clone", "--quiet", "--shared", git.path, scratch.path("shared"))

      for place in [bare.path, scratch.path("linked"), scratch.path("shared")] {
        let repository = try Repository(discovering: place, environment: [:])
        #expect(try repository.commit(repository.resolve("HEAD")).id.hex == id)
      }
      let linked = try Repository(discovering: scratch.path("linked"), environment: [:])
      #expect(linked.commonDirectory == git.path + "/.git/")
      #expect(linked.gitDirectory.hasSuffix("/.git/worktrees/linked/"))
      #expect(try Repository(discovering: bare.path, environment: [:]).isBare == true)
    }
  }

  @Test
  func honoursGitDirOfTheEnvironment() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("work"))
      let id = try git.commit("Start")
      let repository = try Repository(
        discovering: scratch.path,
        environment: ["GIT_DIR": "work/.git", "GIT_WORK_TREE": "work"]
      )
      #expect(try repository.resolve("main").hex == id)
      #expect(repository.worktree == git.path + "/")
    }
  }

  @Test
  func saysThatThereIsNoRepository() throws {
    try withScratch { scratch in
      let error = #expect(throws: GitError.self) { try open(scratch.path) }
      #expect(error?.code == .notARepository)
      #expect(
        error?.description == "cannot open the ops repository at '\(scratch.path)': "
          + "neither it nor a directory above it is a git repository"
      )
      let absent = #expect(throws: GitError.self) { try open(scratch.path("absent")) }
      #expect(absent?.reason == "no such directory")
    }
  }

  @Test(arguments: [
    (["--object-format=sha256"], [], "SHA-256"),
    ([], ["core.repositoryformatversion=1", "extensions.refStorage=reftable"], "reftable"),
    ([], ["core.repositoryformatversion=1", "extensions.worktreeConfig=true"], "worktreeConfig"),
    ([], ["core.repositoryformatversion=1", "extensions.partialClone=origin"], "partial clone"),
    ([], ["core.repositoryformatversion=1", "extensions.novelty=yes"], "extensions.novelty"),
  ])
  func namesWhatThisLibgit2CannotRead(options: [String], keys: [String], word: String) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch, options: options)
      for key in keys {
        let parts = key.split(separator: "=").map(String.init)
        // By file, since git itself refuses to touch an extension that it does not know.
        try git.run(["config", "--file", scratch.path(".git/config")] + parts).checked()
      }
      let error = #expect(throws: GitError.self) { try open(scratch.path) }
      #expect(error?.code == .unsupported)
      #expect(error?.reason.contains(word) == true)
      #expect(error?.hint != nil)
    }
  }

  @Test
  func namesTheEndOfAShallowClone() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("work"))
      try git.commit("One")
      try git.commit("Two")
      let shallow = try git.clone(to: Folder(path: scratch.path("shallow")), options: ["--depth=1"])
      let repository = try Repository(discovering: shallow.path, environment: [:])
      #expect(repository.isShallow == true)
      let head = try repository.resolve("HEAD")
      var seen = 0
      let error = #expect(throws: GitError.self) {
        try repository.walkMainline(from: head) { _ in
          seen += 1
          return true
        }
      }
      #expect(seen == 1)
      #expect(error?.code == .shallow)
      #expect(error?.hint?.contains("fetch-depth: 0") == true)
      #expect(throws: GitError.self) { try repository.resolve("HEAD~1") }
    }
  }

  @Test
  func namesTheRemoteOfAPartialClone() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("work"))
      try git.git("config", "uploadpack.allowFilter", "true")
      try git.write("a", "contents\n")
      try git.commit("Start")
      let partial = try git.clone(
        to: Folder(path: scratch.path("partial")),
        options: ["--filter=blob:none", "--no-checkout"]
      )
      let repository = try Repository(discovering: partial.path, environment: [:])
      #expect(repository.promisorRemote == "origin")
      let tree = try repository.commit(repository.resolve("HEAD")).tree
      let blob = try #require(try repository.entry(at: "a", in: tree)).id
      let error = #expect(throws: GitError.self) { try repository.blob(blob) }
      #expect(error?.code == .promised)
      #expect(error?.reason.contains("'origin'") == true)
    }
  }

  @Test
  func readsWhatTheObjectsSayAndNotTheirReplacements() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let first = try git.commit("One")
      let second = try git.commit("Two")
      let third = try git.commit("Three")
      try git.git("replace", second, first)
      try scratch.write(".git/info/grafts", "\(third)\n")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      var seen: [String] = []
      try repository.walkMainline(from: repository.resolve("main")) { commit in
        seen.append(commit.id.hex)
        return true
      }
      #expect(seen == [third, second, first])
      #expect(try repository.commit(repository.resolve(second)).summary == "Two")
    }
  }
}
