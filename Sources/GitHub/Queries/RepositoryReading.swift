/// Which repository has a name now.
public struct RepositoryReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  /// Its number, which outlives names.
  ///
  /// - Throws: `Unknown`.
  public func number() async throws(Unknown) -> Int { try await body().id }

  /// Whether not everybody may see it.
  ///
  /// - Throws: `Unknown`.
  public func isPrivate() async throws(Unknown) -> Bool { try await body().private }

  private func body() async throws(Unknown) -> Body {
    let operation = "find \(slug)"
    let response = try await client.get("/repos/\(slug.owner)/\(slug.name)", to: operation)
    return try response.decoded(as: Body.self, operation)
  }

  private struct Body: Decodable {
    let id: Int
    let `private`: Bool
  }
}
