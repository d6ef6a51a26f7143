import OpsTestSupport
import Testing

@testable import Git

@Suite
struct RevertMessageTests {
  private static let id = "1111111111111111111111111111111111111111"
  private static let one = "2222222222222222222222222222222222222222"
  private static let two = "3333333333333333333333333333333333333333"

  @Test(arguments: [
    ("Add api", "Revert \"Add api\""),
    ("\n  \nAdd \"api\"  \nnext line\n", "Revert \"Add \"api\"  \""),
    ("Revert \"Add api\"\n", "Reapply \"Add api\""),
    ("Reapply \"Add api\"\n", "Revert \"Reapply \"Add api\"\""),
    ("Revert \"Revert \"Add api\"\"\n", "Revert \"Revert \"Revert \"Add api\"\"\""),
    ("", "Revert \"\""),
  ])
  func saysWhatGitSays(message: String, subject: String) throws {
    #expect(
      try commit(message, parents: [Self.one]).revertMessage(mainline: nil)
        == "\(subject)\n\nThis reverts commit \(Self.id).\n"
    )
  }

  @Test
  func namesTheMainlineOfAMerge() throws {
    let merge = try commit("Merge", parents: [Self.one, Self.two])
    #expect(
      try merge.revertMessage(mainline: 2)
        == "Revert \"Merge\"\n\nThis reverts commit \(Self.id), reversing\n"
        + "changes made to \(Self.two).\n"
    )
    for mainline in [nil, 0, 3, -1, Int.max] as [Int?] {
      let error = #expect(throws: GitError.self) { try merge.revertParent(mainline: mainline) }
      #expect(error?.code == .invalid)
    }
    let plain = try commit("Plain", parents: [Self.one])
    #expect(try plain.revertParent(mainline: 1)?.hex == Self.one)
    #expect(throws: GitError.self) { try plain.revertParent(mainline: 2) }
    let root = try commit("Root", parents: [])
    #expect(try root.revertParent(mainline: nil) == nil)
    #expect(throws: GitError.self) { try root.revertParent(mainline: 1) }
  }

  /// The wording of git 2.43 and newer is ours with every git; older ones lack "Reapply" alone.
  @Test(arguments: [
    "Add api", "\u{e9}t\u{e9}: ' \" \\ % \u{1F680}", "  indented", "tab\tand trail \t",
  ])
  func equalsGit(subject: String) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("Start")
      try git.write("file", "x")
      try git.git("add", "file")
      try git.run(
        ["commit", "-q", "--cleanup=verbatim", "-F", "-"],
        input: Array("\n\n\(subject)\n\nBody\n".utf8)
      ).checked()
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try repository.commit(repository.resolve("HEAD")).revertMessage(mainline: nil)
      try git.git("revert", "--no-edit", "HEAD")
      #expect(try repository.commit(repository.resolve("HEAD")).message == ours)
    }
  }

  /// Commits of old tools: a header names their encoding, or they are in Latin-1 without saying so.
  @Test(arguments: ["ISO-8859-1", "latin1", nil])
  func quotesOtherEncodingsAsGitDoes(encoding: String?) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.commit("Start")
      try git.write("file", "x")
      try git.git("add", "file")

      let tree = try git.git("write-tree")
      let header = encoding.map { "encoding \($0)\n" } ?? ""
      let raw =
        "tree \(tree)\nparent \(try git.head())\nauthor A <a@x.example> 1 +0000\n"
        + "committer A <a@x.example> 1 +0000\n\(header)\nCaf"
      let id = try git.run(
        ["hash-object", "-t", "commit", "-w", "--stdin"],
        input: Array(raw.utf8) + [0xe9, 0x20, 0xe2, 0x82] + Array(" end\n".utf8)
      ).checked().stdout.prefix(40)
      try git.git("reset", "--quiet", "--hard", String(id))
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try repository.commit(repository.resolve("HEAD")).revertMessage(mainline: nil)
      try git.git("revert", "--no-edit", "HEAD")
      #expect(ours.hasPrefix("Revert \"Caf\u{e9} \u{e2}\u{82} end\"\n"))
      #expect(try repository.commit(repository.resolve("HEAD")).message == ours)
    }
  }

  private func commit(_ message: String, parents: [String]) throws -> Commit {
    let nobody = Signature(name: "", email: "", time: 0, offset: 0)
    return Commit(
      id: try #require(ObjectID(hex: Self.id)),
      tree: try #require(ObjectID(hex: Self.id)),
      parents: try parents.map { try #require(ObjectID(hex: $0)) },
      author: nobody,
      committer: nobody,
      message: message
    )
  }
}
