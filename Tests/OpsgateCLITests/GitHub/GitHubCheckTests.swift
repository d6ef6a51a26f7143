import OpsTestSupport
import StandIn
import Testing

/// GitHub's settings beside the policy.
struct GitHubCheckTests {
  private func withSettings(
    _ change: @escaping @Sendable (inout World) -> Void,
    _ body: @escaping @Sendable (ProgramRun) -> Void
  ) async throws {
    try await withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: AcmeGitHub.policy())
      var world = try AcmeGitHub.world(of: acme)
      world.repositories[0].environments = [
        World.Environment(
          300,
          "production",
          reviewers: [.user(1), .user(2), .user(4)],
          preventsSelfReview: true,
          canAdminsBypass: false,
          refs: .patterns([.init(1, "main")])
        )
      ]
      change(&world)
      try await StandInServer.run(world) { github in
        body(try acme.actor("ci").opsgate(["github", "check", "--env", "production"], at: github))
      }
    }
  }

  @Test
  func whatIsAsItShouldBeSaysNothing() async throws {
    try await withSettings({ _ in }) { run in #expect(run.transcript == "", "\(run)") }
  }

  @Test
  func everyDifferenceNamesTheSetting() async throws {
    try await withSettings({ world in
      world.repositories[0].environments[0].preventsSelfReview = false
      world.repositories[0].environments[0].canAdminsBypass = true
      world.repositories[0].environments[0].refs = nil
    }) { run in
      #expect(run.status == 1, "\(run)")
      for words in [
        "switch on 'Prevent self-review'", "switch off 'Allow administrators to bypass",
        "'Deployment branches and tags'",
      ] {
        #expect(run.stdout.contains(words), "\(run)")
      }
    }
  }

  @Test
  func aMissingEnvironmentIsAMistake() async throws {
    try await withSettings({ $0.repositories[0].environments = [] }) { run in
      #expect(run.status == 1 && run.stdout.contains("there is no Environment"), "\(run)")
    }
  }

  /// The mainline's rules, with a token that may see what it may.
  @Test
  func theMainlineIsLookedAtToo() async throws {
    try await withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: AcmeGitHub.policy())
      let world = try AcmeGitHub.world(of: acme)
      try await StandInServer.run(world) { github in
        let ci = try acme.actor("ci")
        let run = try ci.opsgate(["github", "check"], at: github)
        #expect(run.status == 1, "\(run)")
        #expect(run.stdout.contains("branch\tmain\tfail\tP1\t"), "\(run)")
        #expect(run.stdout.contains("'main' may be forced"), "\(run)")
        let json = try ci.opsgate(["github", "check", "--format", "json"], at: github)
        #expect(json.stdout.contains("\"schema\": \"opsgate.github-check/1\""), "\(json)")
        let offline = try ci.opsgateOffline(["github", "check"])
        #expect(offline.status == 2, "\(offline)")
      }
    }
  }
}
