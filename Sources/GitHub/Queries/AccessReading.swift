import FoundationEssentials

/// What accounts may do in a repository now; nobody tells what they might then.
public struct AccessReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  /// Whether somebody may push, and so approve.
  ///
  /// - Throws: `Unknown`, also where the token may not see it.
  public func mayWrite(_ account: Account) async throws(Unknown) -> Bool {
    let operation = "see what '\(account.login)' may do"
    let path = "/repos/\(slug.owner)/\(slug.name)/collaborators/\(account.login)/permission"
    let response = try await client.get(path, to: operation)
    let level = try response.decoded(as: Level.self, operation)
    guard level.user?.id == nil || level.user?.id == account.id else {
      throw Unknown(.notUnderstood, operation, reason: "the login is another account's now")
    }
    return ["admin", "write", "maintain"].contains(level.permission)
  }

  private struct Level: Decodable {
    let permission: String
    let user: User?

    struct User: Decodable { let id: Int }
  }
}

extension HTTPResponse {
  /// Reads the body as JSON of a shape.
  ///
  /// - Throws: `Unknown` that names what is missing.
  func decoded<Value: Decodable>(as type: Value.Type, _ operation: String) throws(Unknown) -> Value
  {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw Unknown(
        .notUnderstood,
        operation,
        reason: "GitHub's answer has another shape: \(ShapeWords.words(error))"
      )
    }
  }
}
