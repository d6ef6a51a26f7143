import Git
import GitHub
import OpsTestSupport
import Testing
import Yams

/// The table in `Fixtures/GitHub/reconciliation.yaml`, line by line.
struct ReconciliationTests {
  private static let cases: [ReconciliationLine] = {
    do {
      let text = try packageFolder().text("Fixtures/GitHub/reconciliation.yaml")
      return try YAMLDecoder().decode([ReconciliationLine].self, from: text)
    } catch {
      fatalError("the table cannot be read: \(error)")
    }
  }()

  @Test(arguments: cases)
  func theTableIsTrue(_ line: ReconciliationLine) throws {
    for (mode, expected) in [
      (ReconciliationMode.gate, line.gate), (.audit, line.audit ?? line.gate),
    ] {
      let found = Reconciliation(try line.facts, mode: mode)
      let words = found.results.map { "\($0.kind.rawValue) \($0.outcome.rawValue)" }
      #expect(words.joined(separator: ", ") == expected, "\(line.it), \(mode)")
    }
  }

  /// Every class but those of an Environment's settings stands in the table.
  @Test
  func theTableHasEveryClass() {
    let text = Self.cases.map(\.gate).joined(separator: "\n")
    for kind in ReconciliationClass.allCases {
      let isOfSettings = kind.rawValue.hasPrefix("G") || [.f4, .h7].contains(kind)
      #expect(text.contains("\(kind.rawValue) ") != isOfSettings, "\(kind.rawValue)")
    }
  }

  @Test(arguments: cases)
  func everyResultExplainsItself(_ line: ReconciliationLine) throws {
    for result in Reconciliation(try line.facts, mode: .audit).results {
      #expect(!result.message.hasSuffix(".") && !result.message.contains("\n"))
      #expect(result.message.first?.isUppercase == false || result.message.hasPrefix("GitHub"))
      if result.outcome >= .undecided {
        let isPlain: Set<ReconciliationClass> = [.f1, .i6, .x1, .x2, .x3, .x4, .x6, .x7]
        #expect(result.hint != nil || isPlain.contains(result.kind), "\(result)")
      }
    }
  }
}

/// One line of the table.
struct ReconciliationLine: Decodable, Sendable, CustomStringConvertible {
  let it: String
  var needed: Int?
  var require: String?
  var notes: [String]?
  var notesKnown: Bool?
  var reviews: [String]?
  var events: [String]?
  var contents: [String: String]?
  var opener: String?
  var pusher: String?
  var merged: Int?
  var pushed: Bool?
  var pull: Bool?
  var complete: Bool?
  var withoutAccess: [String]?
  var stranger: String?
  var answer: String?
  var answers: [String]?
  var attempts: Int?
  /// Why nobody knows who started the run.
  var unread: String?
  var starter: String?
  var deployments: [String]?
  var usesDeployments: Bool?
  var settings: [String]?
  var emergency: String?
  var bypass: String?
  var missingChecks: [String]?
  var answerWithin: Int?
  var recorded: [String]?
  var recordedRepository: Int?
  let gate: String
  var audit: String?

  var description: String { it }

  private static let landed = OpinionCase.id("h0")

  var facts: ReconciliationCase {
    get throws {
      var facts = ReconciliationCase(
        environment: "production",
        commit: Self.landed,
        needed: needed ?? 1,
        require: ReconciliationCase.Require(rawValue: require ?? "note") ?? .note,
        people: OpinionCase.people,
        approvers: ["alice", "bob", "carol"],
        answer: try commitAnswer
      )
      facts.words = try (notes ?? []).map(Self.word)
      facts.areNotesKnown = notesKnown ?? true
      facts.missingChecks = missingChecks ?? []
      facts.answerWithin = answerWithin
      facts.usesDeployments = usesDeployments ?? false
      facts.emergency = emergency.map {
        .init(people: ["carol"], isReviewed: $0 == "reviewed", isOverdue: $0 == "overdue")
      }
      facts.bypass =
        bypass == "recorded"
        ? .recorded(by: "dan") : bypass == "unreadable" ? .unreadable : .none
      facts.settings = settings.map { names in
        EnvironmentSettings(
          name: "production",
          reviewers: names.compactMap { OpinionCase.accounts[$0] }.map { .account($0) }
        )
      }
      facts.recorded = try recorded.map(reviewsOfBefore)
      facts.deployments = .known(try deployed)
      if answer == nil, pull ?? true {
        facts.pullRequest = try pullRequest
        facts.reviews = ReviewOpinions(try question)
      }
      return facts
    }
  }

  private var commitAnswer: CommitAnswer {
    get throws {
      if answer == "absent" { return .absent }
      if let answer { return .unknown(try Self.unknown(answer)) }
      return .known(
        CommitFacts(
          commit: Self.landed,
          tree: Self.landed,
          authors: [
            .init(
              email: stranger ?? "dan@acme.example",
              account: stranger == nil ? OpinionCase.accounts["dan"] : nil
            )
          ],
          pullRequests: pull ?? true ? [try pullRequest] : []
        )
      )
    }
  }

