import OpsTestSupport
import Testing

@testable import Git

/// `git commit-tree` is the authority for what a commit's bytes are.
@Suite
struct CommitDraftTests {
  @Test(arguments: [
    ("Ana Alves", "ana@acme.example", 0), ("  Ana, <Alves>;", "<ana@acme.example> ", -210),
    ("Ana\nAlves", "a\nb", 345), ("\"Ána\" 李", "李@acme.example", -720), ("x", "", 840),
  ])
  func writesThePeopleAsGitDoes(name: String, email: String, offset: Int) throws {
    try withScratch { scratch in
      var git = try GitFolder.make(at: scratch)
      let tree = try #require(ObjectID(hex: try git.git("write-tree")))
      let zone =
        (offset < 0 ? "-" : "+")
        + String(10_000 + abs(offset) / 60 * 100 + abs(offset) % 60).dropFirst()
      for role in ["AUTHOR", "COMMITTER"] {
        git.environment["GIT_\(role)_NAME"] = name
        git.environment["GIT_\(role)_EMAIL"] = email
      }
      let date = [
        "GIT_AUTHOR_DATE": "@1772442000 \(zone)", "GIT_COMMITTER_DATE": "@1772442000 \(zone)",
      ]
      let theirs = try Shell.run(
        "git",
        ["commit-tree", tree.hex],
        in: scratch.path,
        environment: git.environment.merging(date) { $1 },
        input: Array("Subject\n\nBody\n".utf8)
      ).checked().stdout.prefix(40)
      let person = Signature(name: name, email: email, time: 1_772_442_000, offset: offset)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ours = try repository.writeCommit(draft(of: tree, by: person, "Subject\n\nBody\n"))
      #expect(ours.hex == theirs)
    }
  }

  @Test
  func refusesWhatGitRefuses() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let tree = try #require(ObjectID(hex: try git.git("write-tree")))
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let nobody = Signature(name: " <> ", email: "x", time: 0, offset: 0)
      let ana = Signature(name: "Ana", email: "x", time: 0, offset: 0)
      #expect(throws: GitError.self) {
        try repository.writeCommit(draft(of: tree, by: nobody, "x"))
      }
      #expect(throws: GitError.self) {
        try repository.writeCommit(draft(of: tree, by: ana, "a\0b"))
      }
    }
  }

  private func draft(of tree: ObjectID, by person: Signature, _ message: String) -> CommitDraft {
    CommitDraft(tree: tree, parents: [], author: person, committer: person, message: message)
  }
}
