// How settings stand in a file: `{ "user": 1 }`, `{ "patterns": [] }`, `{ "plain": "deletion" }`.

extension World.Environment.Reviewer: Codable {
  private enum CodingKeys: String, CodingKey { case user, team }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let id = try fields.decodeIfPresent(Int.self, forKey: .user) {
      self = .user(id)
    } else {
      self = .team(try fields.decode(Int.self, forKey: .team))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .user(let id): try fields.encode(id, forKey: .user)
    case .team(let id): try fields.encode(id, forKey: .team)
    }
  }
}

extension World.Environment.Refs: Codable {
  private enum CodingKeys: String, CodingKey { case protectedBranches, patterns }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let areProtected = try fields.decode(Bool.self, forKey: .protectedBranches)
    let patterns = try fields.decode([World.Environment.Pattern].self, forKey: .patterns)
    self = areProtected ? .protectedBranches : .patterns(patterns)
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .protectedBranches: try fields.encode(true, forKey: .protectedBranches)
    case .patterns(let patterns): try fields.encode(patterns, forKey: .patterns)
    }
  }
}

extension World.Ruleset.Rule: Codable {
  private enum CodingKeys: String, CodingKey { case pullRequest, statusChecks, plain }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let reviews = try fields.decodeIfPresent(
      World.RequiredReviews.self,
      forKey: .pullRequest
    ) {
      self = .pullRequest(reviews)
    } else if let name = try fields.decodeIfPresent(String.self, forKey: .plain) {
      self = .plain(name)
    } else {
      self = .statusChecks(try fields.decode([String].self, forKey: .statusChecks))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .pullRequest(let reviews): try fields.encode(reviews, forKey: .pullRequest)
    case .statusChecks(let names): try fields.encode(names, forKey: .statusChecks)
    case .plain(let name): try fields.encode(name, forKey: .plain)
    }
  }
}
