import Git
import OpsTestSupport
import Testing

@Suite
struct RemoteTests {
  private func program(_ git: GitFolder) -> GitProgram {
    GitProgram(directory: git.path, environment: git.environment)
  }

  /// A bare remote with two clones; the second one has a commit that the first has not.
  private func world(at scratch: Folder) throws -> (bare: GitFolder, one: GitFolder, two: GitFolder)
  {
    let start = try GitFolder.make(at: try scratch.folder("start"))
    try start.commit("Start")
    let bare = try start.bareClone(to: Folder(path: scratch.path("bare.git")))
    let one = try bare.clone(to: Folder(path: scratch.path("one")))
    let two = try bare.clone(to: Folder(path: scratch.path("two")))
    return (bare, one, two)
  }

  @Test
  func pushesOneCommitWithoutMovingTheLocalBranch() async throws {
    try await withScratch { scratch in
      let (bare, one, _) = try world(at: scratch)
      let base = try one.head()
      let id = try one.git("commit-tree", "-p", base, "-m", "Loose", "\(base)^{tree}")
      let commit = try #require(ObjectID(hex: id))
      let done = try await program(one).push(commit, to: "refs/heads/main", of: "origin")
      #expect(done == .done)
      #expect(try bare.head("main") == id)
      #expect(try one.head() == base)
    }
  }

  @Test
  func saysThatSomebodyElseWasQuicker() async throws {
    try await withScratch { scratch in
      let (_, one, two) = try world(at: scratch)
      let theirs = try two.commit("Theirs")
      try two.git("push", "--quiet", "origin", "main")
      let ours = try #require(ObjectID(hex: try one.commit("Ours")))
      let outcome = try await program(one).push(ours, to: "refs/heads/main", of: "origin")
      #expect(outcome == .overtaken("[rejected] (fetch first)"))
      #expect(try await program(one).fetch("refs/heads/main", of: "origin").hex == theirs)
      let again = try await program(one).push(ours, to: "refs/heads/main", of: "origin")
      #expect(again == .overtaken("[rejected] (non-fast-forward)"))
    }
  }

  @Test
  func tellsARefusalFromALostRace() async throws {
    try await withScratch { scratch in
      let (bare, one, _) = try world(at: scratch)
      try bare.folder.write("hooks/pre-receive", "#!/bin/sh\necho 'main is guarded' >&2\nexit 1\n")
      try bare.git("config", "core.hooksPath", bare.folder.path("hooks"))
      _ = try Shell.run("chmod", ["+x", bare.folder.path("hooks/pre-receive")], in: bare.path)
        .checked()
      let ours = try #require(ObjectID(hex: try one.commit("Ours")))
      let error = await #expect(throws: GitError.self) {
        try await program(one).push(ours, to: "refs/heads/main", of: "origin")
      }
      #expect(error?.reason == "[remote rejected] (pre-receive hook declined)")
      #expect(error?.hint?.contains("pull request") == true)
    }
  }

  @Test
  func namesARemoteOrBranchThatIsNotThere() async throws {
    try await withScratch { scratch in
      let (_, one, _) = try world(at: scratch)
      let absent = await #expect(throws: GitError.self) {
        try await program(one).fetch("refs/heads/absent", of: "origin")
      }
      #expect(absent?.code == .notFound)
      let nowhere = await #expect(throws: GitError.self) {
        try await program(one).fetch("refs/heads/main", of: scratch.path("nowhere"))
      }
      #expect(nowhere?.code == .other)
      let option = await #expect(throws: GitError.self) {
        try await program(one).fetch("refs/heads/main", of: "--upload-pack=true")
      }
      #expect(option?.operation == "fetch refs/heads/main of '--upload-pack=true'")
    }
  }
}
