import OpsTestSupport
import Testing

/// What people read when something stands in their way, and whether it leads on.
struct WordsOfTheGateTests {
  private func withAcme(
    _ policy: @escaping (String) -> String = { $0 },
    _ body: (Acme) throws -> Void
  ) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { policy(try DecisionFlowTests.policy($0)) }
      try acme.stage("api", "v1.2.0")
      try body(acme)
    }
  }

  /// Without the fast track nothing sends people round in a circle.
  @Test
  func aRollbackThatIsNoneSaysWhy() throws {
    let withoutTrack = { (policy: String) in
      policy.replacing(#/[ ]*rollback: \{[^}]*\}\n/#, with: "")
    }
    try withAcme(withoutTrack) { acme in
      try acme.promoted("v1.2.0")
      try acme.approveLanded()
      let made = try acme.actor("dan").opsgate("rollback", "api", "--env", "production")
      #expect(made.stderr.contains("the policy has no 'rollback' for 'production'"), "\(made)")
      let run = try acme.verdict()
      #expect(run.status == 1, "\(run)")
      #expect(
        run.stdout.contains("not taken for a rollback: the policy has no 'rollback'"),
        "\(run)"
      )
    }
  }

  /// What nobody allowed is passed over, and that is said.
  @Test
  func aRollbackNamesWhatItPassesOver() throws {
    try withAcme { acme in
      try acme.promoted("v1.2.0")
      try acme.approveLanded()
      try acme.ops.point("api", "production", at: "v6.6.6", author: .dan)
      try acme.ops.point("api", "production", at: "v7.7.7", author: .dan)
      let run = try acme.actor("dan").opsgate("rollback", "api", "--env", "production", "-n")
      #expect(run.stderr.contains("'v6.6.6' (in "), "\(run)")
      #expect(run.stderr.contains("is passed over: the gate did not let 'api' have it"), "\(run)")
    }
  }

  /// Who has no key any more is not asked, and where too few are left that is said.
  @Test
  func nobodyIsAskedWhoCannotAnswer() throws {
    try withAcme { acme in
      try acme.candidate("release-api", "v1.2.0")
      try acme.land("release-api", by: .merge)
      let git = acme.repository
      try git.write(".opsgate/revoked", try TestKey("bob").publicLine + "\n")
      try git.commit("It was stolen", author: Person("Bob", "bob@acme.example"))
      let own = try acme.actor("bob").opsgate("approve", "main", "--env", "policy", "--yes")
      // It counts: making things safer asks for no second person.
      #expect(own.status == 0 && !own.stderr.contains("will not count in"), "\(own)")
      #expect(try acme.actor("ci").opsgate("verify", "--env", "policy").status == 0)
      let run = try acme.verdict()
      #expect(run.stdout.contains("only alice may still, who are too few"), "\(run)")
      let late = try acme.actor("bob")
        .opsgate("approve", "main~1", "--env", "production", "--yes")
      #expect(
        late.stderr.contains("the key is 'revoked' by the policy that is in force now"),
        "\(late)"
      )
    }
  }

  /// An emergency is told from an approval wherever it is shown, and who is to look at it.
  @Test
  func anEmergencyIsNoApprovalToTheEye() throws {
    try withAcme { acme in
      try acme.candidate("release-api", "v1.2.0")
      try acme.land("release-api", by: .merge)
      try acme.actor("carol").opsgate(
        "approve",
        "main",
        "--env",
        "production",
        "--emergency",
        "--reason",
        "checkout is down",
        "--incident",
        "INC-42",
        "--yes"
      ).checked()
      let shown = try acme.repository.typedOnTerminal("verify --env production", columns: 200)
      #expect(shown.contains("emergency by carol (INC-42: checkout is down)"), "\(shown)")
      #expect(
        shown.contains("2 more of alice, bob look at it, and say `opsgate approve"),
        "\(shown)"
      )
      let asked = try acme.actor("alice").opsgate("approve", "main", "--env", "production", "-n")
      #expect(asked.stderr.contains("as an emergency (INC-42: checkout is down)"), "\(asked)")
    }
  }

  /// A policy that nobody can read stops neither a revert nor the word that there is one.
  @Test
  func aBrokenPolicyIsRevertedByItsCommit() throws {
    try withAcme { acme in
      let git = acme.repository
      try git.write(".opsgate/policy.yaml", "environments: {\n")
      try git.commit("A slip", author: .alice)
      let status = try acme.actor("alice").opsgate("status")
      #expect(status.status == 65 && status.stderr.contains("`opsgate revert COMMIT`"), "\(status)")
      try acme.actor("alice").opsgate("revert", "HEAD").checked()
      let run = try acme.actor("ci").opsgate("verify")
      #expect(run.status == 0 && !run.stdout.contains("not in force"), "\(run)")
    }
  }

  /// A check that is spelled differently opens nothing.
  @Test
  func aCheckNobodyAsksForIsDoubted() throws {
    try withAcme { acme in
      let run = try acme.actor("ci").opsgate(
        "check",
        "record",
        "smok",
        "--env",
        "dev",
        "--result",
        "pass"
      )
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("no gate behind 'dev' asks for 'smok'"), "\(run)")
      #expect(run.stderr.contains("did you mean 'smoke'?"), "\(run)")
    }
  }

  /// Who only reads need be nobody.
  @Test
  func syncingIntoAnEmptyCloneNeedsNoName() throws {
    try withAcme { acme in
      try withScratch { scratch in
        let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
        try acme.repository.git(
          "push",
          "--quiet",
          bare.path,
          "refs/notes/opsgate/*:refs/notes/opsgate/*"
        )
        let clone = try bare.clone(to: Folder(path: scratch.path("clone")))
        let nobody = [
          "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.useConfigOnly",
          "GIT_CONFIG_VALUE_0": "true", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "",
        ]
        let run = try clone.opsgate(["sync", "--configure"], environment: nobody)
        #expect(run.status == 0, "\(run)")
        #expect(try clone.opsgate(["verify"], environment: [:]).status == 0)
      }
    }
  }
}
