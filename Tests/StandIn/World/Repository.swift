extension World {
  /// A repository and all that hangs on it.
  public struct Repository: Hashable, Sendable, Codable {
    public var id: Int
    /// The number of the owner's account.
    public var owner: Int
    public var name: String
    /// Names that lead here still: `acme/old-ops`.
    public var formerNames: [String]
    public var defaultBranch: String
    public var isPrivate: Bool
    public var createdAt: Time
    public var branches: [Branch]
    public var commits: [Commit]
    public var pullRequests: [PullRequest]
    public var deployments: [Deployment]
    public var runs: [WorkflowRun]
    public var environments: [Environment]
    public var rulesets: [Ruleset]
    public var ruleSuites: [RuleSuite]
    public var collaborators: [Collaborator]

    public init(
      id: Int,
      owner: Int,
      name: String,
      formerNames: [String] = [],
      defaultBranch: String = "main",
      isPrivate: Bool = false,
      createdAt: Time = 0,
      branches: [Branch] = [],
      commits: [Commit] = [],
      pullRequests: [PullRequest] = [],
      deployments: [Deployment] = [],
      runs: [WorkflowRun] = [],
      environments: [Environment] = [],
      rulesets: [Ruleset] = [],
      ruleSuites: [RuleSuite] = [],
      collaborators: [Collaborator] = []
    ) {
      self.id = id
      self.owner = owner
      self.name = name
      self.formerNames = formerNames
      self.defaultBranch = defaultBranch
      self.isPrivate = isPrivate
      self.createdAt = createdAt
      self.branches = branches
      self.commits = commits
      self.pullRequests = pullRequests
      self.deployments = deployments
      self.runs = runs
      self.environments = environments
      self.rulesets = rulesets
      self.ruleSuites = ruleSuites
      self.collaborators = collaborators
    }
  }

  /// A branch, and how it is protected in the classic way.
  public struct Branch: Hashable, Sendable, Codable {
    public var name: String
    /// The commit that it points at.
    public var head: String
    public var protection: BranchProtection?

    public init(_ name: String, at head: String, protection: BranchProtection? = nil) {
      self.name = name
      self.head = head
      self.protection = protection
    }
  }

  /// Somebody who may do more than everybody.
  public struct Collaborator: Hashable, Sendable, Codable {
    public var account: Int
    /// `admin`, `write`, `read` or `none`.
    public var permission: String
    /// `maintain`, `triage` or the name of a custom role; the permission where it is `nil`.
    public var role: String?

    public init(_ account: Int, _ permission: String, role: String? = nil) {
      self.account = account
      self.permission = permission
      self.role = role
    }

    var canPush: Bool { permission == "admin" || permission == "write" }
  }
}
