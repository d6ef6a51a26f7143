import OpsTestSupport
import Testing

/// Records that are true of one change, brought to another (DESIGN, section 10, "Transplants").
struct TransplantTests {
  @Test
  func aNoteCopiedToAnotherCommitProvesNothing() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.branch("other", from: "main")
      try forger.acme.ops.point("web", "production", at: "v9")
      try git.git("notes", "--ref=opsgate/approvals", "copy", "raise-api", "other")
      #expect(
        try forger.shown("other") == [["approve", "alice", "good", "it is about another change"]]
      )
    }
  }

  @Test
  func aNoteThatFollowedAnAmendedCommitProvesNothing() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.git("config", "notes.rewriteRef", "refs/notes/opsgate/approvals")
      try git.go(to: "raise-api")
      try forger.acme.ops.set("api", "production", to: "v6.6.6")
      try git.git("commit", "--quiet", "--all", "--amend", "--no-edit")
      let copied = try git.git("notes", "--ref=opsgate/approvals", "list", "HEAD")
      #expect(!copied.isEmpty, "git copies the note")
      #expect(
        try forger.shown("HEAD") == [["approve", "alice", "good", "it is about another change"]]
      )
    }
  }

  @Test
  func anApprovalOfAForkProvesNothing() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let name = "repository: git.example/acme/ops"
      let policy = try String(decoding: git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing(name, with: "repository: git.example/fork/ops")
      )
      try git.commit("Be a repository of its own")
      try forger.acme.approvePolicy(["alice", "bob"])
      let shown = try forger.shown("raise-api")
      #expect(
        shown.map(\.[3]) == [
          "it is bound to the repository 'git.example/acme/ops'; it is about another change"
        ]
      )
    }
  }

  /// The approved step once more, after a rollback.
  @Test
  func anApprovalIsUsedOnce() throws {
    try withForger { forger in
      let (ops, git) = (forger.acme.ops, forger.acme.repository)
      try git.merge("raise-api", message: "Merge raise-api")
      try ops.point("api", "production", at: "v1.0.0")
      try git.branch("again")
      try ops.point("api", "production", at: "v1.1.0", author: Person("Dan", "dan@acme.example"))
      try git.go(to: "main")
      #expect(try forger.shown("again") == [])
    }
  }

  /// One byte more in what production is made of, under the same move.
  @Test
  func oneByteMoreLosesTheApproval() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.go(to: "raise-api")
      let path = forger.acme.ops.file("api", "production")
      try git.write(path, String(decoding: try git.folder.bytes(path), as: UTF8.self) + "#")
      try git.commit("Add a byte")
      try git.go(to: "main")
      #expect(try forger.shown("raise-api") == [])
      // What was said of the commit before is still there to read.
      #expect(try forger.shown("raise-api~1").count == 1)
    }
  }

  /// A record whose payload was changed to fit, with the signature that it had.
  @Test(arguments: [
    ("\"environment\":\"production\"", "\"environment\":\"staging\""),
    ("\"approver\":\"alice\"", "\"approver\":\"bob\""),
    ("v1.1.0", "v6.6.6"),
  ])
  func aChangedPayloadIsNotSigned(_ old: String, _ new: String) throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
      let changed = payload.replacing(old, with: new)
      #expect(changed != payload)
      let good = try forger.line(payload, key: "alice")
      let signature = try #require(good.firstMatch(of: /"sig":"([^"]+)"/)?.1)
      let bad = Forger.envelope(changed, "").replacing(
        "\"sig\":\"\"",
        with: "\"sig\":\"\(signature)\""
      )
      try forger.append(bad, to: "raise-api")
      let shown = try forger.shown("raise-api")
      #expect(shown.count == 2)
      #expect(
        shown.contains { $0[2] == "bad" && $0[3].hasPrefix("the key did not sign these bytes") }
      )
      #expect(shown.contains(["approve", "alice", "good", "-"]))
    }
  }
}