  private static func unknown(_ kind: String) throws -> Unknown {
    let kinds: [String: Unknown.Kind] = [
      "rateLimited": .rateLimited(until: 9), "unavailable": .unavailable,
      "forbidden": .forbidden(needs: nil), "notFoundOrHidden": .notFoundOrHidden,
      "partial": .partial, "notUnderstood": .notUnderstood,
      "anotherRepository": .anotherRepository,
    ]
    return Unknown(try #require(kinds[kind], "\(kind)"), "look for it", reason: "it is so")
  }

  private var pullRequest: PullRequest {
    get throws {
      var pull = PullRequest(
        number: 812,
        opener: OpinionCase.accounts[opener ?? "dan"],
        lastPusher: pusher.flatMap { OpinionCase.accounts[$0] },
        head: OpinionCase.id("h9"),
        base: "main",
        repository: 1
      )
      pull.mergedAt = merged ?? 100
      pull.mergeCommit = pushed == true ? pull.head : Self.landed
      pull.reviews = try (reviews ?? []).enumerated().map {
        try OpinionCase.review($1, number: $0 + 1)
      }
      pull.events = try (events ?? []).map(OpinionCase.event)
      pull.isComplete = complete ?? true
      return pull
    }
  }

  private var question: ReviewQuestion {
    get throws {
      ReviewQuestion(
        pullRequest: try pullRequest,
        landed: .known("A"),
        contents: Dictionary(
          uniqueKeysWithValues: (contents ?? ["h1": "A", "h2": "A"]).map {
            (OpinionCase.id($0), .known($1))
          }
        ),
        people: OpinionCase.people,
        approvers: ["alice", "bob", "carol"],
        withoutAccess: Set((withoutAccess ?? []).compactMap { OpinionCase.accounts[$0]?.id })
      )
    }
  }

  private var deployed: DeploymentFacts {
    get throws {
      let given = try (answers ?? []).map { text in
        let match = try #require(text.wholeMatch(of: /(\S+) (\S+)/), "'\(text)'")
        return WorkflowRun.Answer(
          account: OpinionCase.accounts[String(match.1)],
          state: .init(String(match.2)),
          environments: ["production"]
        )
      }
      let run = WorkflowRun(
        id: 5,
        url: "https://github.example/runs/5",
        createdAt: 5,
        starters: [OpinionCase.accounts[starter ?? "dan"]].compactMap(\.self),
        attempts: unread == nil ? attempts ?? 1 : nil,
        answers: given
      )
      var facts = DeploymentFacts(
        commit: Self.landed,
        deployments: try (deployments ?? []).map(Self.deployment),
        runs: given.isEmpty ? [] : [run]
      )
      facts.unread = try unread.map(Self.unknown)
      return facts
    }
  }

  private static func deployment(_ text: String) throws -> Deployment {
    let match = try #require(
      text.wholeMatch(of: /success|waiting (\d+)(?: until (\d+))?/),
      "'\(text)'"
    )
    var statuses: [Deployment.Status] = []
    if let since = match.1.flatMap({ Int($0) }) { statuses.append(.init("WAITING", at: since)) }
    if let until = match.2.flatMap({ Int($0) }) {
      statuses.append(.init("IN_PROGRESS", at: until))
    }
    if match.1 == nil { statuses.append(.init("SUCCESS", at: 50)) }
    return Deployment(id: 7, environment: "production", createdAt: 5, statuses: statuses)
  }

  private static func word(_ text: String) throws -> NoteWord {
    let standings: [Substring: NoteWord.Standing] = [
      "countsByOldKey": .countsByOldKey, "unknownKey": .unknownKey, "removedKey": .removedKey,
      "ownChange": .ownChange, "notAnApprover": .notAnApprover, "expired": .expired,
    ]
    let match = try #require(text.wholeMatch(of: /(\S+) (\S+) at (\d+)(?: (\S+))?/), "'\(text)'")
    return NoteWord(
      record: "sha256:1",
      person: String(match.1),
      issuedAt: try #require(Int(match.3)),
      commit: OpinionCase.id(String(match.2)),
      standing: try match.4.map { try #require(standings[$0], "'\(text)'") } ?? .counts
    )
  }

  private func reviewsOfBefore(_ lines: [String]) throws -> RecordedReviews {
    RecordedReviews(
      repositoryID: recordedRepository ?? 1,
      askedAt: 50,
      reviews: try lines.map { text in
        let match = try #require(text.wholeMatch(of: /(\d+) (\S+) (\S+)/), "'\(text)'")
        return .init(
          id: try #require(Int(match.1)),
          userID: OpinionCase.accounts[String(match.2)]?.id,
          state: String(match.3)
        )
      }
    )
  }
}
