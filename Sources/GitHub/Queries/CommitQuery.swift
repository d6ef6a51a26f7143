public import Git

/// What is asked of every commit of a batch: a fragment on `Commit`, and what its answer means.
public protocol CommitQuestion: Sendable {
  associatedtype Part: Decodable
  associatedtype Facts: Hashable, Sendable

  /// What it is called where answers are kept.
  static var name: String { get }

  /// A fragment `Asked on Commit`, and what it uses beside ``CommitQuery/accounts``.
  static var fragments: String { get }

  /// Reads one commit's part.
  ///
  /// - Parameters:
  ///   - part: What the answer has of it.
  ///   - repository: The number of the repository that answered.
  /// - Returns: What GitHub says of that commit.
  /// - Throws: `Unreadable` for a value that says nothing.
  static func facts(_ part: Part, in repository: Int) throws(Unreadable) -> Facts

  static func commit(of facts: Facts) -> ObjectID
}

/// Asks for several commits at once.
enum CommitQuery {
  /// The query for so many commits, which are its variables `o0`, `o1`, …: values never stand in a query.
  static func text(_ fragments: String, count: Int) -> String {
    let places = 0..<count
    let variables = places.map { "$o\($0): GitObjectID!" }.joined(separator: ", ")
    let fields = places.map { "c\($0): object(oid: $o\($0)) { __typename ...Asked }" }
      .joined(separator: "\n    ")
    return """
      query Commits($owner: String!, $name: String!, \(variables)) {
        rateLimit { cost remaining resetAt }
        repository(owner: $owner, name: $name) {
          databaseId
          nameWithOwner
          \(fields)
        }
      }
      \(fragments)
      \(accounts)
      """
  }

  private static let accounts = """
    fragment Accounts on Actor {
      __typename
      login
      ... on User { databaseId }
      ... on Bot { databaseId }
      ... on Mannequin { databaseId }
      ... on Organization { databaseId }
    }
    """
}
