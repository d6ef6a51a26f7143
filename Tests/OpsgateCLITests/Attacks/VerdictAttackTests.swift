import Foundation
import OpsTestSupport
import Testing

/// What somebody may try who can push branches and notes, and has too few keys (DESIGN, section 10).
struct VerdictAttackTests {
  /// A world in which api v1.2.0 was approved for production and has landed.
  private func withLanded(_ body: (Acme, Folder) throws -> Void) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.candidate("release-api", "v1.2.0")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "release-api", "--yes").checked()
      }
      try acme.land("release-api", by: .merge)
      #expect(try acme.verdict().status == 0)
      try body(acme, scratch)
    }
  }

  // MARK: Trust

  /// The change that profits brings the policy that allows it.
  @Test
  func aPolicyInTheSameChangeCountsForNothing() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let kind = try DecisionFlowTests.policy(acme)
        .replacing("approvals: 2, approvers: [release-managers], expires: 7d", with: "approvals: 0")
      try git.write(".opsgate/policy.yaml", kind)
      try acme.ops.point("api", "production", at: "v9", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(run.stdout.contains("error\tapprovals\t2 of 'release-managers'"), "\(run)")
      // Neither does it for what follows, nor does it help to take it away and bring it again.
      try git.git("rm", "--quiet", "-r", ".opsgate")
      try git.commit("Without a policy", author: .dan)
      try git.write(".opsgate/policy.yaml", kind)
      try acme.ops.point("api", "production", at: "v10", author: .dan)
      let later = try acme.verdict()
      #expect(later.status == 1)
      #expect(later.stdout.contains("error\tapprovals\t2 of 'release-managers'"), "\(later)")
      #expect(later.stdout.contains("is not in force"), "\(later)")
    }
  }

  @Test
  func anOlderPolicyIsNoPolicy() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      try git.write(".opsgate/policy.yaml", acme.ops.policy)
      try git.commit("As it was in the beginning", author: .dan)
      try acme.ops.point("web", "production", at: "v7", author: .dan)
      #expect(try acme.verdict().status == 1)
    }
  }

  /// The branch of a pull request names another mainline, whose policy would allow it.
  @Test
  func aBranchDoesNotSayWhichMainlineCounts() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      try git.branch("evil")
      let kind = try DecisionFlowTests.policy(acme).replacing(
        "mainline: main",
        with: "mainline: evil"
      )
      .replacing("approvals: 2, approvers: [release-managers], expires: 7d", with: "approvals: 0")
      try git.write(".opsgate/policy.yaml", kind)
      try acme.ops.point("api", "production", at: "v9", author: .dan)
      let run = try acme.actor("ci").opsgate("verify", "--candidate", "HEAD", "--env", "production")
      #expect(run.status == 1, "\(run)")
      #expect(run.stdout.contains("error\tapprovals\t2 of"), "\(run)")
    }
  }

  /// A policy that cannot be read, pushed by somebody, keeps nobody from judging by the last one.
  @Test
  func aGarbagePolicyIsNotInForce() throws {
    try withLanded { acme, _ in
      try acme.repository.write(".opsgate/policy.yaml", "version: [1\n\u{1b}[31m: {{")
      try acme.repository.commit("Garbage", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 0, "\(run)")
      #expect(run.stdout.contains("is not in force: it did not pass the policy gate"), "\(run)")
      try acme.ops.point("api", "production", at: "v9", author: .dan)
      #expect(try acme.verdict().status == 1)
      #expect(try acme.actor("ci").opsgate("verify").status == 1)
      // Whose branch leaves the policy alone is not asked about it, and one that mends it can be approved.
      let other = try acme.actor("ci").opsgate("verify", "--candidate", "release-api")
      #expect(!other.stdout.contains("\tpolicy\trefused"), "\(other)")
      try acme.repository.branch("mend")
      try acme.repository.write(
        ".opsgate/policy.yaml",
        try DecisionFlowTests.policy(acme) + "# so\n"
      )
      try acme.repository.commit("Mend it", author: .dan)
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "mend", "--yes").checked()
      }
      try acme.land("mend", by: .squash)
      #expect(try acme.actor("ci").opsgate("verify", "--env", "policy").status == 0)
    }
  }

  /// What is approved of a policy is the whole step from the one in force, whatever was pushed between.
  @Test
  func aPolicyBehindARefusedOneIsApprovedAsAWhole() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let good = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.write(".opsgate/policy.yaml", good.replacing("approvals: 2", with: "approvals: 1"))
      try git.commit("Ask nobody", author: .dan)
      #expect(try acme.actor("ci").opsgate("verify", "--env", "policy").status == 1)
      // Somebody brings it half back: approved, it is what it says, and no more.
      try acme.change(policy: { _ in good.replacing("expires: 7d", with: "expires: 9d") })
      let run = try acme.actor("ci").opsgate("verify", "--env", "policy")
      #expect(run.status == 0, "\(run)")
      let shown = try acme.actor("bob").opsgate("show", "main")
      #expect(!shown.stdout.contains("does not count"), "\(shown)")
    }
  }

  /// Two admins may err: what cannot be read, or is older by its own number, is not in force.
  @Test
  func aPolicyThatCannotBeReadOrIsOlderIsNotInForce() throws {
    try withLanded { acme, _ in
      let ci = try acme.actor("ci")
      try acme.change(policy: { $0.replacing("version: 1\n", with: "version: 1\nepoch: 4\n") })
      #expect(try ci.opsgate("verify", "--env", "policy").status == 0)
      try acme.change(policy: {
        $0.replacing("epoch: 4", with: "epoch: 3").replacing("expires: 7d", with: "expires: 90d")
      })
      let older = try ci.opsgate("verify", "--env", "policy")
      #expect(older.status == 1)
      #expect(older.stdout.contains("'epoch' must be raised above 4, and is 3"), "\(older)")
      try acme.change(policy: { $0.replacing("epoch: 3", with: "epoch: 5") })
      #expect(try ci.opsgate("verify", "--env", "policy").status == 0)
      let git = acme.repository
      try git.branch("broken")
      try git.write(".opsgate/allowed_signers", "*@acme.example ssh-ed25519 AAAA\n")
      try git.write(
        ".opsgate/policy.yaml",
        String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
          .replacing("epoch: 5", with: "epoch: 6")
      )
      try git.commit("Let everybody in", author: .dan)
      try git.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "broken", "--yes").checked()
      }
      try acme.land("broken", by: .squash)
      let run = try ci.opsgate("verify")
      #expect(run.status == 1, "\(run)")
      #expect(
        run.stdout.contains("error\tpolicy-change\tit cannot be read: .opsgate/allowed_signers:1"),
        "\(run)"
      )
      #expect(try acme.verdict().status == 0)
    }
  }

  /// One person makes things safer at once: who has the key, or one admin; and only safer.
  @Test(arguments: ["bob", "alice", "carol"])
  func aRevocationNeedsOnePerson(_ person: String) throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let key = try TestKey("bob").publicLine
      try git.write(".opsgate/revoked", "\(key)\n")
      try git.commit("Revoke it", author: Person(person.capitalized, "\(person)@acme.example"))
      let ci = try acme.actor("ci")
      #expect(try ci.opsgate("verify", "--env", "policy").status == 1)
      // Bob's stolen key may as well end itself.
      try acme.actor(person).opsgate("approve", "main", "--env", "policy", "--yes").checked()
      let run = try ci.opsgate("verify", "--env", "policy")
      #expect(run.status == (person == "carol" ? 1 : 0), "\(run)")
      guard person == "alice" else { return }
      try git.write(".opsgate/revoked", "")
      try git.commit("Take it back")
      try acme.actor("alice").opsgate("approve", "main", "--env", "policy", "--yes").checked()
      #expect(try ci.opsgate("verify", "--env", "policy").status == 1)
    }
  }

  @Test
  func aPinThatDoesNotHoldRefuses() throws {
    try withLanded { acme, _ in
      let ci = try acme.actor("ci")
      let pin = try ci.opsgate("trust", "pin").checked().stdout
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let tree = try acme.repository.git("rev-parse", "HEAD:.opsgate")
      let here = try acme.repository.head()
      #expect(pin.contains(here), "\(pin)")
      #expect(try ci.opsgate("verify", "--strict", "--pin", "\(here):\(tree)").status == 0)
      let branch = try acme.repository.head("release-api")
      for wrong in ["\(branch):\(tree)", "\(here):\(here)"] {
        let run = try ci.opsgate("verify", "--pin", wrong)
        #expect(run.status == 1, "\(run)")
      }
      #expect(try ci.opsgate("verify", "--pin", "nonsense").status == 64)
      // A policy that nobody approved is in force where it is pinned, for whoever judges.
      let policy = String(
        decoding: try acme.repository.folder.bytes(".opsgate/policy.yaml"),
        as: UTF8.self
      )
      try acme.repository.write(".opsgate/policy.yaml", policy + "# looked at\n")
      try acme.repository.commit("Say nothing", author: .dan)
      #expect(try ci.opsgate("verify", "--env", "policy").status == 1)
      let looked = try acme.repository.git("rev-parse", "HEAD", "HEAD:.opsgate")
      let word = looked.replacing("\n", with: ":")
      #expect(try ci.opsgate("verify", "--env", "policy", "--pin", word).status == 0)
      var variables = ci.variables
      variables["OPSGATE_PIN"] = word
      let pinned = Acme.Actor(name: "ci", repository: acme.repository, variables: variables)
      let shown = try pinned.opsgate("show", "main", "--format", "json")
      #expect(shown.status == 0 && !shown.stderr.contains("is not in force"), "\(shown)")
    }
  }

  @Test
  func aPolicyFromOutsideIsRefusedHere() throws {
    try withLanded { acme, _ in
      try acme.repository.write("kind.yaml", acme.ops.policy)
      for command in [["verify"], ["promote", "api", "--to", "staging"]] {
        let run = try acme.actor("ci").opsgate(command + ["--policy", "kind.yaml"])
        #expect(run.status == 64, "\(run)")
        #expect(run.stderr.contains("the repository has a policy of its own"), "\(run)")
      }
    }
  }

  @Test
  func betweenACommitAndItselfIsNothing() throws {
    try withLanded { acme, _ in
      let run = try acme.actor("ci").opsgate("verify", "--range", "main..main", "--format", "json")
      #expect(run.status == 0 && run.stdout.contains("\"changes\": []"), "\(run)")
    }
  }

  // MARK: What is deployed

  /// An approved change of the same file hides no line that nobody approved.
  @Test
  func anApprovedChangeHidesNoOther() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let file = acme.ops.file("web", "production")
      let text = String(decoding: try git.folder.bytes(file), as: UTF8.self)
      try git.write(file, text + "privileged: true\n")
      let bad = try git.commit("A line", author: .dan)
      try git.branch("good")
      try git.write(file, text + "privileged: true\nmemory: 1Gi\n")
      try git.commit("Another line", author: .dan)
      try git.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "good", "--yes").checked()
      }
      try acme.land("good", by: .squash)
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(run.stdout.contains("change\t\(bad)\tproduction\trefused"), "\(run)")
      // Taken back, it is nothing any more.
      try git.write(file, text + "memory: 1Gi\n")
      try git.commit("Take it back", author: .dan)
      #expect(try acme.verdict().stdout.contains(bad))
      try git.write(file, text)
      try git.commit("And the rest", author: .dan)
      #expect(try !acme.verdict().stdout.contains(bad))
    }
  }

  @Test
  func aFileThatWasTakenAwayIsAChange() throws {
    try withLanded { acme, _ in
      try acme.repository.remove(acme.ops.file("web", "production"))
      let gone = try acme.repository.commit("Away with it", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(run.stdout.contains("change\t\(gone)\tproduction\trefused\t-\tremoved"), "\(run)")
    }
  }

  // MARK: What looks like a rollback

  /// One copy of the pointer goes back, the other to what nobody approved.
  @Test
  func aCopyThatGoesElsewhereIsNoRollback() throws {
    try withScratch { scratch in
      let acme = try Acme.make(
        at: scratch,
        policy: {
          try DecisionFlowTests.policy($0).replacing(
            "    key: image.tag\n",
            with:
              "    key: image.tag\n  - { path: 'copies/{service}/{environment}.yaml', key: tag }\n"
          )
        }
      )
      let copy = "copies/api/production.yaml"
      try acme.stage("api", "v1.2.0")
      try acme.repository.write(copy, "tag: v1.2.0\n")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "main", "--env", "production", "--yes").checked()
      }
      let before = try acme.verdict()
      #expect(before.status == 0, "\(before)")
      try acme.repository.write(copy, "tag: v6.6.6\n")
      try acme.ops.point("api", "production", at: "v1.0.0", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1, "\(run)")
      #expect(run.stdout.contains("error\tpromotion-order\tapi v6.6.6"), "\(run)")
    }
  }

  /// The same tag with another digest is another thing, back and forth.
  @Test
  func anotherDigestIsAnotherTag() throws {
    try withScratch { scratch in
      let acme = try Acme.make(
        at: scratch,
        policy: {
          try DecisionFlowTests.policy($0)
            .replacing("key: image.tag", with: "key: image\n    part: tag")
            .replacing("values.yaml", with: "image.yaml")
        }
      )
      func set(_ environment: String, _ tag: String, _ digit: Character) throws {
        let digest = String(repeating: digit, count: 64)
        try acme.repository.write(
          "apps/api/\(environment)/image.yaml",
          "image: registry.example/api:\(tag)@sha256:\(digest)\n"
        )
        try acme.repository.commit("\(tag) in \(environment)", author: .dan)
      }
      func approve() throws {
        for name in ["alice", "bob"] {
          try acme.actor(name).opsgate("approve", "main", "--env", "production", "--yes").checked()
        }
      }
      func check(_ environment: String) throws {
        try acme.actor("ci").opsgate(
          "check",
          "record",
          "smoke",
          "--env",
          environment,
          "--result",
          "pass",
          "--service",
          "api"
        ).checked()
      }
      for (tag, digit) in [("v1.1.0", Character("a")), ("v1.2.0", "b")] {
        for environment in ["dev", "staging"] {
          try set(environment, tag, digit)
          try check(environment)
        }
        try set("production", tag, digit)
        try approve()
      }
      #expect(try acme.verdict().status == 0)
      // Back to the tag, not to what it was.
      try set("production", "v1.1.0", "e")
      #expect(try acme.verdict().status == 1)
      try set("production", "v1.2.0", "e")
      try approve()
      let run = try acme.verdict()
      #expect(run.stdout.contains("error\tpromotion-order\tapi v1.2.0"), "\(run)")
      try set("production", "v1.1.0", "a")
      #expect(try acme.verdict().status == 0)
    }
  }

  /// Part of what a state had, and part of what came later, was never there.
  @Test
  func halfAStateIsNoRollback() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let (one, two) = ("apps/api/production/auth.yaml", "apps/api/production/net.yaml")
      func land(_ words: String, tag: String) throws {
        try git.write(one, "auth: \(words)\n")
        try git.write(two, "net: \(words)\n")
        try acme.ops.set("api", "production", to: tag)
        try git.commit("\(words)", author: .dan)
      }
      func approve() throws {
        for name in ["alice", "bob"] {
          try acme.actor(name).opsgate("approve", "main", "--env", "production", "--yes").checked()
        }
      }
      try land("old", tag: "v1.2.0")
      try approve()
      try acme.stage("api", "v1.3.0")
      try land("new", tag: "v1.3.0")
      try approve()
      #expect(try acme.verdict().status == 0)
      try git.write(one, "auth: old\n")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      #expect(try acme.verdict().status == 1)
      try git.git("revert", "--no-edit", "HEAD")
      try land("old", tag: "v1.2.0")
      let whole = try acme.verdict()
      #expect(whole.status == 0, "\(whole)")
    }
  }

  // MARK: Time

  /// An approval holds for a week; what a machine saw allowed within it stays so.
  @Test
  func aCheckpointSettlesExpiry() throws {
    try withLanded { acme, _ in
      let ci = try acme.actor("ci")
      let later = acme.repository.clock.now + 30 * 86_400
      let time = Date(timeIntervalSince1970: Double(later)).formatted(.iso8601)
      let before = try acme.verdict("--as-of", time)
      #expect(before.status == 1)
      #expect(before.stdout.contains("note\texpired"), "\(before)")
      try ci.opsgate("verify", "--record").checked()
      #expect(try acme.verdict("--as-of", time).status == 0)
      // What was said later counts: alice looks again.
      try acme.actor("alice").opsgate("reject", "main", "--env", "production", "--yes").checked()
      #expect(try acme.verdict("--as-of", time).status == 1)
    }
  }

  /// Only machines that may record checkpoints settle anything.
  @Test
  func nobodyElseRecordsCheckpoints() throws {
    try withLanded { acme, _ in
      for name in ["alice", "dan"] {
        let run = try acme.actor(name).opsgate("verify", "--record")
        #expect(run.status == 1, "\(run)")
        #expect(run.stderr.contains("may not record checkpoints"), "\(run)")
      }
    }
  }

  /// A leaver's key approves what landed while it still could, and dates it back.
  @Test(arguments: [false, true])
  func aRemovedKeyProvesNothingByItself(_ wasSeen: Bool) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.candidate("release-api", "v1.2.0")
      try acme.actor("alice").opsgate("approve", "release-api", "--yes").checked()
      if wasSeen { try acme.actor("bob").opsgate("approve", "release-api", "--yes").checked() }
      try acme.land("release-api", by: .merge)
      try acme.actor("ci").opsgate("verify", "--record")
      try acme.change(policy: {
        let key = try TestKey("bob").fingerprint
        return $0.replacing("  bob: { emails: [bob@acme.example], keys: ['\(key)'] }\n", with: "")
          .replacing("[alice, bob, dan]", with: "[alice, dan]")
      })
      if !wasSeen {
        let forger = try acme.actor("bob")
        acme.repository.clock.advance(by: -3600)
        try forger.opsgate("approve", "main~1", "--env", "production", "--yes").checked()
        acme.repository.clock.advance(by: 3600)
      }
      let run = try acme.verdict()
      #expect(run.status == (wasSeen ? 0 : 1), "\(run)")
      #expect(run.stdout.contains("was removed since") == !wasSeen, "\(run)")
    }
  }

  // MARK: Rewinds

  @Test
  func aRewrittenMainlineShows() throws {
    try withLanded { acme, _ in
      try acme.ops.point("web", "dev", at: "v8")
      try acme.actor("ci").opsgate("verify", "--record").checked()
      try acme.repository.git("reset", "--quiet", "--hard", "HEAD~1")
      try acme.ops.point("web", "dev", at: "v8.1")
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(run.stdout.contains("error\tmainline\tthe mainline was rewritten"), "\(run)")
    }
  }

  @Test
  func rewoundNotesShow() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let old = try git.head("refs/notes/opsgate/evidence~1")
      try acme.actor("ci").opsgate("verify", "--record").checked()
      try git.git("update-ref", "refs/notes/opsgate/evidence", old)
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(
        run.stdout.contains("error\tnotes-history\trefs/notes/opsgate/evidence was rewound"),
        "\(run)"
      )
    }
  }

  @Test
  func aNotesReferenceThatIsNoCommitIsAnAlarm() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let tree = try git.git("rev-parse", "refs/notes/opsgate/approvals^{tree}")
      try git.git("update-ref", "-d", "refs/notes/opsgate/approvals")
      try git.git("update-ref", "refs/notes/opsgate/approvals", tree)
      let run = try acme.verdict()
      #expect(run.status == 1)
      #expect(run.stdout.contains("error\tnotes-history\trefs/notes/opsgate/approvals:"), "\(run)")
    }
  }

  // MARK: Objects

  /// Somebody who can write into the object database puts other bytes under an approved id.
  @Test
  func anObjectWithOtherBytesIsCorrupt() throws {
    try withLanded { acme, _ in
      let git = acme.repository
      let blob = try git.git("rev-parse", "HEAD:" + acme.ops.file("api", "production"))
      let text = String(
        decoding: try git.folder.bytes(acme.ops.file("api", "production")),
        as: UTF8.self
      )
      let evil = text.replacing("v1.2.0", with: "v6.6.6")
      try git.write("evil.yaml", evil)
      let other = try git.git("hash-object", "-w", "evil.yaml")
      let objects = git.path + "/.git/objects/"
      func place(_ id: String) -> String { objects + id.prefix(2) + "/" + id.dropFirst(2) }
      try FileManager.default.removeItem(atPath: place(blob))
      try FileManager.default.copyItem(atPath: place(other), toPath: place(blob))
      let run = try acme.verdict()
      #expect(run.status == 74 && run.stdout == "", "\(run)")
      #expect(run.stderr.contains("git fsck"), "\(run)")
    }
  }

  // MARK: What is not here

  /// Where the approvals of a policy were not fetched, the one before it does not simply come back.
  @Test
  func aPolicyThatCannotBeToldLeavesAllUndecided() throws {
    try withLanded { acme, scratch in
      try acme.change(policy: { $0.replacing("expires: 7d", with: "expires: 9d") })
      try acme.ops.point("web", "dev", at: "v5")
      let clone = try acme.repository.clone(to: Folder(path: scratch.path("clone")))
      let run = try acme.actor("ci", in: clone).opsgate("verify", "--env", "dev")
      #expect(run.status == 2, "\(run)")
      #expect(run.stdout.contains("is in force cannot be told"), "\(run)")
    }
  }

  /// As `actions/checkout` makes it without a word.
  @Test
  func aShallowCloneIsUndecidedAndSaysWhatToWrite() throws {
    try withLanded { acme, scratch in
      let clone = Folder(path: scratch.path("shallow"))
      try Shell.run(
        "git",
        ["clone", "--quiet", "--depth=1", "file://\(acme.repository.path)", clone.path],
        environment: acme.repository.environment.merging(Shell.plainEnvironment) { $1 }
      ).checked()
      let shallow = GitFolder(at: clone, clock: acme.repository.clock)
      let run = try acme.actor("ci", in: shallow).opsgate("verify")
      #expect(run.status == 2, "\(run)")
      #expect(run.stdout.contains("with: { fetch-depth: 0 }"), "\(run)")
      #expect(run.stdout.contains("- run: git config --add remote.origin.fetch"), "\(run)")
      #expect(!run.stdout.contains("\tallowed\t") && !run.stdout.contains("\trefused\t"), "\(run)")
      // What it says to write is enough.
      try shallow.git("fetch", "--quiet", "--unshallow")
      let half = try acme.actor("ci", in: shallow).opsgate("verify", "--env", "production")
      #expect(half.status == 2, "\(half)")
      try shallow.git(
        "config",
        "--add",
        "remote.origin.fetch",
        "+refs/notes/opsgate/*:refs/notes/remotes/origin/opsgate/*"
      )
      try shallow.git("fetch", "--quiet", "origin")
      let whole = try acme.actor("ci", in: shallow).opsgate("verify", "--env", "production")
      #expect(whole.status == 0, "\(whole)")
    }
  }
}

extension Acme {
  /// The verdict on production, of a machine that reads it as text.
  func verdict(_ more: String...) throws -> ProgramRun {
    try actor("ci").opsgate(["verify", "--env", "production"] + more)
  }

  /// A branch by Dan that brings a tag to production.
  func candidate(_ branch: String, _ tag: String) throws {
    try repository.branch(branch)
    try ops.point("api", "production", at: tag, author: .dan)
    try repository.go(to: "main")
  }

  /// Changes the policy with the two approvals that it takes.
  func change(policy edit: (String) throws -> String) throws {
    let old = String(decoding: try repository.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
    try repository.branch("policy")
    try repository.write(".opsgate/policy.yaml", try edit(old))
    try repository.commit("Change the policy")
    try repository.go(to: "main")
    for name in ["alice", "bob"] {
      try actor(name).opsgate("approve", "policy", "--yes").checked()
    }
    try repository.git("merge", "--quiet", "--ff-only", "policy")
    try repository.git("branch", "--quiet", "--delete", "policy")
  }
}

extension Person {
  static var dan: Person { Person("Dan", "dan@acme.example") }
}
