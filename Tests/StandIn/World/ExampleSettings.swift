extension World.Deployment {
  static let examples = [
    World.Deployment(
      400,
      of: World.oid(0xA4),
      to: "production",
      by: 2,
      at: "2026-03-02T10:01:00Z",
      statuses: [
        Status(4_001, "waiting", by: 70, at: "2026-03-02T10:01:10Z"),
        Status(4_002, "in_progress", by: 70, at: "2026-03-02T10:05:00Z"),
        Status(4_003, "success", by: 70, at: "2026-03-02T10:09:00Z"),
      ]
    ),
    World.Deployment(401, of: World.oid(0xA4), to: "eu/prod", by: 2, at: "2026-03-02T10:30:00Z"),
  ]
}

extension World.WorkflowRun {
  static let examples = [
    World.WorkflowRun(
      500,
      of: World.oid(0xA4),
      by: 2,
      at: "2026-03-02T10:00:30Z",
      updatedAt: "2026-03-02T10:15:00Z",
      approvals: [
        Approval(5_001, by: 1, comment: "Go.", environments: ["production"])
      ]
    ),
    World.WorkflowRun(
      501,
      of: World.oid(0xA4),
      event: "workflow_dispatch",
      number: 2,
      attempt: 2,
      status: "waiting",
      conclusion: nil,
      by: 2,
      triggeredBy: 3,
      at: "2026-03-02T10:30:00Z",
      approvals: [Approval(5_002, "rejected", by: 3, environments: ["eu/prod"])],
      pending: [Pending("eu/prod", waitTimerStartedAt: "2026-03-02T10:30:10Z")]
    ),
  ]
}

extension World.Environment {
  static let examples = [
    World.Environment(
      300,
      "production",
      createdAt: "2025-01-01T00:00:00Z",
      reviewers: [.user(1), .team(20)],
      preventsSelfReview: true,
      canAdminsBypass: false,
      refs: .patterns([Pattern(310, "main"), Pattern(311, "v*", isTag: true)]),
      customRules: [CustomRule(320, app: World.App(id: 60, slug: "opsgate-gate"))]
    ),
    World.Environment(
      301,
      "eu/prod",
      waitTimer: 30,
      reviewers: [.team(21)],
      canAdminsBypass: true,
      refs: .protectedBranches
    ), World.Environment(302, "staging"),
  ]
}

extension World.BranchProtection {
  static let example = World.BranchProtection(
    id: 200,
    enforcesAdmins: true,
    reviews: World.RequiredReviews(1, dismissesStale: true, needsLastPushApproval: true),
    checks: ["smoke"],
    bypassers: [.user(70), .team(20)]
  )
}

extension World.Ruleset {
  static let examples = [
    World.Ruleset(
      100,
      "main is reviewed",
      rules: [
        .plain("deletion"), .plain("non_fast_forward"), .statusChecks(["smoke"]),
        .pullRequest(World.RequiredReviews(2, needsCodeOwners: true)),
      ],
      bypassers: [
        Bypasser(20, kind: "Team", mode: "pull_request"), Bypasser(60, kind: "Integration"),
        Bypasser(nil, kind: "OrganizationAdmin"),
      ]
    ),
    World.Ruleset(
      101,
      "releases",
      enforcement: "evaluate",
      isOfOrganization: true,
      includes: ["refs/heads/release/*"],
      rules: [.plain("required_signatures")]
    ),
  ]
}
