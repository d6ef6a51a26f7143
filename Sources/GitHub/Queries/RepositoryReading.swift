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
  public func number() async throws(Unknown) -> Int {
    let operation = "find \(slug)"
    let response = try await client.get("/repos/\(slug.owner)/\(slug.name)", to: operation)
    return try response.decoded(as: Body.self, operation).id
  }

  private struct Body: Decodable { let id: Int }
}
