extension World {
  /// A small world with something of everything: one repository, in which a change went into production.
  public static let example = World(
    now: "2026-03-03T12:00:00Z",
    accounts: [
      Account(id: 10, login: "acme", kind: .organization),
      Account(id: 1, login: "alice", name: "Alice", email: "alice@acme.example"),
      Account(id: 2, login: "bob"), Account(id: 3, login: "carol"), Account(id: 4, login: "dan"),
      Account(id: 70, login: "robot", kind: .bot),
      Account(id: 80, login: "imported", kind: .mannequin),
      Account(id: 90, login: "gone", isDeleted: true),
    ],
    teams: [
      Team(
        id: 20,
        organization: 10,
        slug: "ops",
        members: [.init(1, isMaintainer: true), .init(4, isPending: true)]
      ), Team(id: 21, organization: 10, slug: "ops-eu", members: [.init(2)], parent: 20),
    ],
    repositories: [.example],
    tokens: [
      Token("ghp_everything", of: 1),
      Token(
        "ghs_workflow",
        of: 70,
        permissions: [
          "actions": "read", "contents": "read", "deployments": "read", "pull_requests": "read",
        ]
      ),
    ],
    versions: ["2022-11-28"]
  )

  /// A commit's id, or a tree's, that is easily told: `oid(7)` has forty digits and ends in 7.
  public static func oid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 40 - digits.count) + digits
  }
}

extension World.Repository {
  fileprivate static let example = World.Repository(
    id: 1_000,
    owner: 10,
    name: "ops",
    formerNames: ["acme/old-ops"],
    createdAt: "2025-01-01T00:00:00Z",
    branches: [
      World.Branch("main", at: World.oid(0xA4), protection: .example),
      World.Branch("promote/2.9.2", at: World.oid(0xB1)),
      World.Branch("free", at: World.oid(0xA1)),
    ],
    commits: World.Commit.examples,
    pullRequests: [.merged, .waiting],
    deployments: World.Deployment.examples,
    runs: World.WorkflowRun.examples,
    environments: World.Environment.examples,
    rulesets: World.Ruleset.examples,
    ruleSuites: [
      World.RuleSuite(
        700,
        by: 1,
        before: World.oid(0xA1),
        after: World.oid(0xA2),
        at: "2026-03-01T07:00:00Z",
        result: "bypass"
      )
    ],
    collaborators: [
      World.Collaborator(1, "admin"), World.Collaborator(2, "write", role: "maintain"),
      World.Collaborator(3, "write"), World.Collaborator(4, "write"),
      World.Collaborator(70, "write"),
    ]
  )
}
