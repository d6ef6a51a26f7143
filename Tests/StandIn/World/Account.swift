extension World {
  /// Somebody, or something that acts like somebody.
  public struct Account: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
      case user = "User"
      case bot = "Bot"
      case mannequin = "Mannequin"
      case organization = "Organization"
    }

    public var id: Int
    /// A bot's stands here without `[bot]`, which only REST shows.
    public var login: String
    public var kind: Kind
    /// Whoever points at a deleted account points at null.
    public var isDeleted: Bool
    public var name: String?
    public var email: String?

    public init(
      id: Int,
      login: String,
      kind: Kind = .user,
      isDeleted: Bool = false,
      name: String? = nil,
      email: String? = nil
    ) {
      self.id = id
      self.login = login
      self.kind = kind
      self.isDeleted = isDeleted
      self.name = name
      self.email = email
    }
  }

  /// A team of an organisation.
  public struct Team: Hashable, Sendable, Codable {
    public struct Member: Hashable, Sendable, Codable {
      public var account: Int
      /// Invited, and has not answered yet.
      public var isPending: Bool
      public var isMaintainer: Bool

      public init(_ account: Int, isPending: Bool = false, isMaintainer: Bool = false) {
        self.account = account
        self.isPending = isPending
        self.isMaintainer = isMaintainer
      }
    }

    public var id: Int
    /// The number of the organisation's account.
    public var organization: Int
    public var slug: String
    /// Those of its child teams are its members too, and do not stand here.
    public var members: [Member]
    public var parent: Int?

    public init(
      id: Int,
      organization: Int,
      slug: String,
      members: [Member] = [],
      parent: Int? = nil
    ) {
      self.id = id
      self.organization = organization
      self.slug = slug
      self.members = members
      self.parent = parent
    }
  }
}
