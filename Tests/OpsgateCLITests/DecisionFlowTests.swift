import OpsTestSupport
import Testing

/// The whole way of a tag, as the decision has it: dev by itself, staging after smoke checks, production after two people,
/// and back again.
struct DecisionFlowTests {
  /// How a pull request lands.
  enum Landing: String, CaseIterable, Sendable { case merge, squash, rebase, cherryPick }

  @Test
  func aTagGoesToProductionAndBack() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      let (ci, dan) = (try acme.actor("ci"), try acme.actor("dan"))
      try acme.ops.point("api", "dev", at: "v1.2.0")
      var said = "# The pipeline, after the merge to dev\n"
      said += try ci.typed(
        "verify --env dev",
        "promote --auto",
        "check record smoke --env dev --result pass --service api",
        "promote --auto",
        "promote --auto",
        "check record smoke --env staging --result pass --service api"
      )
      said += "\n# Dan\n"
      said += try dan.typed(
        "promote api --to production",
        "promote api --to production --branch release-api"
      )
      said += "\n# The pull request\n" + (try ci.typed("verify --candidate release-api"))
      said += "\n# Alice\n" + (try acme.actor("alice").typed("approve release-api --yes -q"))
      said += "\n# The pull request\n" + (try ci.typed("verify --candidate release-api"))
      said += "\n# Bob\n" + (try acme.actor("bob").typed("approve release-api --yes -q"))
      said += "\n# The pull request\n" + (try ci.typed("verify --candidate release-api"))
      try acme.land("release-api", by: .merge)
      said += "\n# The deployment\n"
      said += try ci.typed("verify --env production", "verify --record", "why api production")
      said += "\n# At night\n"
      said += try dan.typed("rollback api --env production", "verify --env production")
      try expectGolden(stable(said), "whole.txt")
      #expect(try acme.repository.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test(arguments: Landing.allCases)
  func everyLandingKeepsTheApprovals(_ landing: Landing) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      try acme.stage("api", "v1.2.0")
      try acme.repository.branch("release-api")
      // A branch of two commits, which a rebase leaves two.
      try acme.ops.point(
        "api",
        "production",
        at: "v1.2.0",
        author: Person("Dan", "dan@acme.example")
      )
      try acme.repository.write("apps/api/production/limits.yaml", "memory: 1Gi\n")
      try acme.repository.commit("Give it memory", author: Person("Dan", "dan@acme.example"))
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "release-api", "--yes").checked()
      }
      try acme.ops.point("web", "dev", at: "v9")
      try acme.land("release-api", by: landing)
      let run = try acme.actor("ci").opsgate("verify", "--env", "production")
      #expect(run.status == 0, "\(run)")
      let range = try acme.actor("ci").opsgate("verify", "--range", "HEAD~1..", "--format", "json")
      #expect(range.status == 0, "\(range)")
      // The auditor reads it with git alone, on the commit that landed.
      try acme.actor("ci").opsgate("verify", "--record").checked()
      let landed = try acme.repository.git("rev-list", "--first-parent", "-1", "HEAD")
      let note = try acme.repository.git("notes", "--ref=opsgate/approvals", "show", landed)
      #expect(note.split(separator: "\n").count == 2, "\(note)")
      #expect(try acme.actor("ci").opsgate("verify", "--record").status == 0)
      #expect(try acme.repository.git("notes", "--ref=opsgate/approvals", "show", landed) == note)
    }
  }

  @Test(arguments: Landing.allCases)
  func oneByteMoreLosesThem(_ landing: Landing) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      try acme.stage("api", "v1.2.0")
      try acme.repository.branch("release-api")
      try acme.ops.point(
        "api",
        "production",
        at: "v1.2.0",
        author: Person("Dan", "dan@acme.example")
      )
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "release-api", "--yes").checked()
      }
      try acme.repository.go(to: "release-api")
      try acme.repository.write("apps/web/production/extra.yaml", "a: 1\n")
      try acme.repository.commit("One thing more", author: Person("Dan", "dan@acme.example"))
      try acme.repository.go(to: "main")
      try acme.land("release-api", by: landing)
      let run = try acme.actor("ci").opsgate("verify", "--env", "production")
      #expect(run.status == 1, "\(run)")
      #expect(run.stdout.contains("error\tapprovals"), "\(run)")
    }
  }

  /// Smoke checks may be late, as approvals may: the deployment waits for them.
  @Test(arguments: ["pass", "fail"])
  func aCheckMayComeAfterTheLanding(_ result: String) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      let ci = try acme.actor("ci")
      try acme.ops.point("api", "dev", at: "v1.2.0")
      try acme.ops.point("api", "staging", at: "v1.2.0")
      try acme.ops.point("web", "dev", at: "v9")
      #expect(try ci.opsgate("verify", "--env", "staging").status == 1)
      try ci.opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "dev",
        "--result",
        result,
        "--service",
        "api"
      ).checked()
      let run = try ci.opsgate("verify", "--env", "staging")
      #expect(run.status == (result == "pass" ? 0 : 1), "\(run)")
      // Of what came to dev only later a check says nothing for what stood in staging before.
      try acme.ops.point("api", "staging", at: "v3")
      try acme.ops.point("api", "dev", at: "v3")
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
      #expect(try ci.opsgate("verify", "--env", "staging").stdout.contains("error\tchecks\t"))
    }
  }

  /// After v1 → v2 → v1 the same v1 → v2 is another change.
  @Test
  func anApprovalIsUsedOnce() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      try acme.stage("api", "v1.2.0")
      try acme.repository.branch("release-api")
      try acme.ops.point(
        "api",
        "production",
        at: "v1.2.0",
        author: Person("Dan", "dan@acme.example")
      )
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "release-api", "--yes").checked()
      }
      try acme.land("release-api", by: .squash)
      try acme.actor("dan").opsgate("rollback", "api", "--env", "production").checked()
      try acme.ops.point(
        "api",
        "production",
        at: "v1.2.0",
        author: Person("Dan", "dan@acme.example")
      )
      let run = try acme.actor("ci").opsgate("verify", "--env", "production")
      #expect(run.status == 1, "\(run)")
    }
  }

  @Test
  func anEmergencyIsOwedAReview() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: Self.policy)
      let ci = try acme.actor("ci")
      try acme.repository.branch("hotfix")
      try acme.ops.point(
        "api",
        "production",
        at: "v1.0.1",
        author: Person("Dan", "dan@acme.example")
      )
      try acme.repository.go(to: "main")
      try acme.actor("carol").opsgate([
        "approve", "hotfix", "--yes", "--emergency", "--reason", "api is down", "--incident",
        "INC-42",
      ]).checked()
      var said = "# Before it lands\n" + (try ci.typed("verify --candidate hotfix"))
      try acme.land("hotfix", by: .squash)
      said += "\n# Landed\n" + (try ci.typed("verify --env production --strict"))
      acme.repository.clock.advance(by: 90_000)
      said += "\n# A day later\n"
      said += try ci.typed("verify --env production", "verify --env production --strict")
      try acme.repository.branch("another")
      try acme.ops.point(
        "api",
        "production",
        at: "v1.0.2",
        author: Person("Dan", "dan@acme.example")
      )
      try acme.repository.go(to: "main")
      try acme.actor("carol").opsgate([
        "approve", "another", "--yes", "--emergency", "--reason", "down again", "--incident",
        "INC-43",
      ]).checked()
      said += "\n# Another one\n" + (try ci.typed("verify --candidate another"))
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "main", "--env", "production", "--yes").checked()
      }
      said += "\n# Reviewed\n" + (try ci.typed("verify --candidate another"))
      try expectGolden(stable(said), "emergency.txt")
    }
  }

  static let policy: @Sendable (Acme) throws -> String = { acme in
    try acme.policy()
      .replacing("  - name: dev\n", with: "  - { name: dev, gate: automatic }\n")
      .replacing(
        "  - name: staging\n    from: dev\n",
        with: "  - { name: staging, from: dev, gate: { checks: [smoke] } }\n"
      )
      .replacing(
        "    emergency:",
        with: "    rollback: { approvals: 0, within: 5 }\n    emergency:"
      )
      .replacing("may: [checks]", with: "may: [checks, evidence, checkpoints]")
  }
}

