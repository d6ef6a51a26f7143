/// What a GitHub Environment is set up to ask of a deployment, as far as the token may see it.
public struct EnvironmentSettings: Hashable, Sendable {
  /// A person or team that is asked.
  public enum Reviewer: Hashable, Sendable {
    case account(Account)
    /// With the members, where they may be seen.
    case team(slug: String, members: [Account]?)
  }

  /// From where may be deployed.
  public enum Branches: Hashable, Sendable {
    /// From anywhere.
    case any
    case protected
    /// From branches and tags of these names, as `File.fnmatch` reads them.
    case named([String])
    case unknown
  }

  public var name: String
  /// `nil` where nobody is asked.
  public var reviewers: [Reviewer]?
  public var preventsSelfReview: Bool
  /// In minutes.
  public var waitTimer: Int
  /// `nil` where GitHub does not say; then nobody knows.
  public var canAdminsBypass: Bool?
  public var branches: Branches
  /// The names of gates of others that are switched on; `nil` where the token may not see them.
  public var customGates: [String]?

  public init(
    name: String,
    reviewers: [Reviewer]? = nil,
    preventsSelfReview: Bool = false,
    waitTimer: Int = 0,
    canAdminsBypass: Bool? = nil,
    branches: Branches = .any,
    customGates: [String]? = []
  ) {
    self.name = name
    self.reviewers = reviewers
    self.preventsSelfReview = preventsSelfReview
    self.waitTimer = waitTimer
    self.canAdminsBypass = canAdminsBypass
    self.branches = branches
    self.customGates = customGates
  }

  /// The accounts that are asked; `nil` where not all may be seen.
  public var reviewerIDs: Set<Int>? {
    var ids: Set<Int> = []
    for reviewer in reviewers ?? [] {
      switch reviewer {
      case .account(let account): ids.insert(account.id)
      case .team(_, let members?): ids.formUnion(members.map(\.id))
      case .team(_, nil): return nil
      }
    }
    return ids
  }
}
