import Git
import OpsTestSupport
import Testing

@Suite
struct CommitTests {
  @Test
  func readsWhatGitWrote() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("Start")
      let id = try git.commit(
        "\n\n  Promote api\n\nBody é\n\nEnvironment: production\n",
        author: .bo
      )
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let commit = try repository.commit(repository.resolve(id))
      #expect(commit.author.name == "Bo Berg")
      #expect(commit.author.email == "bo@acme.example")
      #expect(commit.committer.name == "Ana Alves")
      #expect(String(commit.author.time) == (try git.git("log", "-1", "--format=%at")))
      #expect(commit.message == (try git.git("log", "-1", "--format=%B")))
      #expect(commit.tree.hex == (try git.git("rev-parse", "HEAD^{tree}")))
      #expect(commit.parents.map(\.hex) == [try git.git("rev-parse", "HEAD^")])
    }
  }

  @Test
  func walksTheMainlineAsRevListDoes() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      try git.branch("side")
      try git.commit("Side")
      try git.branch("other", from: "main")
      try git.commit("Other")
      try git.go(to: "main")
      try git.merge("side", "other", message: "Octopus")
      try git.commit("Last")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      var seen: [String] = []
      try repository.walkMainline(from: repository.resolve("HEAD")) { commit in
        seen.append("\(commit.id) \(commit.tree)")
        return true
      }
      #expect(
        seen.joined(separator: "\n")
          == (try git.git("log", "--first-parent", "--format=%H %T"))
      )
    }
  }

  /// Objects that no porcelain would write; `hash-object --literally` does.
  @Test(arguments: [
    ("tree T\ntree T\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n", "it names two trees"),
    (
      "tree T\nauthor A <a> 1 +0000\nauthor B <b> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n",
      "two authors"
    ),
    ("tree T\nauthor A <a> 1 +0000\n\nx\n", "lacks a tree, an author or a committer"),
    ("", "lacks a tree, an author or a committer"),
    (
      "tree T\nparent zz\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n",
      "a parent cannot be read"
    ),
  ])
  func refusesHeadersThatToolsReadDifferently(text: String, reason: String) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      let raw = text.replacing("T", with: try git.git("rev-parse", "HEAD^{tree}"))
      let id = try git.run(
        ["hash-object", "-t", "commit", "--literally", "-w", "--stdin"],
        input: Array(raw.utf8)
      ).checked().stdout
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let object = try #require(ObjectID(hex: String(id.prefix(40))))
      let error = #expect(throws: GitError.self) { try repository.commit(object) }
      #expect(error?.code == .corrupt)
      #expect(error?.reason.contains(reason) == true)
    }
  }

  @Test(arguments: [
    ("A <a> 1 +0000", "A", "a", 1, 0), ("A B <a@b> 12 -0130", "A B", "a@b", 12, -90),
    ("<> 5 +1400", "", "", 5, 840), ("A <a>", "A", "a", 0, 0), ("nobody", "nobody", "", 0, 0),
    ("A <a<b>> 9 +0000", "A", "a<b>", 9, 0), ("A <a> 99999999999999999999 +0000", "A", "a", 0, 0),
    ("A <a> 1 +-999", "A", "a", 1, 0), (">A<", ">A", "", 0, 0),
  ])
  func readsEveryIdentityWithoutStumbling(
    header: String,
    name: String,
    email: String,
    time: Int,
    offset: Int
  ) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("One")
      let tree = try git.git("rev-parse", "HEAD^{tree}")
      let raw = "tree \(tree)\nauthor \(header)\ncommitter \(header)\n\nx\n"
      let id = try git.run(
        ["hash-object", "-t", "commit", "--literally", "-w", "--stdin"],
        input: Array(raw.utf8)
      ).checked().stdout
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let commit = try repository.commit(try #require(ObjectID(hex: String(id.prefix(40)))))
      #expect(commit.author == Signature(name: name, email: email, time: time, offset: offset))
    }
  }
}