extension Acme {
  /// Brings a tag to staging, as the pipeline does.
  func stage(_ service: String, _ tag: String) throws {
    let ci = try actor("ci")
    for (environment, next) in [("dev", "staging"), ("staging", "")] {
      if environment == "dev" { try ops.point(service, "dev", at: tag) }
      try ci.opsgate([
        "check", "record", "smoke", "--env", environment, "--result", "pass", "--service", service,
      ]).checked()
      if !next.isEmpty { try ci.opsgate("promote", service, "--to", next).checked() }
    }
  }

  /// Lands a branch as a pull request does, by somebody else's hand.
  func land(_ branch: String, by landing: DecisionFlowTests.Landing) throws {
    repository.clock.tick()
    switch landing {
    case .merge: try repository.merge(branch, message: "Merge \(branch)")
    case .squash:
      try repository.git("merge", "--quiet", "--squash", branch)
      try repository.commit("\(branch) (#1)", author: Person("Dan", "dan@acme.example"))
    case .cherryPick: try repository.git("cherry-pick", "main..\(branch)")
    case .rebase:
      try repository.git("switch", "--quiet", branch)
      try repository.git("rebase", "--quiet", "main")
      try repository.git("switch", "--quiet", "main")
      try repository.git("merge", "--quiet", "--ff-only", branch)
    }
  }
}
