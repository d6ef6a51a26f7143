extension World {
  /// A set of rules for branches or tags.
  public struct Ruleset: Hashable, Sendable, Codable {
    public enum Rule: Hashable, Sendable {
      case pullRequest(RequiredReviews)
      case statusChecks([String])
      /// One without parameters: `deletion`, `non_fast_forward`, `required_signatures`, …
      case plain(String)
    }

    public struct Bypasser: Hashable, Sendable, Codable {
      /// `nil` for the administrators of the organisation and for deploy keys.
      public var id: Int?
      /// `Integration`, `OrganizationAdmin`, `RepositoryRole`, `Team`, `DeployKey` or `User`.
      public var kind: String
      /// `always`, `pull_request` or `exempt`.
      public var mode: String

      public init(_ id: Int?, kind: String, mode: String = "always") {
        self.id = id
        self.kind = kind
        self.mode = mode
      }
    }

    public var id: Int
    public var name: String
    /// `branch`, `tag` or `push`.
    public var target: String
    /// `active`, `evaluate` or `disabled`.
    public var enforcement: String
    /// It is the organisation's, and no setting of the repository.
    public var isOfOrganization: Bool
    /// `~DEFAULT_BRANCH`, `~ALL`, or patterns such as `refs/heads/release/*`.
    public var includes: [String]
    public var rules: [Rule]
    public var bypassers: [Bypasser]
    public var createdAt: Time

    public init(
      _ id: Int,
      _ name: String,
      target: String = "branch",
      enforcement: String = "active",
      isOfOrganization: Bool = false,
      includes: [String] = ["~DEFAULT_BRANCH"],
      rules: [Rule],
      bypassers: [Bypasser] = [],
      createdAt: Time = 0
    ) {
      self.id = id
      self.name = name
      self.target = target
      self.enforcement = enforcement
      self.isOfOrganization = isOfOrganization
      self.includes = includes
      self.rules = rules
      self.bypassers = bypassers
      self.createdAt = createdAt
    }
  }

  /// What the rules said of one push.
  public struct RuleSuite: Hashable, Sendable, Codable {
    public var id: Int
    public var actor: Int?
    public var before: String
    public var after: String
    public var ref: String
    public var pushedAt: Time
    /// `pass`, `fail` or `bypass`.
    public var result: String

    public init(
      _ id: Int,
      by actor: Int?,
      before: String,
      after: String,
      ref: String = "refs/heads/main",
      at pushedAt: Time,
      result: String
    ) {
      self.id = id
      self.actor = actor
      self.before = before
      self.after = after
      self.ref = ref
      self.pushedAt = pushedAt
      self.result = result
    }
  }
}
