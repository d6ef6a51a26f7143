import Git
import GitHub
import Notation
import StandIn
import Testing

/// Over a real connection, asked by opsgate's own client.
struct NetworkTests {
  private func client(
    _ stand: StandInGitHub,
    over transport: any Transport,
    below prefix: String
  ) -> Client {
    Client(
      Server(
        host: "127.0.0.1",
        api: stand.url + prefix,
        graphQL: stand.url + (prefix.isEmpty ? "" : "/api") + "/graphql",
        web: stand.url
      ),
      token: Token("ghp_everything", from: "GH_TOKEN"),
      over: transport,
      patience: Client.Patience(jitter: 0),
      clock: Client.Clock(now: { 1_772_539_200 }, sleep: { _ in }),
      agent: "opsgate/test"
    )
  }

  private func asked<Value: Sendable>(
    _ misbehaviours: [Misbehaviour] = [],
    below prefix: String = "",
    _ body: @escaping @Sendable (Client, GitHubStandIn) async throws -> Value
  ) async throws -> Value {
    try await StandInServer.run(.example, misbehaviours: misbehaviours) { stand in
      let server = Server(host: "127.0.0.1", api: stand.url, graphQL: stand.url, web: stand.url)
      return try await WebTransport.open(to: server, environment: [:]) { transport in
        try await body(client(stand, over: transport, below: prefix), stand.github)
      }
    }
  }

  @Test(arguments: ["", "/api/v3"])
  func aRenamedRepositoryIsFound(_ prefix: String) async throws {
    try await asked(below: prefix) { client, github in
      let answer = try await client.get("/repos/acme/old-ops/pulls/812", to: "read it")
      #expect(answer.status == 200)
      let paths = await github.requests.map(\.path)
      #expect(
        paths == [
          "\(prefix)/repos/acme/old-ops/pulls/812", "\(prefix)/repositories/1000/pulls/812",
        ]
      )
    }
  }

  @Test
  func aListIsReadToItsEnd() async throws {
    try await asked([Misbehaviour(.shortPages(of: 1))]) { client, github in
      var pages = 0
      try await client.pages(
        "/repos/acme/ops/pulls/812/reviews",
        to: "read it"
      ) { _ in pages += 1 }
      #expect(pages == 3)
      #expect(await github.count("/reviews", method: "GET") == 3)
    }
  }

  @Test(
    arguments: [
      .badGateway, .cut(after: 20), .slow(0.01),
      .secondaryLimit(retryAfter: 1), .primaryLimit(resetAt: 1_772_539_201),
    ] as [Misbehaviour.Effect]
  )
  func whatGoesWrongOnceIsAskedAgain(_ effect: Misbehaviour.Effect) async throws {
    try await asked([Misbehaviour(effect, on: .first())]) { client, github in
      let answer = try await client.get("/repos/acme/ops/pulls/812", to: "read it")
      #expect(answer.status == 200)
      if case .slow = effect { return }
      #expect(await github.requests.count == 2)
    }
  }

  /// A server ends, also with an answer that nobody waits for any more.
  ///
  /// The answer takes a day; the limit is for a machine on which everything else runs too.
  @Test(.timeLimit(.minutes(10)))
  func aSlowAnswerHoldsNothingUp() async throws {
    try await asked([Misbehaviour(.slow(86_400))]) { client, github in
      let task = Task { try await client.get("/user", to: "read it") }
      while await github.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
    }
  }

  @Test(arguments: ["", "/api/v3"])
  func opsgateLearnsWhoLetACommitLand(_ prefix: String) async throws {
    let commit = try #require(ObjectID(hex: World.oid(0xA4)))
    let none = try #require(ObjectID(hex: World.oid(1)))
    try await asked(below: prefix) { client, github in
      let slug = try #require(Slug("acme/ops"))
      let answers = await CommitLookup(client, in: slug, repository: 1_000)
        .answers(for: [commit, none])
      #expect(answers[none] == .absent)
      let facts = try #require(answers[commit]?.facts, "\(answers)")
      let pull = try #require(facts.landing(on: "main", of: 1_000))
      #expect(pull.number == 812 && pull.reviews.count == 3 && pull.events.count == 3)
      #expect(pull.reviews.map(\.author?.id) == [3, nil, 1] && pull.isComplete)
      #expect(pull.lastPusher?.login == "dan")
      #expect(await github.requests.count == 1)
    }
  }

  @Test
  func opsgateLearnsWhoLetADeploymentGo() async throws {
    let commit = try #require(ObjectID(hex: World.oid(0xA4)))
    try await asked { client, _ in
      let slug = try #require(Slug("acme/ops"))
      let answers = await DeploymentLookup(client, in: slug).answers(for: [commit])
      let facts = try #require(answers[commit]?.facts, "\(answers)")
      #expect(facts.isComplete && facts.deployments.map(\.id) == [400, 401])
      #expect(facts.runs.map(\.id) == [500, 501])
      #expect(facts.runs[0].answers.first?.account?.login == "alice")
      #expect(facts.runs[1].starters.map(\.login) == ["carol"])
    }
  }

  @Test
  func opsgateAsksInHalvesForWhatIsTooMuch() async throws {
    let commits = try (1...4).map { try #require(ObjectID(hex: World.oid(0xA0 + $0))) }
    try await asked([Misbehaviour(.tooMuch(above: 2))]) { client, github in
      let slug = try #require(Slug("acme/ops"))
      let answers = await CommitLookup(client, in: slug).answers(for: commits)
      #expect(answers.values.compactMap(\.facts).count == 4)
      #expect(await github.count("/graphql", method: "POST") == 3)
    }
  }

  @Test
  func opsgateReadsHowAnEnvironmentIsSetUp() async throws {
    try await asked { client, github in
      let slug = try #require(Slug("acme/ops"))
      let reading = EnvironmentReading(client, in: slug)
      let settings = try #require(try await reading.settings(of: "production"))
      #expect(settings.canAdminsBypass == false && settings.preventsSelfReview == true)
      #expect(settings.branches == .named(["main", "v*"]))
      #expect(settings.customGates == ["opsgate-gate"])
      #expect(settings.reviewers?.count == 2)
      let european = try #require(try await reading.settings(of: "eu/prod"))
      #expect(european.waitTimer == 30 && european.branches == .protected)
      #expect(try await reading.settings(of: "nothing") == nil)
      #expect(await github.count("/environments/eu%2Fprod") == 2)
    }
  }
}
