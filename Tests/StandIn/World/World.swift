/// All that a stand-in knows: plain values, which a test writes down.
///
/// Accounts and teams are named by their numbers everywhere, as GitHub does inside.
public struct World: Hashable, Sendable, Codable {
  /// The time that the server goes by; nothing moves it but the test.
  public var now: Time
  public var accounts: [Account]
  public var teams: [Team]
  public var repositories: [Repository]
  /// The tokens that are let in; with none at all everybody is, and may do everything.
  public var tokens: [Token]
  /// The versions of the REST interface that are served.
  public var versions: [String]
  /// How many requests, or points, an hour has.
  public var hourlyLimit: Int?

  public init(
    now: Time,
    accounts: [Account] = [],
    teams: [Team] = [],
    repositories: [Repository] = [],
    tokens: [Token] = [],
    versions: [String] = ["2022-11-28"],
    hourlyLimit: Int? = nil
  ) {
    self.now = now
    self.accounts = accounts
    self.teams = teams
    self.repositories = repositories
    self.tokens = tokens
    self.versions = versions
    self.hourlyLimit = hourlyLimit
  }
}
