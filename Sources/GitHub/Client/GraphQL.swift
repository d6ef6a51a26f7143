import FoundationEssentials

/// A query and what came of it.
///
/// An answer of status 200 may be an error, and a null where an error points is not known, and not nothing.
public struct GraphQLAnswer: Sendable {
  /// One of the errors that stand beside the data.
  public struct Fault: Hashable, Sendable, Decodable {
    public let type: String?
    public let message: String
    /// Where in the data: names and positions.
    public let path: [String]

    private enum CodingKeys: String, CodingKey { case type, message, path }

    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      type = try? fields.decode(String.self, forKey: .type)
      message = (try? fields.decode(String.self, forKey: .message)) ?? ""
      path = (try? fields.decode([PathStep].self, forKey: .path))?.map(\.text) ?? []
    }
  }

  /// The whole body, to be read as what was asked for.
  public let body: [UInt8]
  public let faults: [Fault]

  /// The error that points at a place, above it, below it, or at nothing in particular.
  func fault(below path: [String]) -> Fault? {
    faults.first { path.starts(with: $0.path) || $0.path.starts(with: path) }
  }

  /// Whether an error points at a place, at one above it, or at nothing in particular.
  public func isUnknown(_ path: [String]) -> Bool {
    fault(below: path) != nil
  }
}

/// A name or a position.
private struct PathStep: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let name = try? value.decode(String.self) {
      text = name
    } else {
      text = String(try value.decode(Int.self))
    }
  }
}

extension Client {
  /// Asks by GraphQL.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - variables: What it needs; values never stand in the query itself.
  ///   - operation: What it is for.
  ///   - isRepeatable: Whether it is tried again when the server fails: not where less at once is the answer.
  /// - Returns: The data with the errors beside it.
  /// - Throws: `Unknown` where there is no data: the limit is used up, or the query was too much at once (`partial`).
  public func ask(
    _ query: String,
    _ variables: [String: String],
    to operation: String,
    isRepeatable: Bool = true
  ) async throws(Unknown) -> GraphQLAnswer {
    guard let body = try? JSONEncoder().encode(Question(query: query, variables: variables)) else {
      throw Unknown(.notUnderstood, operation, reason: "the question cannot be written as JSON")
    }
    let response = try await self.query(Array(body), to: operation, isRepeatable: isRepeatable)
    guard let reading = try? JSONDecoder().decode(Reading.self, from: Data(response.body)) else {
      throw Unknown(
        .notUnderstood,
        operation,
        reason: "GitHub's answer is not the JSON that it was"
      )
    }
    let faults = reading.errors ?? []
    let types = Set(faults.compactMap(\.type))
    if types.contains("RATE_LIMITED") {
      let reset = response.headers["x-ratelimit-reset"].flatMap { Int($0) } ?? 0
      throw Unknown(.rateLimited(until: reset + 1), operation, reason: faults.words)
    }
    if types.contains("RESOURCE_LIMITS_EXCEEDED") {
      throw Unknown(.partial, operation, reason: faults.words)
    }
    guard reading.hasData else { throw Unknown(.notUnderstood, operation, reason: faults.words) }
    return GraphQLAnswer(body: response.body, faults: faults)
  }
}

private struct Question: Encodable {
  let query: String
  let variables: [String: String]
}

private struct Reading: Decodable {
  let hasData: Bool
  let errors: [GraphQLAnswer.Fault]?

  private enum CodingKeys: String, CodingKey { case data, errors }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    hasData = fields.contains(.data) && (try? fields.decodeNil(forKey: .data)) == false
    errors = try fields.decodeIfPresent([GraphQLAnswer.Fault].self, forKey: .errors)
  }
}

extension [GraphQLAnswer.Fault] {
  fileprivate var words: String {
    let lines = map { $0.message.split(whereSeparator: \.isNewline).joined(separator: " ") }
    return isEmpty ? "GitHub's answer has no data" : Token.redacting(lines.joined(separator: "; "))
  }
}
