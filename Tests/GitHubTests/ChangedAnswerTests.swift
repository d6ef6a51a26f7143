import Foundation
import Git
import GitHub
import Testing

/// Answers of another shape than today's: what is missing is named, and nobody's approval comes of it.
struct ChangedAnswerTests {
  private static let landed = OpinionCase.id("h0")
  private static let head = OpinionCase.id("h1")

  /// Alice approves; Bob did, and asks for changes since.
  private static func body() -> [String: Any] {
    func account(_ name: String, _ id: Int) -> [String: Any] {
      ["__typename": "User", "login": name, "databaseId": id]
    }
    func review(_ id: Int, _ who: [String: Any], _ state: String, _ minute: Int) -> [String: Any] {
      [
        "fullDatabaseId": "\(id)", "state": state, "url": "https://github.example/r/\(id)",
        "submittedAt": "2026-03-02T09:0\(minute):00Z", "author": who,
        "commit": ["oid": head.hex],
      ]
    }
    let (alice, bob) = (account("alice", 1), account("bob", 2))
    let reviews = [
      review(1, alice, "APPROVED", 1), review(2, bob, "APPROVED", 2),
      review(3, bob, "CHANGES_REQUESTED", 3),
    ]
    let events: [[String: Any]] = [
      [
        "__typename": "HeadRefForcePushedEvent", "createdAt": "2026-03-02T08:00:00Z",
        "actor": alice, "beforeCommit": ["oid": landed.hex], "afterCommit": ["oid": head.hex],
      ],
      [
        "__typename": "ReviewDismissedEvent", "createdAt": "2026-03-02T08:30:00Z", "actor": bob,
        "review": ["fullDatabaseId": "9"],
      ], ["__typename": "BaseRefChangedEvent", "createdAt": "2026-03-02T08:31:00Z"],
    ]
    let pull: [String: Any] = [
      "number": 812, "url": "https://github.example/pull/812",
      "mergedAt": "2026-03-02T10:00:00Z", "author": account("dan", 4), "headRefOid": head.hex,
      "baseRefName": "main", "baseRepository": ["databaseId": 1000],
      "mergeCommit": ["oid": landed.hex],
      "commits": ["totalCount": 1, "nodes": [["commit": ["checkSuites": ["nodes": [Any]()]]]]],
      "reviews": ["totalCount": 3, "nodes": reviews],
      "timelineItems": ["totalCount": 3, "nodes": events],
    ]
    let commit: [String: Any] = [
      "__typename": "Commit", "oid": landed.hex, "tree": ["oid": landed.hex],
      "parents": ["nodes": [["oid": head.hex]]],
      "authors": [
        "totalCount": 1,
        "nodes": [["email": "dan@acme.example", "user": account("dan", 4)]],
      ], "associatedPullRequests": ["totalCount": 1, "nodes": [pull]],
    ]
    return [
      "data": ["repository": ["databaseId": 1000, "nameWithOwner": "acme/ops", "c0": commit]]
    ]
  }

  private static let accounts = OpinionCase.people

  private func answer(to body: Any) async throws -> CommitAnswer {
    let bytes = try JSONSerialization.data(withJSONObject: body)
    let client = Client(
      Server(host: "github.com"),
      token: nil,
      over: ScriptedTransport([.answer(200, String(decoding: bytes, as: UTF8.self))]),
      patience: Client.Patience(budget: 0),
      clock: ScriptedClock().clock,
      agent: "opsgate/test"
    )
    let slug = try #require(Slug("acme/ops"))
    return try #require(
      await CommitLookup(client, in: slug).answers(for: [Self.landed])[Self.landed]
    )
  }

  /// - Returns: `nil` where nothing is decided.
  private func opinions(_ answer: CommitAnswer) -> ReviewOpinions? {
    guard let facts = answer.facts, let number = facts.repository,
      let pull = facts.landing(on: "main", of: number)
    else { return nil }
    let opinions = ReviewOpinions(
      ReviewQuestion(
        pullRequest: pull,
        landed: .known("A"),
        contents: [Self.landed: .known("A"), Self.head: .known("A")],
        people: Self.accounts,
        approvers: ["alice", "bob", "carol", "dan"]
      )
    )
    return opinions.isComplete ? opinions : nil
  }

  @Test
  func asItIsAliceApprovesAndBobDoesNot() async throws {
    let opinions = try #require(opinions(try await answer(to: Self.body())))
    #expect(opinions.approving == ["alice"] && opinions.blocking == ["bob"])
  }

  @Test
  func whatIsMissingNeverMakesAnApproval() async throws {
    let body = Self.body()
    let places = Self.fields(of: body)
    #expect(places.count > 60)
    var named = 0
    for place in places {
      let changed = Self.without(place, in: body)
      switch try await answer(to: changed) {
      case .unknown(let unknown):
        if case .notUnderstood = unknown.kind, unknown.reason.contains(place.last ?? "") {
          named += 1
        }
      case .absent: Issue.record("\(place): taken for a commit that is not there")
      case .known(let facts):
        guard let opinions = opinions(.known(facts)) else { continue }
        #expect(opinions.approving.isSubset(of: ["alice"]), "\(place)")
        #expect(opinions.blocking == ["bob"], "\(place)")
      }
    }
    #expect(named > 30, "what is missing is named")
  }

  /// GitHub adds kinds of everything; none of them says yes.
  @Test
  func whatIsNewIsTolerated() async throws {
    for (name, isText) in [("state", true), ("__typename", true), ("url", false)] {
      // A pull request always has an address.
      let places = Self.fields(of: Self.body()).filter {
        $0.last == name && $0.count > 5 && (isText || $0.contains("reviews"))
      }
      #expect(!places.isEmpty)
      for place in places {
        let changed = Self.setting(place, to: isText ? "SOMETHING_NEW" : NSNull(), in: Self.body())
        let facts = try #require(try await answer(to: changed).facts, "\(place)")
        #expect(opinions(.known(facts))?.approving.isSubset(of: ["alice", "bob"]) == true)
      }
    }
  }

  // MARK: JSON by its paths; numbers in a path are places in lists.

  private static func fields(of value: Any, below path: [String] = []) -> [[String]] {
    if let object = value as? [String: Any] {
      return object.flatMap { key, inner in
        [path + [key]] + fields(of: inner, below: path + [key])
      }.sorted { $0.joined(separator: "/") < $1.joined(separator: "/") }
    }
    if let list = value as? [Any] {
      return list.enumerated().flatMap { fields(of: $1, below: path + ["\($0)"]) }
    }
    return []
  }

  private static func without(_ path: [String], in value: Any) -> Any {
    changed(path[...], in: value) { $0[$1] = nil }
  }

  private static func setting(_ path: [String], to new: Any, in value: Any) -> Any {
    changed(path[...], in: value) { $0[$1] = new }
  }

  private static func changed(
    _ path: ArraySlice<String>,
    in value: Any,
    _ change: (inout [String: Any], String) -> Void
  ) -> Any {
    guard let key = path.first else { return value }
    if var object = value as? [String: Any] {
      if path.count == 1 {
        change(&object, key)
      } else {
        object[key] = object[key].map { changed(path.dropFirst(), in: $0, change) }
      }
      return object
    }
    guard var list = value as? [Any], let place = Int(key) else { return value }
    list[place] = changed(path.dropFirst(), in: list[place], change)
    return list
  }
}
