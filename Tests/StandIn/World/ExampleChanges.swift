extension World.Commit {
  private static let dan = Person("Dan", "dan@acme.example", account: 4)
  private static let bot = Person("robot", "robot@acme.example", account: 70)

  static let examples = [
    World.Commit(
      World.oid(0xA1),
      tree: World.oid(0xC1),
      message: "Begin",
      authors: [dan],
      committedAt: "2026-03-01T06:00:00Z"
    ),
    World.Commit(
      World.oid(0xA2),
      tree: World.oid(0xC2),
      parents: [World.oid(0xA1)],
      message: "2.9.1 to staging\n\nCo-authored-by: Nobody <nobody@example.org>",
      authors: [dan, Person("Nobody", "nobody@example.org")],
      committer: bot,
      committedAt: "2026-03-01T07:00:00Z",
      push: Push(by: 1, before: World.oid(0xA1))
    ),
    World.Commit(
      World.oid(0xA3),
      tree: World.oid(0xC3),
      parents: [World.oid(0xA2)],
      message: "2.9.1 to production",
      authors: [dan],
      committedAt: "2026-03-02T08:00:00Z",
      push: Push(by: 4)
    ),
    World.Commit(
      World.oid(0xA4),
      tree: World.oid(0xC3),
      parents: [World.oid(0xA2)],
      message: "2.9.1 to production (#812)",
      authors: [dan],
      committedAt: "2026-03-02T10:00:00Z",
      push: Push(by: 2, before: World.oid(0xA2)),
      checks: [.example],
      statuses: [
        World.Status("smoke/eu", "SUCCESS", createdAt: "2026-03-02T10:20:00Z", creator: 70)
      ]
    ),
    World.Commit(
      World.oid(0xB1),
      tree: World.oid(0xC4),
      parents: [World.oid(0xA4)],
      message: "2.9.2 to production",
      authors: [bot],
      committedAt: "2026-03-03T09:00:00Z"
    ),
  ]
}

extension World.Check {
  fileprivate static let example = World.Check(
    id: 600,
    name: "smoke",
    startedAt: "2026-03-02T10:10:00Z",
    completedAt: "2026-03-02T10:15:00Z",
    run: 500
  )
}

extension World.PullRequest {
  static let merged = World.PullRequest(
    812,
    title: "2.9.1 to production",
    body: "Image 2.9.1.",
    by: 4,
    baseOid: World.oid(0xA2),
    from: "promote/2.9.1",
    at: World.oid(0xA3),
    createdAt: "2026-03-02T08:05:00Z",
    mergedAt: "2026-03-02T10:00:00Z",
    mergedBy: 2,
    mergeCommit: World.oid(0xA4),
    commits: [World.oid(0xA3)],
    reviews: [
      World.Review(
        9_001,
        by: 3,
        "DISMISSED",
        at: "2026-03-02T08:30:00Z",
        of: World.oid(0xA2),
        body: "Not today."
      ), World.Review(9_002, by: 90, at: "2026-03-02T08:40:00Z", of: World.oid(0xA3)),
      World.Review(
        9_003,
        by: 1,
        at: "2026-03-02T09:30:00Z",
        of: World.oid(0xA3),
        body: "Looks right."
      ),
    ],
    events: [
      World.Event(
        8_001,
        .forcePush(before: World.oid(0xA2), after: World.oid(0xA3)),
        by: 4,
        at: "2026-03-02T08:50:00Z"
      ),
      World.Event(
        8_002,
        .dismissal(review: 9_001, previously: "CHANGES_REQUESTED", message: "It is today."),
        by: 1,
        at: "2026-03-02T09:00:00Z"
      ),
      World.Event(8_003, .retargeted(from: "next", to: "main"), by: 4, at: "2026-03-02T09:10:00Z"),
      World.Event(
        8_004,
        .merged(commit: World.oid(0xA4), into: "main"),
        by: 2,
        at: "2026-03-02T10:00:00Z"
      ),
    ]
  )

  static let waiting = World.PullRequest(
    813,
    title: "2.9.2 to production",
    by: 70,
    from: "promote/2.9.2",
    at: World.oid(0xB1),
    createdAt: "2026-03-03T09:05:00Z",
    commits: [World.oid(0xB1)],
    requestedReviewers: [1],
    requestedTeams: [21]
  )
}
