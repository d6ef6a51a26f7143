extension World {
  /// An Environment as its settings have it.
  public struct Environment: Hashable, Sendable, Codable {
    public enum Reviewer: Hashable, Sendable {
      case user(Int)
      case team(Int)
    }

    /// Which refs may be deployed.
    public enum Refs: Hashable, Sendable {
      case protectedBranches
      case patterns([Pattern])
    }

    public struct Pattern: Hashable, Sendable, Codable {
      public var id: Int
      public var name: String
      public var isTag: Bool

      public init(_ id: Int, _ name: String, isTag: Bool = false) {
        self.id = id
        self.name = name
        self.isTag = isTag
      }
    }

    /// A gate that an App keeps.
    public struct CustomRule: Hashable, Sendable, Codable {
      public var id: Int
      public var isEnabled: Bool
      public var app: App

      public init(_ id: Int, app: App, isEnabled: Bool = true) {
        self.id = id
        self.app = app
        self.isEnabled = isEnabled
      }
    }

    public var id: Int
    public var name: String
    public var createdAt: Time
    /// In minutes; `nil` for no such rule.
    public var waitTimer: Int?
    /// None of them for no such rule.
    public var reviewers: [Reviewer]
    public var preventsSelfReview: Bool
    /// `nil` where the server does not say.
    public var canAdminsBypass: Bool?
    /// `nil` for any ref.
    public var refs: Refs?
    public var customRules: [CustomRule]

    public init(
      _ id: Int,
      _ name: String,
      createdAt: Time = 0,
      waitTimer: Int? = nil,
      reviewers: [Reviewer] = [],
      preventsSelfReview: Bool = false,
      canAdminsBypass: Bool? = nil,
      refs: Refs? = nil,
      customRules: [CustomRule] = []
    ) {
      self.id = id
      self.name = name
      self.createdAt = createdAt
      self.waitTimer = waitTimer
      self.reviewers = reviewers
      self.preventsSelfReview = preventsSelfReview
      self.canAdminsBypass = canAdminsBypass
      self.refs = refs
      self.customRules = customRules
    }
  }
}
