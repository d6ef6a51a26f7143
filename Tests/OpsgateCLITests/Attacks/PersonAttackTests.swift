import Foundation
import OpsTestSupport
import Testing

/// Who counts, and from when to when.
struct PersonAttackTests {
  /// Alice makes it, and Dan squashes it under his name.
  @Test
  func aSquashHidesNoAuthor() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.repository.branch("hers")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .alice)
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "hers", "--yes").checked()
      }
      try acme.land("hers", by: .squash)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("note\town-change"), "\(run)")
    }
  }

  /// Bob approved Alice's branch once, and then Dan's, which does the same: Alice made nothing of what landed.
  @Test
  func aBranchThatWasGivenUpMakesNobodyAnAuthor() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.repository.branch("hers")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .alice)
      try acme.repository.go(to: "main")
      try acme.actor("bob").opsgate("approve", "hers", "--yes").checked()
      try acme.candidate("his", "v1.2.0")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "his", "--yes").checked()
      }
      try acme.land("his", by: .squash)
      let run = try acme.verdict()
      #expect(run.status == 0, "\(run)")
    }
  }

  /// Dan raises a number above the policy that Alice wrote and nobody approved.
  @Test
  func whoWroteAPolicyDoesNotApproveItBehindAnother() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let git = acme.repository
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
        .replacing("expires: 7d", with: "expires: 90d")
      try git.write(".opsgate/policy.yaml", policy)
      try git.commit("Hold longer", author: .alice)
      try git.write(".opsgate/policy.yaml", policy + "# so it is\n")
      try git.commit("Say so", author: .carol)
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "main", "--env", "policy", "--yes").checked()
      }
      let run = try acme.actor("ci").opsgate("verify", "--env", "policy")
      #expect(run.status == 1 && run.stdout.contains("note\town-change"), "\(run)")
      try acme.actor("dan").opsgate("approve", "main", "--env", "policy", "--yes").checked()
      #expect(try acme.actor("ci").opsgate("verify", "--env", "policy").status == 0)
    }
  }

  /// Who has one key ends it, so that a policy which it approved falls out of force and an older one asks for less.
  @Test
  func endingAKeyBringsNoOlderPolicyBack() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { acme in
        try DecisionFlowTests.policy(acme).replacing(
          "approvals: 2, approvers: [release-managers], expires",
          with: "approvals: 1, approvers: [release-managers], expires"
        )
      }
      let (git, ci) = (acme.repository, try acme.actor("ci"))
      try acme.change(policy: {
        $0.replacing(
          "approvals: 1, approvers: [release-managers], expires",
          with: "approvals: 2, approvers: [release-managers], expires"
        )
      })
      let strict = try git.head()
      try acme.stage("api", "v1.2.0")
      #expect(try ci.opsgate("verify", "--env", "policy").status == 0)
      try git.write(".opsgate/revoked", try TestKey("bob").publicLine + "\n")
      try git.commit("It was stolen", author: Person("Bob", "bob@acme.example"))
      try acme.approvePolicy(["bob"])
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      try acme.actor("alice").opsgate("approve", "main", "--env", "production", "--yes").checked()
      let run = try acme.verdict()
      #expect(
        run.status == 2 && !run.stdout.contains("\tproduction\tallowed\t-\tpromotion"),
        "\(run)"
      )
      #expect(run.stdout.contains("is in force cannot be told"), "\(run)")
      let said = try ci.opsgate("verify", "--range", "\(strict)~1..\(strict)")
      #expect(said.stdout.contains("let dan approve it as well"), "\(said)")
      // Somebody else says that it was so.
      try acme.actor("dan").opsgate("approve", strict, "--env", "policy", "--yes").checked()
      let later = try acme.verdict()
      #expect(later.status == 1 && later.stdout.contains("error\tapprovals\t2 of"), "\(later)")
    }
  }

  // MARK: Emergencies

  /// A world in which Carol opened production in an emergency.
  private func withEmergency(
    before landing: Bool = false,
    _ body: (Acme) throws -> Void
  ) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { acme in
        try DecisionFlowTests.policy(acme)
          .replacing(
            "emergency: { approvers: [carol]",
            with: "emergency: { approvers: [carol, bob]"
          )
      }
      try acme.stage("api", "v1.2.0")
      try acme.candidate("release-api", "v1.2.0")
      if !landing { try acme.land("release-api", by: .merge) }
      try acme.actor("bob").opsgate(
        "approve",
        landing ? "release-api" : "main",
        "--env",
        "production",
        "--emergency",
        "--reason",
        "checkout answers 500",
        "--incident",
        "INC-42",
        "--yes"
      ).checked()
      try body(acme)
    }
  }

  /// Bob opened it, takes that back, and reviews himself.
  @Test
  func whoOpenedAnEmergencyDoesNotReviewIt() throws {
    try withEmergency { acme in
      #expect(try acme.verdict().stdout.contains("\tallowed\texception\t"))
      let bob = try acme.actor("bob")
      try bob.opsgate("revoke", "main", "--env", "production", "--yes").checked()
      try bob.opsgate("approve", "main", "--env", "production", "--yes").checked()
      try acme.actor("alice").opsgate("approve", "main", "--env", "production", "--yes").checked()
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("does not review it as well"), "\(run)")
      // Dan made it; Carol may not: somebody else has to be found, and the exception stays one.
      #expect(run.stdout.contains("that was taken back since"), "\(run)")
    }
  }

  /// A debt that falls due later shuts no gate that was open before.
  @Test
  func anEmergencyStaysOpenWhateverFallsDueLater() throws {
    try withEmergency { acme in
      try acme.ops.point("api", "production", at: "v1.3.0", author: .dan)
      try acme.actor("carol").opsgate(
        "approve",
        "main",
        "--env",
        "production",
        "--emergency",
        "--reason",
        "again",
        "--incident",
        "INC-43",
        "--yes"
      ).checked()
      #expect(try acme.verdict().status == 0)
      acme.repository.clock.advance(by: 3 * 86_400)
      let later = try acme.verdict()
      #expect(later.status == 0 && later.stdout.contains("is overdue"), "\(later)")
      // What is opened now is another matter.
      try acme.ops.point("api", "production", at: "v1.4.0", author: .dan)
      try acme.actor("carol").opsgate(
        "approve",
        "main",
        "--env",
        "production",
        "--emergency",
        "--reason",
        "and again",
        "--incident",
        "INC-44",
        "--yes"
      ).checked()
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("no new emergency before"), "\(run)")
    }
  }

  /// What was approved in an emergency months ago opens nothing now.
  @Test
  func anEmergencyThatIsOverOpensNothingThatLandsLater() throws {
    try withEmergency(before: true) { acme in
      acme.repository.clock.advance(by: 100 * 86_400)
      try acme.ops.point("web", "dev", at: "v9")
      try acme.land("release-api", by: .merge)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("has expired"), "\(run)")
    }
  }

  /// The same with a landing that dates itself back, behind what a machine saw.
  @Test
  func aLandingDatedBackIsHeldAgainstWhatWasSeen() throws {
    try withEmergency(before: true) { acme in
      acme.repository.clock.advance(by: 100 * 86_400)
      try acme.actor("ci").opsgate("verify", "--record")
      acme.repository.clock.advance(by: -100 * 86_400)
      try acme.land("release-api", by: .merge)
      acme.repository.clock.advance(by: 100 * 86_400)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("has expired"), "\(run)")
    }
  }

  /// A debt cannot be put off by dating the approval forward.
  @Test
  func anApprovalOfTheFutureDoesNotCountYet() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.candidate("release-api", "v1.2.0")
      acme.repository.clock.advance(by: 30 * 86_400)
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "release-api", "--yes").checked()
      }
      acme.repository.clock.advance(by: -30 * 86_400)
      try acme.land("release-api", by: .merge)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("which is still to come"), "\(run)")
    }
  }

  /// A machine's key was taken away, and somebody signs an old check with it.
  @Test(arguments: [false, true])
  func aCheckByARemovedKeyNeedsAWitness(_ wasSeen: Bool) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let ci = try acme.actor("ci")
      func check() throws {
        try ci.opsgate(
          "check",
          "record",
          "smoke",
          "--env",
          "dev",
          "--result",
          "pass",
          "--service",
          "api"
        ).checked()
      }
      try acme.ops.point("api", "dev", at: "v1.2.0")
      if wasSeen { try check() }
      try acme.ops.point("api", "staging", at: "v1.2.0")
      if wasSeen {
        try ci.opsgate("verify", "--record")
      } else {
        #expect(try ci.opsgate("verify", "--env", "staging").status == 1)
        let tip = try acme.repository.head("main~1")
        try acme.repository.git("branch", "--quiet", "tested", tip)
        try check()
      }
      try acme.replaceMachine(vouchingFor: wasSeen ? ["evidence"] : [])
      let run = try acme.actor("ci2").opsgate("verify", "--env", "staging")
      #expect(run.status == (wasSeen ? 0 : 1), "\(run)")
    }
  }
}

