import Git
import OpsTestSupport
import Testing

@Suite
struct PatchTests {
  /// The differences of all kinds, as `git diff` prints them.
  @Test
  func equalsGit() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let long = (1...40).map { "line \($0)\n" }.joined()
      try git.write("changed.yaml", "image:\n" + long)
      try git.write("crlf.yaml", "a: 1\r\nb: 2\r\n")
      try git.write("open.yaml", "tag: v1")
      try git.write("gone.yaml", "gone: true\n")
      try git.write("old-name.yaml", long)
      try git.write("run.sh", "true\n")
      try git.write("a name.yaml", "tag: v1\n")
      try git.write("h\u{e9}\"x\".yaml", "tag: v1\n")
      try git.folder.write("binary", bytes: [0, 1, 2, 0xff])
      let before = try git.commit("Before")
      try git.write(
        "changed.yaml",
        "image:\n" + long.replacing("line 9\n", with: "nine\n").replacing("line 30\n", with: "")
      )
      try git.write("crlf.yaml", "a: 1\r\nb: 3\r\n")
      try git.write("open.yaml", "tag: v2")
      try git.remove("gone.yaml")
      try git.git("mv", "old-name.yaml", "new-name.yaml")
      try git.write("h\u{e9}\"x\".yaml", "tag: v2\n")
      try git.write("added.yaml", "added: true\n")
      try git.write("a name.yaml", "tag: v2\n")
      try git.folder.write("binary", bytes: [0, 1, 3, 0xff])
      try Shell.run("chmod", ["755", scratch.path("run.sh")]).checked()
      let after = try git.commit("After")
      try expectSame(git, before, after)
      try expectSame(git, after, before)
      try expectSame(git, after, after)
    }
  }

  private func expectSame(_ git: GitFolder, _ before: String, _ after: String) throws {
    let repository = try Repository(discovering: git.path, environment: [:])
    let patch = try repository.patch(
      from: repository.commit(repository.resolve(before)).tree,
      to: repository.commit(repository.resolve(after)).tree
    )
    // Behind a name with a blank git puts a tab, for `patch`; libgit2 does not, and git needs none.
    let theirs = try git.run(["diff", "--no-color", before, after]).checked().stdout
      .replacing("a name.yaml\t", with: "a name.yaml")
    expectSameText(patch, theirs)
  }

  @Test
  func showsAFirstCommit() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("file", "text\n")
      try git.commit("First")
      let repository = try Repository(discovering: git.path, environment: [:])
      let tree = try repository.commit(repository.resolve("HEAD")).tree
      let theirs = try git.run(["show", "--format=", "--no-color", "HEAD"]).checked().stdout
      expectSameText(try repository.patch(from: nil, to: tree), theirs)
    }
  }
}
