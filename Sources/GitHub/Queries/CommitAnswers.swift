import FoundationEssentials
import Git
import Notation

/// The answer to a ``CommitQuery``, as it stands in the JSON: for each commit a part.
///
/// What GitHub may leave out or null is optional here; what it must give is not, and decoding names what is missing.
struct CommitAnswers<Part: Decodable>: Decodable {
  let data: Content

  struct Content: Decodable {
    let repository: Home?
  }

  /// The repository with the commits, each under the name that the query gave it.
  struct Home: Decodable {
    let number: Int
    let nameWithOwner: String
    let commits: [String: Thing?]

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: AnyKey.self)
      number = try fields.decode(Int.self, forKey: AnyKey(stringValue: "databaseId"))
      nameWithOwner = try fields.decode(String.self, forKey: AnyKey(stringValue: "nameWithOwner"))
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
    let part: Part?

    private enum CodingKeys: String, CodingKey { case typename = "__typename" }

    init(from decoder: any Decoder) throws {
      typename = try decoder.container(keyedBy: CodingKeys.self)
        .decode(String.self, forKey: .typename)
      part = typename == "Commit" ? try Part(from: decoder) : nil
    }
  }
}

/// Any name that an answer gives.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
