import Foundation
import OpsTestSupport
import Testing

/// What somebody said is replaced by what counts, and by nothing else.
struct OwnWordsTests {
  /// Who has the key that Alice retired cannot take her rejection away.
  @Test(arguments: ["approve", "revoke"])
  func aRetiredKeyTakesNothingBack(_ command: String) throws {
    try withForger { forger in
      let git = forger.acme.repository
      try forger.acme.actor("alice").opsgate("reject", "raise-api", "--yes").checked()
      let (old, new) = (try TestKey("alice").fingerprint, try TestKey("newalice").fingerprint)
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      let keys = "keys: ['\(old)']"
      #expect(policy.contains(keys))
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing(keys, with: "keys: ['\(new)'], retired: ['\(old)']")
      )
      try git.write(
        ".opsgate/allowed_signers",
        try forger.acme.allowedSigners()
          + "alice@acme.example namespaces=\"opsgate\" \(try TestKey("newalice").publicLine)\n"
      )
      try git.commit("Alice has a new key")
      try forger.acme.approvePolicy(["bob", "dan"])
      _ = try forger.acme.actor("alice").opsgate(command, "raise-api", "--yes")
      let shown = try forger.shown("raise-api")
      #expect(shown.contains(["reject", "alice", "good", "-"]), "\(shown)")
      let review = try forger.acme.actor("bob").opsgate("approve", "raise-api", "--dry-run")
      #expect(review.stderr.contains("alice said reject"), "\(review)")
    }
  }

  /// An emergency's approval that will not count leaves the ordinary one alone.
  @Test
  func aWordThatWillNotCountReplacesNone() throws {
    try withForger { forger in
      let alice = try forger.acme.actor("alice")
      let run = try alice.opsgate(
        "approve",
        "raise-api",
        "--emergency",
        "--reason",
        "r",
        "--incident",
        "i",
        "--yes"
      )
      #expect(run.stderr.contains("this will not count"))
      #expect(try forger.shown("raise-api").contains(["approve", "alice", "good", "-"]))
    }
  }

  @Test
  func nobodyTakesBackWhatAnotherSaid() throws {
    try withForger { forger in
      let run = try forger.acme.actor("alice").opsgate("revoke", "raise-api", "--yes")
      #expect(run.status == 0)
      let payload = try #require(try forger.payloads(on: "raise-api").last)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      try forger.append(try forger.line(payload, key: "bob"), to: "raise-api")
      let bobs = try #require(try forger.shown("raise-api").first { $0[1] == "bob" })
      #expect(bobs[3].hasSuffix(" is not 'bob' to take back"), "\(bobs)")
    }
  }

  /// The author cannot make everybody's answer undecided.
  @Test
  func aWordThatDoesNotCountRaisesNoDoubt() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"dan\"")
      let seen = String(repeating: "1", count: 40)
      let forged = payload.replacing(
        "\"supersedes\":[]",
        with: "\"seen\":\"\(seen)\",\"supersedes\":[]"
      )
      #expect(forged != payload)
      try forger.append(try forger.line(forged, key: "dan"), to: "raise-api")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.status == 0, "\(run)")
      #expect(run.stdout.contains("\tapprove\tdan\t"))
    }
  }

  /// A person's "check" neither counts nor hides the machine's failure.
  @Test
  func onlyMachinesCheck() throws {
    try withForger { forger in
      let words = ["check", "record", "smoke", "--env", "staging", "--service", "api", "--result"]
      try forger.acme.actor("ci").opsgate(words + ["fail"]).checked()
      try forger.acme.actor("dan").opsgate(words + ["pass"]).checked()
      try forger.acme.actor("ci").opsgate(words + ["pass"]).checked()
      let run = try forger.acme.actor("bob").opsgate("approve", "raise-api", "--dry-run")
      #expect(run.stderr.contains("check smoke fail in staging"), "\(run)")
      #expect(!run.stderr.contains("check smoke pass"), "\(run)")
    }
  }

  @Test
  func aCheckIsOfTheMainline() throws {
    try withForger { forger in
      let run = try forger.acme.actor("ci").opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "production",
        "--result",
        "pass",
        "--at",
        "raise-api"
      )
      #expect(run.status == 64 && run.stdout == "")
      #expect(run.stderr.contains("is no commit of the mainline 'main'"), "\(run)")
    }
  }

  @Test(arguments: ["merge", "squash"])
  func aLandedBranchKeepsItsApprovals(_ how: String) throws {
    try withForger { forger in
      let git = forger.acme.repository
      if how == "merge" {
        try git.merge("raise-api", message: "Merge raise-api")
      } else {
        try git.run(["merge", "--squash", "--quiet", "raise-api"]).checked()
        try git.commit("Raise api")
      }
      try forger.acme.ops.point("web", "dev", at: "v7")
      #expect(try forger.shown("raise-api") == [["approve", "alice", "good", "-"]])
      let run = try forger.acme.actor("bob").opsgate("reject", "raise-api", "--yes")
      #expect(run.status == 0, "\(run)")
      #expect(try forger.shown("raise-api").count == 2)
      let landing = how == "merge" ? "main~1" : "main~1"
      #expect(try forger.shown(landing).count == 2)
    }
  }

  /// What is recorded can be checked at once: a signature of something else is none.
  @Test
  func aBadSignatureIsNotRecorded() throws {
    try withForger { forger in
      try forger.scratch.writeProgram(
        "liar",
        """
        #!/bin/sh
        for last; do :; done
        printf x >"$last"
        exec ssh-keygen "$@"
        """
      )
      let alice = try forger.acme.actor("alice")
      let more = [
        "GIT_CONFIG_COUNT": "5", "GIT_CONFIG_KEY_4": "gpg.ssh.program",
        "GIT_CONFIG_VALUE_4": forger.scratch.path("liar"),
      ]
      let before = try forger.note(on: "raise-api")
      let run = try forger.acme.repository.opsgate(
        ["reject", "raise-api", "--yes", "-q"],
        environment: alice.variables.merging(more) { $1 }
      )
      #expect(run.status == 74 && run.stdout == "", "\(run)")
      #expect(run.stderr.contains("hint: nothing was recorded"), "\(run)")
      #expect(try forger.note(on: "raise-api") == before)
    }
  }

  @Test
  func whatNoRecordCanHoldIsAUsageError() throws {
    try withForger { forger in
      let run = try forger.acme.actor("alice").opsgate(
        "reject",
        "raise-api",
        "--comment",
        String(repeating: "x", count: 20_000),
        "--yes"
      )
      #expect(run.status == 64 && run.stdout == "")
      #expect(run.stderr.hasPrefix("production: ") && run.stderr.contains("error: cannot make"))
    }
  }

  /// Whoever only fetched reviews what the remote's mainline would become.
  @Test
  func theNewestMainlineCounts() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let clone = try git.clone(to: Folder(path: forger.scratch.path("clone")))
      try forger.acme.ops.point("web", "production", at: "v3")
      try git.branch("web", from: "main")
      try forger.acme.ops.point("web", "production", at: "v4")
      try git.go(to: "main")
      try clone.git("fetch", "--quiet")
      try forger.acme.actor("alice", in: clone).opsgate("sync", "-q").checked()
      let run = try forger.acme.actor("alice", in: clone).opsgate(
        "approve",
        "origin/web",
        "--dry-run"
      )
      #expect(run.stderr.contains("'origin/main' is ahead of 'main' here, and is what counts"))
      #expect(run.stderr.contains("v3 → v4"), "\(run)")
    }
  }
}
