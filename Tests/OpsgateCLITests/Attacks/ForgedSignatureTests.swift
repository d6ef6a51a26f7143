import Foundation
import OpsTestSupport
import Testing

/// Signatures that are true of something else (DESIGN, section 10, "Signature confusion").
struct ForgedSignatureTests {
  /// What `ssh-keygen` signs over the same bytes is as good as what opsgate asked it for.
  @Test
  func stockToolsCanMakeARecord() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
      let bobs = payload.replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      try forger.append(try forger.line(bobs, key: "bob"), to: "raise-api")
      #expect(try forger.shown("raise-api").contains(["approve", "bob", "good", "-"]))
    }
  }

  @Test
  func aSignatureForAnotherNamespaceIsBad() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      try forger.append(try forger.line(payload, key: "bob", namespace: "git"), to: "raise-api")
      #expect(
        try forger.shown("raise-api").contains([
          "approve", "bob", "bad", "it was signed for 'git', not for 'opsgate'",
        ])
      )
    }
  }

  @Test
  func appendedArmorIsBad() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      let file = forger.scratch.path("text")
      try forger.scratch.write("text", payload)
      let key = try TestKey("bob").write(to: try forger.scratch.folder("k"))
      try Shell.run("ssh-keygen", ["-q", "-Y", "sign", "-n", "opsgate", "-f", key, file]).checked()
      let armor = String(decoding: try forger.scratch.bytes("text.sig"), as: UTF8.self)
      try forger.append(Forger.envelope(payload, armor + armor), to: "raise-api")
      let shown = try forger.shown("raise-api")
      #expect(shown.contains { $0[1] == "bob" && $0[2] == "bad" })
      #expect(!shown.contains(["approve", "bob", "good", "-"]))
    }
  }

  /// Carol's key is good, and Alice is not hers to speak for.
  @Test
  func nobodySpeaksForAnother() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      try forger.append(try forger.line(payload, key: "carol"), to: "raise-api")
      let shown = try forger.shown("raise-api")
      #expect(
        shown.contains([
          "approve", "bob", "good",
          "it speaks for 'bob', and the key that signed it is that of 'carol'",
        ])
      )
    }
  }

  /// A machine's key approves nothing.
  @Test
  func aMachineNeverApproves() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"ci\"")
      try forger.append(try forger.line(payload, key: "ci"), to: "raise-api")
      let objection = try #require(try forger.shown("raise-api").first { $0[1] == "ci" })[3]
      #expect(objection == "'ci' is a machine, and machines never approve")
    }
  }

  /// Wrapping a record anew makes no second one, and revives none that was taken back.
  @Test
  func aRecordWrappedAnewIsTheSame() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
      try forger.acme.actor("alice").opsgate("revoke", "raise-api", "--yes").checked()
      try forger.append(try forger.line(payload, key: "alice"), to: "raise-api")
      let approvals = try forger.shown("raise-api").filter { $0[0] == "approve" }
      #expect(approvals.count == 1)
      #expect(approvals.allSatisfy { $0[3].hasPrefix("it was taken back by ") })
    }
  }

  /// Replacements of objects are git's private view of a clone, and no evidence.
  @Test
  func replacedObjectsAreNotLookedAt() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      let forged = policy.replacing(
        "release-managers: [alice, bob, dan]",
        with: "release-managers: [alice, bob, carol, dan]"
      )
      let blob = try git.run(["hash-object", "-w", "--stdin"], input: Array(forged.utf8)).checked()
        .stdout.trimmingCharacters(in: .whitespacesAndNewlines)
      try git.git("replace", "main:.opsgate/policy.yaml", blob)
      try forger.acme.actor("carol").opsgate("approve", "raise-api", "--yes").checked()
      #expect(
        try forger.shown("raise-api").contains([
          "approve", "carol", "good", "'carol' is not among 'release-managers'",
        ])
      )
    }
  }
}
