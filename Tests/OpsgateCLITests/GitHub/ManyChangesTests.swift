import Foundation
import OpsTestSupport
import StandIn
import Testing

/// Five hundred changes of production.
struct ManyChangesTests {
  private static let count = 500

  /// A mainline on which each commit moves api in production, each by a pull request that Alice reviewed.
  private func make(at scratch: Folder) throws -> (Acme, World, base: String) {
    let acme = try Acme.make(at: scratch, policy: AcmeGitHub.policy())
    let git = acme.repository
    let base = try git.head("main")
    let path = "apps/api/production/values.yaml"
    let file = String(decoding: try git.folder.bytes(path), as: UTF8.self)
    var stream = ""
    for number in 1...Self.count {
      let text = file.replacing(/tag: .*/, with: "tag: v2.\(number).0")
      stream +=
        "commit refs/heads/main\ncommitter dan <dan@acme.example> \(1_772_500_000 + number) +0000\n"
      stream += "data 6\nMove\n\n\(number == 1 ? "from \(base)\n" : "")"
      stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
    }
    try git.folder.write("../stream", stream)
    try Shell.run("sh", ["-c", "git fast-import --quiet < ../stream"], in: git.path).checked()
    var world = try AcmeGitHub.world(of: acme)
    let commits = try git.git("rev-list", "--reverse", "\(base)..main").split(separator: "\n")
    world.repositories[0].pullRequests = commits.enumerated().map { number, commit in
      World.PullRequest(
        1000 + number,
        by: 4,
        from: "branch-\(number)",
        at: String(commit),
        createdAt: "2026-03-02T09:00:00Z",
        mergedAt: "2026-03-02T12:00:00Z",
        mergeCommit: String(commit),
        commits: [String(commit)],
        reviews: [
          World.Review(9000 + number, by: 1, at: "2026-03-02T11:00:00Z", of: String(commit))
        ]
      )
    }
    return (acme, world, base)
  }

  /// At most one query for 25 changes; and what was answered before an interruption is not asked again.
  @Test
  func theyTakeFewRequestsAndNoneTwice() async throws {
    try await withScratch { scratch in
      let (acme, world, base) = try make(at: scratch)
      let arguments = ["reconcile", "--range", "\(base)..main", "--env", "production"]
      try await StandInServer.run(world) { github in
        let ci = try acme.actor("ci")
        // The server goes away after the fourth answer.
        await github.github.misbehave(.badGateway, on: .init("/graphql", turns: 5...10_000))
        let cut = try ci.opsgate(arguments, at: github)
        #expect(cut.status == 2 && cut.stdout.contains("undecided\tX1"), "\(cut.status)")
        await github.github.behave()
        await github.github.forgetRequests()
        let run = try ci.opsgate(arguments, at: github)
        #expect(run.stdout.matches(of: /\nresult\t/).count >= Self.count)
        #expect(!run.stdout.contains("\tX1\t"), "\(run.stderr)")
        // Ten of pull requests, of which four were answered, and ten of deployments.
        #expect(await github.github.count("/graphql") == 16)
        await github.github.forgetRequests()
        try ci.opsgate(arguments, at: github)
        let whole = await github.github.count("/graphql")
        #expect(whole <= Self.count / 25, "\(whole)")
      }
    }
  }
}
