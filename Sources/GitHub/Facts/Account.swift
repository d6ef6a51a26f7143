/// An account on GitHub, by its number: a login can be changed, and taken by somebody else.
public struct Account: Hashable, Sendable {
  /// What GitHub calls the kind of an account (`type` in REST, `__typename` in GraphQL).
  public enum Kind: Hashable, Sendable {
    case user, bot, mannequin, organization
    /// One that came since; it is nobody who counts.
    case other(String)

    public init(_ name: String) {
      self =
        switch name {
        case "User": .user
        case "Bot": .bot
        case "Mannequin": .mannequin
        case "Organization": .organization
        default: .other(name)
        }
    }
  }

  public var id: Int
  /// As it is now; bots without `[bot]`, which REST and records write.
  public var login: String
  public var kind: Kind

  public init(id: Int, login: String, kind: Kind = .user) {
    self.id = id
    self.login = login.hasSuffix("[bot]") ? String(login.dropLast("[bot]".count)) : login
    // Somebody else may have the name without it.
    self.kind = login.hasSuffix("[bot]") ? .bot : kind
  }
}
