extension World {
  /// A token that the server lets in.
  public struct Token: Hashable, Sendable, Codable {
    public var value: String
    /// Whose it is.
    public var account: Int?
    /// What it may: `["pull_requests": "write", "contents": "read"]`; `nil` for everything.
    public var permissions: [String: String]?

    /// The private repositories that it is for; `nil` for all of them.
    public var repositories: [Int]?

    public init(
      _ value: String,
      of account: Int? = nil,
      permissions: [String: String]? = nil,
      repositories: [Int]? = nil
    ) {
      self.value = value
      self.account = account
      self.permissions = permissions
      self.repositories = repositories
    }
  }

  /// A right on a repository or an organisation: `Need("deployments")`, `Need("pull_requests", .write)`.
  struct Need: Hashable, Sendable {
    enum Access: String { case read, write }

    let name: String
    let access: Access

    init(_ name: String, _ access: Access = .read) {
      self.name = name
      self.access = access
    }

    /// As in the header `X-Accepted-GitHub-Permissions`.
    var text: String { "\(name)=\(access.rawValue)" }
  }
}

extension World.Token {
  /// One that may do everything: for a world that names no tokens.
  static let anybody = World.Token("")
  /// What may be seen without a token.
  static let nobody = World.Token(
    "",
    permissions: [
      "actions": "read", "contents": "read", "deployments": "read", "pull_requests": "read",
    ],
    repositories: []
  )

  /// Whether there is such a repository for whoever has the token.
  func sees(_ repository: World.Repository) -> Bool {
    !repository.isPrivate || repositories?.contains(repository.id) ?? true
  }

  func may(_ need: World.Need) -> Bool {
    guard let permissions, need != .metadata else { return true }
    let given = permissions[need.name]
    return given == "write" || given == need.access.rawValue
  }
}

extension World.Need {
  /// What every token may.
  static let metadata = Self("metadata")
  static let actions = Self("actions")
  static let administration = Self("administration")
  static let contents = Self("contents")
  static let deployments = Self("deployments")
  static let members = Self("members")
  static let pullRequests = Self("pull_requests")
}
