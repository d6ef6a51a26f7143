import FoundationEssentials

/// What GitHub says of a request that failed.
struct ErrorBody: Hashable, Decodable {
  let message: String
  let documentation: String?

  private enum CodingKeys: String, CodingKey {
    case message
    case documentation = "documentation_url"
  }

  /// - Returns: `nil` for anything else, as the page of a proxy.
  init?(_ bytes: [UInt8]) {
    guard let body = try? JSONDecoder().decode(ErrorBody.self, from: Data(bytes)) else {
      return nil
    }
    self = body
  }
}
