extension World {
  /// The classic protection of a branch.
  public struct BranchProtection: Hashable, Sendable, Codable {
    public var id: Int
    public var enforcesAdmins: Bool
    public var reviews: RequiredReviews?
    /// Names of checks that must be good.
    public var checks: [String]
    /// Who need not go by a pull request.
    public var bypassers: [Environment.Reviewer]

    public init(
      id: Int,
      enforcesAdmins: Bool = false,
      reviews: RequiredReviews? = nil,
      checks: [String] = [],
      bypassers: [Environment.Reviewer] = []
    ) {
      self.id = id
      self.enforcesAdmins = enforcesAdmins
      self.reviews = reviews
      self.checks = checks
      self.bypassers = bypassers
    }
  }

  /// How many must say yes before a merge, and who.
  public struct RequiredReviews: Hashable, Sendable, Codable {
    public var count: Int
    public var dismissesStale: Bool
    public var needsCodeOwners: Bool
    public var needsLastPushApproval: Bool

    public init(
      _ count: Int,
      dismissesStale: Bool = false,
      needsCodeOwners: Bool = false,
      needsLastPushApproval: Bool = false
    ) {
      self.count = count
      self.dismissesStale = dismissesStale
      self.needsCodeOwners = needsCodeOwners
      self.needsLastPushApproval = needsLastPushApproval
    }
  }
}
