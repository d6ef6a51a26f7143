import FoundationEssentials
import Git
import Notation

/// The answer to ``CommitQuery``, as it stands in the JSON.
///
/// What GitHub may leave out or null is optional here; what it must give is not, and decoding names what is missing.
struct CommitAnswers: Decodable {
  let data: Content

  struct Content: Decodable {
    let repository: Home?
  }

  /// The repository with the commits, each under the name that the query gave it.
  struct Home: Decodable {
    let number: Int
    let nameWithOwner: String
    let commits: [String: Thing?]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      number = try fields.decode(Int.self, forKey: Key(stringValue: "databaseId"))
      nameWithOwner = try fields.decode(String.self, forKey: Key(stringValue: "nameWithOwner"))
      var commits: [String: Thing?] = [:]
      for key in fields.allKeys where key.stringValue.wholeMatch(of: /c[0-9]+/) != nil {
        commits[key.stringValue] = .some(try fields.decodeIfPresent(Thing.self, forKey: key))
      }
      self.commits = commits
    }
  }

  /// What an id names, which may be no commit.
  struct Thing: Decodable {
    let typename: String
    let commit: CommitPart?

    private enum CodingKeys: String, CodingKey { case typename = "__typename" }

    init(from decoder: any Decoder) throws {
      typename = try decoder.container(keyedBy: CodingKeys.self)
        .decode(String.self, forKey: .typename)
      commit = typename == "Commit" ? try CommitPart(from: decoder) : nil
    }
  }

  struct CommitPart: Decodable {
    let oid: String
    let tree: Named
    let parents: Nodes<Named>
    let authors: Nodes<Maker>
    let associatedPullRequests: Nodes<Pull>?
  }

  struct Named: Decodable { let oid: String }

  struct Nodes<Node: Decodable>: Decodable {
    let totalCount: Int?
    let nodes: [Node?]

    /// Whether the list has all that there is.
    var isComplete: Bool {
      totalCount.map { $0 <= nodes.count } ?? true && !nodes.contains { $0 == nil }
    }
    var present: [Node] { nodes.compactMap(\.self) }
  }

  struct Maker: Decodable {
    let email: String?
    let user: Actor?
  }

  struct Actor: Decodable {
    let typename: String
    let login: String
    let databaseId: Int?

    private enum CodingKeys: String, CodingKey {
      case typename = "__typename"
      case login, databaseId
    }

    /// `nil` for one without a number, which nobody can tell from another.
    var account: Account? {
      databaseId.map { Account(id: $0, login: login, kind: Account.Kind(typename)) }
    }
  }

  struct Pull: Decodable {
    let number: Int
    let url: String
    let mergedAt: String?
    let author: Actor?
    let headRefOid: String
    let baseRefName: String
    let baseRepository: Numbered?
    let mergeCommit: Named?
    let reviews: Nodes<ReviewPart>?
    let timelineItems: Nodes<EventPart>
  }

  struct Numbered: Decodable { let databaseId: Int? }

  struct ReviewPart: Decodable {
    /// A large number, as text.
    let fullDatabaseId: String
    let state: String
    let submittedAt: String?
    let url: String?
    let author: Actor?
    let commit: Named?
  }

  struct EventPart: Decodable {
    let typename: String
    let createdAt: String?
    let actor: Actor?
    let beforeCommit: Named?
    let afterCommit: Named?
    let review: ReviewName?

    private enum CodingKeys: String, CodingKey {
      case typename = "__typename"
      case createdAt, actor, beforeCommit, afterCommit, review
    }
  }

  struct ReviewName: Decodable { let fullDatabaseId: String }
}
