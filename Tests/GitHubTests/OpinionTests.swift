import Foundation
import Git
import GitHub
import OpsTestSupport
import Testing
import Yams

/// The table in `Fixtures/GitHub/opinions.yaml`, line by line.
struct OpinionTests {
  private static let cases: [OpinionCase] = {
    do {
      let text = try packageFolder().text("Fixtures/GitHub/opinions.yaml")
      return try YAMLDecoder().decode([OpinionCase].self, from: text)
    } catch {
      fatalError("the table cannot be read: \(error)")
    }
  }()

  @Test(arguments: cases)
  func theTableIsTrue(_ line: OpinionCase) throws {
    let opinions = ReviewOpinions(try line.question)
    #expect(opinions.opinions.map(OpinionCase.words) == line.opinions, "\(line.it)")
    #expect(opinions.ofDeleted.count == line.deleted ?? 0, "\(line.it)")
    #expect(opinions.isComplete == line.complete ?? true, "\(line.it)")
    if let approving = line.approving {
      #expect(opinions.approving == Set(approving), "\(line.it)")
    }
  }

  @Test
  func theTableHasEveryObjectionAndRemark() {
    let text = Self.cases.flatMap(\.opinions).joined(separator: "\n")
    for word in [
      "stranger", "recycledLogin", "noPerson", "notAnApprover", "ownChange opener",
      "ownChange author", "ownChange lastPusher", "ownChange runStarter", "stale",
      "unknownContent", "afterMerge", "renamed", "rebound", "retargeted", "dismissedByApprover",
      "accessLost",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }
}

/// One line of the table.
struct OpinionCase: Decodable, Sendable, CustomStringConvertible {
  let it: String
  let reviews: [String]
  var events: [String]?
  var contents: [String: String]?
  var landed: String?
  var merged: Int?
  var opener: String?
  var pusher: String?
  var approvers: [String]?
  var makers: [String: String]?
  var bots: Bool?
  var withoutAccess: [String]?
  var complete: Bool?
  let opinions: [String]
  var approving: [String]?
  var deleted: Int?

  var description: String { it }

  private enum CodingKeys: String, CodingKey {
    case it, reviews, events, contents, landed, merged, opener, pusher, approvers, makers, bots
    case withoutAccess = "without-access"
    case complete, opinions, approving, deleted
  }

  static let accounts: [String: Account] = [
    "alice": Account(id: 1, login: "alice"), "alice2": Account(id: 11, login: "alice-home"),
    "alicia": Account(id: 1, login: "alicia"), "falsealice": Account(id: 99, login: "alice"),
    "bob": Account(id: 2, login: "bob"), "carol": Account(id: 3, login: "Carol"),
    "dan": Account(id: 4, login: "dan"), "erin": Account(id: 5, login: "erin"),
    "mallory": Account(id: 66, login: "mallory"),
    "robot": Account(id: 70, login: "robot[bot]", kind: .bot),
    "ghostly": Account(id: 71, login: "alice", kind: .mannequin),
  ]

  static let people = PeopleDirectory([
    .init(person: "alice", login: "alice", id: 1),
    .init(person: "alice", login: "alice-home", id: 11),
    .init(person: "bob", login: "bob", id: 2), .init(person: "carol", login: "carol", id: nil),
    .init(person: "dan", login: "dan", id: 4), .init(person: "erin", login: "erin", id: 5),
  ])

  var question: ReviewQuestion {
    get throws {
      var pull = PullRequest(
        number: 812,
        opener: Self.accounts[opener ?? "dan"],
        lastPusher: pusher.flatMap { Self.accounts[$0] },
        head: Self.id("h9"),
        base: "main",
        repository: 1
      )
      pull.mergedAt = merged
      pull.reviews = try reviews.enumerated().map { try Self.review($1, number: $0 + 1) }
      pull.events = try (events ?? []).map(Self.event)
      pull.isComplete = complete ?? true
      let roles: [String: Opinion.Role] = ["author": .author, "runStarter": .runStarter]
      return ReviewQuestion(
        pullRequest: pull,
        landed: landed == "-" ? .notHere : .known(landed ?? "A"),
        contents: Dictionary(
          uniqueKeysWithValues: (contents ?? [:]).map { (Self.id($0), .known($1)) }
        ),
        people: Self.people,
        approvers: Set(approvers ?? ["alice", "bob", "carol"]),
        makers: (makers ?? [:]).compactMapValues { roles[$0] },
        bots: bots == true ? [70: "robot"] : [:],
        withoutAccess: Set((withoutAccess ?? []).compactMap { Self.accounts[$0]?.id })
      )
    }
  }

  static func id(_ head: String) -> ObjectID {
    guard let id = ObjectID(hex: String(repeating: String(head.suffix(1)), count: 40)) else {
      fatalError("no head: \(head)")
    }
    return id
  }

  private static func head(_ word: Substring) -> ObjectID? { word == "-" ? nil : id(String(word)) }

  static func review(_ text: String, number: Int) throws -> Review {
    let states: [Substring: Review.State] = [
      "approved": .approved, "changesRequested": .changesRequested, "commented": .commented,
      "dismissed": .dismissed, "pending": .pending,
    ]
    let match = try #require(
      text.wholeMatch(of: /(\S+) (\S+) (\S+)(?: at (\d+))?/),
      "'\(text)'"
    )
    return Review(
      id: number,
      author: accounts[String(match.1)],
      state: states[match.2] ?? .other(String(match.2)),
      submittedAt: match.4.flatMap { Int($0) },
      commit: head(match.3)
    )
  }

  static func event(_ text: String) throws -> PullRequest.Event {
    if let match = text.wholeMatch(of: /force (\S+) (\S+) at (\d+)/) {
      let time = try #require(Int(match.3))
      return .forcePush(at: time, before: head(match.1), after: head(match.2), by: nil)
    }
    if let match = text.wholeMatch(of: /dismissed (\d+) by (\S+) at (\d+)/) {
      let time = try #require(Int(match.3))
      return .dismissal(at: time, review: Int(match.1), by: accounts[String(match.2)])
    }
    let match = try #require(text.wholeMatch(of: /retargeted at (\d+)/), "'\(text)'")
    return .retargeted(at: try #require(Int(match.1)))
  }

  /// `alice approved (rebound) but stale`.
  static func words(_ opinion: Opinion) -> String {
    let remarks = opinion.remarks.map { name(of: $0) }.joined(separator: ", ")
    let objections = opinion.objections.map { objection in
      if case .ownChange(let role) = objection { return "ownChange \(role)" }
      return name(of: objection)
    }
    return "\(opinion.person ?? "-") \(opinion.decision)"
      + (remarks.isEmpty ? "" : " (\(remarks))")
      + (objections.isEmpty ? "" : " but \(objections.joined(separator: " and "))")
  }

  private static func name(of value: some Any) -> String {
    String("\(value)".prefix { $0 != "(" })
  }
}
