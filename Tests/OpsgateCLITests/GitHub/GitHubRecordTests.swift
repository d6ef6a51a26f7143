import Foundation
import OpsTestSupport
import StandIn
import Testing

/// What counts of GitHub's record in the gate, asked now and read from evidence later: both say the same.
struct GitHubRecordTests {
  private static let verify = ["verify", "--env", "production"]
  private static let record = ["reconcile", "--env", "production", "--record"]

  private static func gateByGitHub(_ text: String) -> String {
    text.replacing("    emergency:", with: "    require: github\n    emergency:")
  }

  /// Acme, promoted without any note; the gate goes by GitHub.
  private func withGate(
    reviewedBy reviewers: [(id: Int, state: String)] = [(1, "APPROVED"), (2, "APPROVED")],
    _ edit: @escaping @Sendable (inout World.Repository, Acme) throws -> Void,
    _ body: @escaping @Sendable (Acme, StandInGitHub) async throws -> Void
  ) async throws {
    try await AcmeGitHub.withPromotion(
      signedBy: [],
      reviewedBy: reviewers,
      Self.gateByGitHub
    ) { acme, world in
      var world = world
      try edit(&world.repositories[0], acme)
      try await StandInServer.run(world) { github in try await body(acme, github) }
    }
  }

  /// Alice and Bob let the run of the landed commit go to production.
  private static func answered(
    attempt: Int = 1,
    by starter: Int = 4
  ) -> @Sendable (inout World.Repository, Acme) throws -> Void {
    { repository, acme in
      repository.environments = [World.Environment(300, "production")]
      repository.runs = [
        World.WorkflowRun(
          77,
          of: try acme.repository.head("main"),
          attempt: attempt,
          by: starter,
          at: "2026-03-02T12:00:00Z",
          approvals: [
            World.WorkflowRun.Approval(1, by: 1, environments: ["production"]),
            World.WorkflowRun.Approval(2, by: 2, environments: ["production"]),
          ]
        )
      ]
    }
  }

  @Test
  func answersToTheEnvironmentCount() async throws {
    try await withGate(reviewedBy: [], Self.answered()) { acme, github in
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 0, "\(live)")
      let record = try ci.opsgate(Self.record, at: github)
      #expect(record.stderr.contains("recorded 1 as evidence"), "\(record)")
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 0, "\(recorded)")
    }
  }

  /// GitHub does not say for which attempt an answer was: it is none.
  @Test
  func ofSeveralAttemptsNoneCounts() async throws {
    try await withGate(reviewedBy: [], Self.answered(attempt: 2)) { acme, github in
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 1, "\(live)")
      let reconcile = try ci.opsgate(Self.record + ["--gate"], at: github)
      #expect(
        reconcile.stdout.contains("undecided\tI6\tthe run was started several"),
        "\(reconcile)"
      )
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 1, "\(recorded)")
    }
  }

  @Test
  func whoStartedTheRunLetsItNotGo() async throws {
    try await withGate(reviewedBy: [], Self.answered(by: 1)) { acme, github in
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 1, "\(live)")
      try ci.opsgate(Self.record, at: github)
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 1, "\(recorded)")
    }
  }

  /// Where nobody may see who started it, nobody knows whether they let themselves go.
  @Test
  func anUnreadRunIsUndecidedAndNotRecorded() async throws {
    try await withGate(reviewedBy: [], Self.answered()) { acme, github in
      await github.github.misbehave(
        .answer(StandInAnswer(403, #"{"message":"no"}"#)),
        on: .init("actions/runs")
      )
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 2 && live.stdout.contains("see who started the run 77"), "\(live)")
      let run = try ci.opsgate(Self.record, at: github)
      #expect(run.stderr.contains("nothing new to record"), "\(run)")
    }
  }

  /// The pull request's own people say what they like in a fork.
  @Test
  func aForksPullRequestIsNone() async throws {
    let fork: @Sendable (inout World.Repository, Acme) throws -> Void = { repository, _ in
      repository.pullRequests[0].baseRepositoryID = 2_000
    }
    try await withGate(fork) { acme, github in
      let live = try acme.actor("ci").opsgate(Self.verify, at: github)
      #expect(live.status == 1 && live.stdout.contains("2 of"), "\(live)")
    }
  }

  /// GitHub knows whose account an address is that the policy does not have.
  @Test
  func authorsByTheirAccountsApproveNothing() async throws {
    let author: @Sendable (inout World.Repository, Acme) throws -> Void = { repository, acme in
      let landed = try acme.repository.head("main")
      let place = try #require(repository.commits.firstIndex { $0.oid == landed })
      repository.commits[place].authors.append(
        World.Commit.Person("alice", "al@home.example", account: 1)
      )
    }
    try await withGate(author) { acme, github in
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 1, "\(live)")
      try ci.opsgate(Self.record, at: github)
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 1, "\(recorded)")
    }
  }

  /// The branch was deleted, and its commits with it: what they would have done was written down.
  @Test
  func evidenceOutlivesTheBranch() async throws {
    try await withGate({ _, _ in }) { acme, github in
      let ci = try acme.actor("ci")
      let record = try ci.opsgate(Self.record, at: github)
      #expect(record.stderr.contains("recorded 1 as evidence"), "\(record)")
      let head = try acme.repository.head("release-api")
      try acme.repository.git("branch", "--quiet", "-D", "release-api")
      try acme.repository.git("reflog", "expire", "--expire=now", "--all")
      try acme.repository.git("gc", "--quiet", "--prune=now")
      #expect(throws: (any Error).self) { try acme.repository.git("cat-file", "-e", head) }
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 0, "\(recorded)")
      let both = try ci.opsgateOffline(["reconcile", "--env", "production"])
      #expect(both.stdout.contains("\trecorded") || both.stdout.contains("reviewed"), "\(both)")
    }
  }

  /// A force push moves reviews along to what nobody looked at; that is so in evidence too.
  @Test
  func evidenceKnowsWhatWasLookedAt() async throws {
    let pushed: @Sendable (inout World.Repository, Acme) throws -> Void = { repository, acme in
      // They looked at another branch, which goes further.
      try acme.repository.git("checkout", "--quiet", "-b", "before", "main~1")
      try acme.ops.point("api", "production", at: "v9.9.9")
      let before = try acme.repository.head("before")
      try acme.repository.git("checkout", "--quiet", "main")
      repository.commits = try AcmeGitHub.world(of: acme).repositories[0].commits
      let head = repository.pullRequests[0].headOid
      repository.pullRequests[0].events = [
        World.Event(
          5,
          .forcePush(before: before, after: head),
          by: 4,
          at: "2026-03-02T11:30:00Z"
        )
      ]
    }
    try await withGate(pushed) { acme, github in
      let ci = try acme.actor("ci")
      let live = try ci.opsgate(Self.verify, at: github)
      #expect(live.status == 1, "\(live)")
      try ci.opsgate(Self.record, at: github)
      let recorded = try ci.opsgateOffline(Self.verify)
      #expect(recorded.status == 1, "\(recorded)")
    }
  }
}
