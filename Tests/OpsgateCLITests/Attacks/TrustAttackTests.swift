import Foundation
import OpsTestSupport
import Testing

/// Keys, times and policies that would help an attacker (DESIGN, section 10, "Time" and "Trust").
struct TrustAttackTests {
  /// A stolen key that has expired signs with a date from when it had not.
  @Test
  func anExpiredKeyCannotBackdate() throws {
    try withForger { forger in
      try setSigners(forger.acme, of: "bob", options: "valid-before=\"20260101Z\"")
      try forger.acme.approvePolicy(["alice", "dan"])
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
        .replacing(
          /"issuedAt":"[^"]+"/,
          with: "\"issuedAt\":\"2025-12-01T00:00:00Z\""
        )
      try forger.append(try forger.line(payload, key: "bob"), to: "raise-api")
      let objection = try #require(try forger.shown("raise-api").first { $0[1] == "bob" })
      #expect(objection[2] == "expired")
      #expect(objection[3].contains("let the key sign until 2026-01-01T00:00:00Z"))
    }
  }

  @Test
  func aRevokedKeyCountsForNothing() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.write(".opsgate/revoked", try TestKey("alice").publicLine + "\n")
      try git.commit("Alice lost her key")
      try forger.acme.approvePolicy(["bob"])
      let shown = try forger.shown("raise-api")
      #expect(shown.map(\.[2]) == ["revoked"])
      #expect(shown[0][3].hasPrefix("the key is among the revoked ones"))
      let run = try forger.acme.actor("alice").opsgate("approve", "raise-api", "--yes")
      #expect(run.stderr.contains("this will not count in 'production': the key is revoked"))
    }
  }

  /// A list of revoked keys that cannot be read is never an empty one: the last that could be read counts.
  @Test(arguments: ["garbage\n", "SSHKRL\n\u{0}cut off"])
  func anUnreadableListOfRevokedKeysIsAnError(_ text: String) throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.write(".opsgate/revoked", try TestKey("alice").publicLine + "\n")
      try git.commit("Alice lost her key")
      try forger.acme.approvePolicy(["bob"])
      try git.write(".opsgate/revoked", text)
      try git.commit("Spoil it")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.status == 0 && run.stdout.contains("\trevoked\t"), "\(run)")
      #expect(run.stderr.contains("is not in force"), "\(run)")
      #expect(run.stderr.contains("because: .opsgate/revoked:"), "\(run)")
    }
  }

  /// The branch that needs an approver brings one along.
  @Test
  func aBranchCannotBringItsOwnApprovers() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.go(to: "raise-api")
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing("release-managers: [alice, bob, dan]", with: "release-managers: [carol]")
      )
      try git.commit("Let Carol approve", author: Person("Dan", "dan@acme.example"))
      try git.go(to: "main")
      let run = try forger.acme.actor("carol").opsgate("approve", "raise-api", "--yes")
      #expect(run.stderr.contains("'carol' is not among 'release-managers'"), "\(run)")
      let shown = try forger.shown("raise-api")
      #expect(shown.allSatisfy { $0[1] != "carol" || $0[3] != "-" })
      // What is done to the policy is a change of its own, beside production's.
      #expect(run.stdout.split(separator: "\n").count == 2)
    }
  }

  @Test
  func principalsWithWildcardsAreRefused() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let line = "*@acme.example namespaces=\"opsgate\" \(try TestKey("mallory").publicLine)\n"
      try git.write(".opsgate/allowed_signers", try forger.acme.allowedSigners() + line)
      try git.commit("Let everybody in")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.stderr.contains("because: .opsgate/allowed_signers:6:"), "\(run)")
    }
  }

  @Test
  func aKeyUnderTwoNamesIsRefused() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      let (alice, bob) = (try TestKey("alice").fingerprint, try TestKey("bob").fingerprint)
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing("keys: ['\(bob)']", with: "keys: ['\(bob)', '\(alice)']")
      )
      try git.commit("Be two people")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.stderr.contains("because: .opsgate/policy.yaml:"), "\(run)")
    }
  }

  private func setSigners(_ acme: Acme, of name: String, options: String) throws {
    let key = try TestKey(name).publicLine
    try acme.repository.write(
      ".opsgate/allowed_signers",
      try acme.allowedSigners().replacing(
        "namespaces=\"opsgate\" \(key)",
        with: "namespaces=\"opsgate\",\(options) \(key)"
      )
    )
    try acme.repository.commit("Say until when \(name) may sign")
  }
}

extension Acme {
  /// Lets people approve what the tip made of the policy.
  func approvePolicy(_ names: [String]) throws {
    for name in names {
      try actor(name).opsgate("approve", "main", "--env", "policy", "--yes").checked()
    }
  }
}
