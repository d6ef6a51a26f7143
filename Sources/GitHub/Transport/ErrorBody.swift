import FoundationEssentials

/// What GitHub says of a request that failed.
struct ErrorBody: Hashable, Decodable {
  let message: String
  let documentation: String?
  /// What is wrong with each part of a request that was refused (422): words, or what they can be made of.
  let details: [String]

  private enum CodingKeys: String, CodingKey {
    case message, errors
    case documentation = "documentation_url"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    message = try fields.decode(String.self, forKey: .message)
    documentation = try? fields.decode(String.self, forKey: .documentation)
    details = (try? fields.decode([Detail].self, forKey: .errors))?.compactMap(\.words) ?? []
  }

  /// - Returns: `nil` for anything else, as the page of a proxy.
  init?(_ bytes: [UInt8]) {
    guard let body = try? JSONDecoder().decode(ErrorBody.self, from: Data(bytes)) else {
      return nil
    }
    self = body
  }
}

/// Some endpoints send text, others an object with a message or with a field and a code.
private struct Detail: Decodable {
  let words: String?

  private enum CodingKeys: String, CodingKey { case message, field, code }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      words = text
      return
    }
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let parts = [CodingKeys.field, .code].compactMap { try? fields.decode(String.self, forKey: $0) }
    let made = parts.isEmpty ? nil : parts.joined(separator: ": ")
    words = (try? fields.decode(String.self, forKey: .message)) ?? made
  }
}
