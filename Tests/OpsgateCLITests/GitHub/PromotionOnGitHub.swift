import OpsTestSupport
import StandIn
import Testing

extension AcmeGitHub {
  /// Acme with api v1.2.0 in production, by #812 of Dan, squashed; Alice and Bob signed it.
  static func withPromotion(
    signedBy people: [String] = ["alice", "bob"],
    reviewedBy reviewers: [(id: Int, state: String)] = [(1, "APPROVED"), (2, "APPROVED")],
    _ edit: @escaping (String) -> String = { $0 },
    _ body: @escaping @Sendable (Acme, World) async throws -> Void
  ) async throws {
    try await withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: policy(edit))
      try acme.stage("api", "v1.2.0")
      try acme.candidate("release-api", "v1.2.0")
      for name in people {
        try acme.actor(name).opsgate("approve", "release-api", "--env", "production", "--yes")
          .checked()
      }
      let head = try acme.repository.head("release-api")
      try acme.land("release-api", by: .squash)
      let pull = World.PullRequest(
        812,
        title: "Release api",
        by: 4,
        from: "release-api",
        at: head,
        createdAt: "2026-03-02T09:00:00Z",
        mergedAt: "2026-03-02T12:00:00Z",
        mergedBy: 3,
        mergeCommit: try acme.repository.head("main"),
        commits: [head],
        reviews: reviewers.enumerated().map { place, reviewer in
          World.Review(
            900 + place,
            by: reviewer.id,
            reviewer.state,
            at: "2026-03-02T11:00:00Z",
            of: head
          )
        }
      )
      try await body(acme, world(of: acme, [pull]))
    }
  }
}
