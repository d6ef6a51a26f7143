import Foundation
import OpsTestSupport
import StandIn
import Testing

/// What people signed beside what GitHub says, with a server that answers as GitHub does.
struct ReconcileTests {
  @Test
  func bothRecordsAgree() async throws {
    try await AcmeGitHub.withPromotion { acme, world in
      try await StandInServer.run(world) { github in
        let ci = try acme.actor("ci")
        let run = try ci.opsgate(["reconcile", "--env", "production"], at: github)
        #expect(run.status == 0, "\(run)")
        #expect(run.stdout.contains("\tproduction\tok\tA1\t'alice' signed and reviewed"), "\(run)")
        #expect(run.stdout.contains("/acme/ops/pull/812#pullrequestreview-900"), "\(run)")
        let json = try ci.opsgate(
          ["reconcile", "--env", "production", "--format", "json"],
          at: github
        )
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(json.stdout.utf8)) as? [String: Any]
        )
        #expect(object["schema"] as? String == "opsgate.reconcile/1")
        #expect(object["outcome"] as? String == "ok")
        let changes = try #require(object["changes"] as? [[String: Any]])
        #expect(changes.first?["pullRequest"] as? Int == 812)
        let results = try #require(changes.first?["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["class"] as? String } == ["A1", "A1"])
      }
    }
  }

  @Test
  func theyDisagreeAndSayHow() async throws {
    try await AcmeGitHub.withPromotion(reviewedBy: [(1, "APPROVED"), (2, "CHANGES_REQUESTED")]) {
      acme,
      world in
      try await StandInServer.run(world) { github in
        let run = try acme.actor("ci").opsgate(["reconcile", "--env", "production"], at: github)
        #expect(run.status == 1, "\(run)")
        #expect(run.stdout.contains("fail\tE5\t'bob' signed it, and asks for changes"), "\(run)")
      }
    }
  }

  /// What was recorded answers when GitHub cannot, and what is new is recorded anew.
  @Test
  func evidenceAnswersWithoutTheNetwork() async throws {
    try await AcmeGitHub.withPromotion { acme, world in
      let ci = try acme.actor("ci")
      let reconcile = ["reconcile", "--env", "production"]
      try await StandInServer.run(world) { github in
        let run = try ci.opsgate(reconcile + ["--record"], at: github)
        #expect(run.status == 0 && run.stderr.contains("recorded 1 as evidence"), "\(run)")
        let again = try ci.opsgate(reconcile + ["--record"], at: github)
        #expect(again.stderr.contains("nothing new to record"), "\(again)")
        // A dismissal is new, and is told beside what was seen before.
        await github.github.change { world in
          world.repositories[0].pullRequests[0].reviews[1].state = "DISMISSED"
          world.repositories[0].pullRequests[0].events.append(
            World.Event(
              5,
              .dismissal(review: 901, previously: "APPROVED", message: nil),
              by: 4,
              at: "2026-03-02T13:00:00Z"
            )
          )
        }
        let later = try ci.opsgate(reconcile, at: github)
        #expect(later.stdout.contains("warn\tE4\tthe review of 'bob' was dismissed"), "\(later)")
        #expect(later.stdout.contains("was APPROVED when the evidence was written"), "\(later)")
      }
      // Nobody answers any more.
      let offline = try ci.opsgateOffline(reconcile)
      #expect(offline.status == 0 && offline.stdout.contains("\trecorded"), "\(offline)")
      let shown = try ci.opsgate("show", "main")
      #expect(shown.stdout.contains("evidence"), "\(shown)")
      #expect(try acme.repository.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test
  func withoutAnythingItIsUndecided() async throws {
    try await AcmeGitHub.withPromotion { acme, _ in
      let run = try acme.actor("ci").opsgateOffline(["reconcile", "--env", "production"])
      #expect(run.status == 2, "\(run)")
      #expect(run.stdout.contains("undecided\tX"), "\(run)")
    }
  }

  /// The gate goes by GitHub's record, live or recorded.
  @Test(arguments: ["github", "both"])
  func theGateAsksGitHub(_ require: String) async throws {
    let edit = { (text: String) in
      text.replacing(
        "approvers: [release-managers], expires",
        with: "approvers: [release-managers], expires"
      ).replacing("    emergency:", with: "    require: \(require)\n    emergency:")
    }
    try await AcmeGitHub.withPromotion(
      signedBy: require == "github" ? [] : ["alice", "bob"],
      edit
    ) { acme, world in
      let ci = try acme.actor("ci")
      let verify = ["verify", "--env", "production"]
      let offline = try ci.opsgateOffline(verify)
      #expect(offline.status == 2, "\(offline)")
      #expect(offline.stdout.contains("the policy asks for GitHub's record"), "\(offline)")
      try await StandInServer.run(world) { github in
        let run = try ci.opsgate(verify, at: github)
        #expect(run.status == 0, "\(run)")
        try ci.opsgate(["reconcile", "--env", "production", "--record"], at: github).checked()
        await github.github.change { world in
          world.repositories[0].pullRequests[0].reviews.removeLast()
        }
        let one = try ci.opsgate(verify, at: github)
        #expect(one.status == 1 && one.stdout.contains("error\tapprovals\t2 of"), "\(one)")
      }
      // What a machine saw and signed stands in for what cannot be asked.
      let recorded = try ci.opsgateOffline(verify)
      #expect(recorded.status == 0, "\(recorded)")
    }
  }

  /// Every failure of the network leaves it undecided, and never approved.
  @Test(arguments: ["badGateway", "cut", "halfBody", "limit", "denied", "renamedField"])
  func whatFailsIsNeverAYes(_ fault: String) async throws {
    let edit = { (text: String) in
      text.replacing("    emergency:", with: "    require: github\n    emergency:")
    }
    try await AcmeGitHub.withPromotion(edit) { acme, world in
      let effect: Misbehaviour.Effect =
        switch fault {
        case "badGateway": .badGateway
        case "cut": .cut(after: 20)
        case "halfBody": .halfBody
        case "limit": .primaryLimit(resetAt: "2026-03-04T00:00:00Z")
        case "denied": .answer(StandInAnswer(401, #"{"message":"Bad credentials"}"#))
        default: .missing(field: "reviews")
        }
      try await StandInServer.run(world, misbehaviours: [Misbehaviour(effect)]) { github in
        let ci = try acme.actor("ci")
        for command in ["verify", "reconcile"] {
          let run = try ci.opsgate([command, "--env", "production"], at: github)
          #expect(run.status == 2, "\(command): \(run)")
          let all = run.stdout + run.stderr
          #expect(!all.contains(AcmeGitHub.token) && !all.contains("0123456789abcdef"), "\(all)")
        }
      }
    }
  }

  /// The token stands in no argument of any process, and in no file.
  @Test
  func theTokenIsNowhere() async throws {
    try await AcmeGitHub.withPromotion { acme, world in
      try await StandInServer.run(world) { github in
        let run = try acme.actor("ci").opsgate(
          ["reconcile", "--env", "production", "--record"],
          at: github
        )
        #expect(!(run.stdout + run.stderr).contains(AcmeGitHub.token))
        let headers = await github.github.requests.map { $0.headers["authorization"] }
        #expect(headers.allSatisfy { $0 == "Bearer \(AcmeGitHub.token)" } && !headers.isEmpty)
        let urls = await github.github.requests.map(\.path)
        #expect(!urls.contains { $0.contains(AcmeGitHub.token) })
      }
      let found = try Shell.run("grep", ["-rl", AcmeGitHub.token, acme.repository.path])
      #expect(found.stdout == "" && found.status == 1)
    }
  }
}
