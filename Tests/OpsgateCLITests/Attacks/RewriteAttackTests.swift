import OpsTestSupport
import Testing

/// What somebody may do to the mainline and the notes who can push to both.
struct RewriteAttackTests {
  private func withRecorded(_ body: (Acme) throws -> Void) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.promoted("v1.2.0")
      try body(acme)
    }
  }

  /// A merge whose first parent is a root of its own is a plain push, and would make all that it has the baseline.
  @Test(arguments: [false, true])
  func aMergeThatTurnsTheMainlineAroundShows(_ wasRecorded: Bool) throws {
    try withRecorded { acme in
      let git = acme.repository
      if wasRecorded { try acme.actor("ci").opsgate("verify", "--record").checked() }
      try git.git("switch", "--quiet", "--orphan", "other")
      try git.git("commit", "--quiet", "--allow-empty", "--message", "Seed")
      try git.git(
        "merge",
        "--quiet",
        "--no-ff",
        "--no-commit",
        "--allow-unrelated-histories",
        "main"
      )
      try acme.ops.point("api", "production", at: "v6.6.6", author: .dan)
      try git.go(to: "main")
      try git.git("merge", "--quiet", "--ff-only", "other")
      let run = try acme.verdict()
      #expect(run.status == 1, "\(run)")
      #expect(run.stdout.contains("error\tmainline\tthe mainline was rewritten"), "\(run)")
    }
  }

  /// The same where no machine ever recorded anything: nobody can tell, but it is seen.
  @Test
  func aMainlineThatBeginsAnewIsNotBelieved() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let git = acme.repository
      try git.git("switch", "--quiet", "--orphan", "other")
      try git.git("commit", "--quiet", "--allow-empty", "--message", "Seed")
      try git.git(
        "merge",
        "--quiet",
        "--no-ff",
        "--no-commit",
        "--allow-unrelated-histories",
        "main"
      )
      try acme.ops.point("api", "production", at: "v6.6.6", author: .dan)
      try git.go(to: "main")
      try git.git("merge", "--quiet", "--ff-only", "other")
      let run = try acme.verdict()
      #expect(run.status == 2, "\(run)")
      #expect(run.stdout.contains("undecided\tmainline\tthe first policy came in by the merge"))
      // A pin of what it was settles it.
      let first = try git.head("main^2")
      let tree = try git.git("rev-parse", "\(first):.opsgate")
      #expect(try acme.verdict("--pin", "\(first):\(tree)").status == 1)
    }
  }

  /// A policy may well come by a pull request.
  @Test
  func aFirstPolicyThatWasMergedIsWarnedOf() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let git = ops.repository
      try git.git("rm", "--quiet", "-r", ".opsgate")
      try git.git("commit", "--quiet", "--amend", "--no-edit")
      try git.branch("policy")
      try git.write(".opsgate/policy.yaml", ops.policy)
      try git.commit("A policy")
      try git.go(to: "main")
      try git.merge("policy", message: "Merge the policy")
      let run = try git.opsgate(["verify"])
      #expect(run.status == 0, "\(run)")
      #expect(run.stdout.contains("warning\tmainline\tthe first policy came in by the merge"))
    }
  }

  /// The job that records what it saw does not make good what it did not see.
  @Test
  func aRefusedCheckpointHealsNothing() throws {
    try withRecorded { acme in
      let git = acme.repository
      let ci = try acme.actor("ci")
      let before = try git.head("refs/notes/opsgate/approvals")
      try acme.actor("dan").opsgate("reject", "main", "--env", "production", "--yes")
      try acme.actor("alice").opsgate("reject", "main", "--env", "production", "--yes").checked()
      #expect(try ci.opsgate("verify", "--record").status == 1)
      try git.git("update-ref", "refs/notes/opsgate/approvals", before)
      for _ in 1...2 {
        let run = try ci.opsgate("verify", "--record")
        #expect(run.status == 1, "\(run)")
        #expect(run.stdout.contains("refs/notes/opsgate/approvals was rewound"), "\(run)")
      }
    }
  }

  /// Who takes the policy away has not the next word.
  @Test
  func aPolicyTakenAwayIsStillTheOneInForce() throws {
    try withRecorded { acme in
      let git = acme.repository
      let kind = try DecisionFlowTests.policy(acme)
        .replacing("approvals: 2, approvers: [release-managers], expires: 7d", with: "approvals: 0")
      try git.git("rm", "--quiet", "-r", ".opsgate")
      try git.commit("No policy", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 0 && run.stdout.contains("it may not be taken away"), "\(run)")
      try acme.repository.write("kind.yaml", kind)
      let given = try acme.actor("ci").opsgate("verify", "--policy", "kind.yaml")
      #expect(given.status == 64, "\(given)")
      try acme.ops.point("api", "production", at: "v9", author: .dan)
      #expect(try acme.verdict().status == 1)
      // At night the way back is open all the same.
      let back = try acme.actor("dan").opsgate("rollback", "api", "--env", "production", "-q")
      #expect(back.status == 0, "\(back)")
      #expect(try acme.verdict().status == 0)
      // And people can say what they think of it.
      let no = try acme.actor("alice").opsgate("reject", "main", "--env", "production", "--yes")
      #expect(no.status == 0, "\(no)")
    }
  }

  /// The same digest under the same tag, or another: the checks and the order speak of what ran.
  @Test
  func anotherDigestIsCheckedAnew() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { acme in
        try DecisionFlowTests.policy(acme)
          .replacing("key: image.tag", with: "key: image\n    part: tag")
          .replacing("values.yaml", with: "image.yaml")
      }
      func set(_ environment: String, _ digit: Character) throws {
        let digest = String(repeating: digit, count: 64)
        try acme.repository.write(
          "apps/api/\(environment)/image.yaml",
          "image: registry.example/api:v1.2.0@sha256:\(digest)\n"
        )
        try acme.repository.commit("\(digit) in \(environment)", author: .dan)
      }
      try set("dev", "a")
      try acme.actor("ci").opsgate(
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
      try set("staging", "a")
      #expect(try acme.actor("ci").opsgate("verify", "--env", "staging").status == 0)
      try set("staging", "e")
      let run = try acme.actor("ci").opsgate("verify", "--env", "staging")
      #expect(run.status == 1, "\(run)")
      for rule in ["promotion-order", "checks"] {
        #expect(run.stdout.contains("error\t\(rule)\t"), "\(run)")
      }
    }
  }
}