extension Acme {
  /// Puts another machine in the place of `ci`, and lets the other's checkpoints vouch for what `ci` did.
  func replaceMachine(vouchingFor names: [String]) throws {
    let (old, new) = (try TestKey("ci").fingerprint, try TestKey("ci2").fingerprint)
    try repository.branch("machine")
    let policy = String(
      decoding: try repository.folder.bytes(".opsgate/policy.yaml"),
      as: UTF8.self
    )
    try repository.write(".opsgate/policy.yaml", policy.replacing(old, with: new))
    let signers = String(
      decoding: try repository.folder.bytes(".opsgate/allowed_signers"),
      as: UTF8.self
    )
    try repository.write(
      ".opsgate/allowed_signers",
      signers.replacing(try TestKey("ci").publicLine, with: try TestKey("ci2").publicLine)
    )
    let seen = try names.map { name in
      "Opsgate-Notes: " + (try repository.head("refs/notes/opsgate/\(name)"))
    }.joined(separator: "\n")
    try repository.commit("Another machine\n\n\(seen)")
    try repository.go(to: "main")
    for name in ["alice", "bob"] {
      try actor(name).opsgate("approve", "machine", "--yes").checked()
    }
    try repository.git("merge", "--quiet", "--ff-only", "machine")
  }
}

extension Person {
  static var alice: Person { Person("Alice", "alice@acme.example") }
  static var carol: Person { Person("Carol", "carol@acme.example") }
}
