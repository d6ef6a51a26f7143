public import Git

/// What GitHub knows of one commit.
public struct CommitFacts: Hashable, Sendable {
  /// One of the people who made it, by an address; with their account, where GitHub knows one.
  public struct Author: Hashable, Sendable {
    public var email: String?
    public var account: Account?

    public init(email: String?, account: Account?) {
      self.email = email
      self.account = account
    }
  }

  public var commit: ObjectID
  public var tree: ObjectID
  /// The number of the repository that was asked; `nil` where it is not known.
  public var repository: Int?
  public var parents: [ObjectID]
  /// The author and those whom `Co-authored-by` names.
  public var authors: [Author]
  /// Whether all authors are there.
  public var areAuthorsComplete: Bool
  /// The pull requests that brought it, or would.
  public var pullRequests: [PullRequest]
  /// Whether all pull requests are there.
  public var arePullRequestsComplete: Bool

  public init(
    commit: ObjectID,
    tree: ObjectID,
    repository: Int? = nil,
    parents: [ObjectID] = [],
    authors: [Author] = [],
    areAuthorsComplete: Bool = true,
    pullRequests: [PullRequest] = [],
    arePullRequestsComplete: Bool = true
  ) {
    self.commit = commit
    self.tree = tree
    self.repository = repository
    self.parents = parents
    self.authors = authors
    self.areAuthorsComplete = areAuthorsComplete
    self.pullRequests = pullRequests
    self.arePullRequestsComplete = arePullRequestsComplete
  }

  /// The pull request that landed the commit on a branch: merged into it, in this repository, and by this commit if one
  /// says so.
  ///
  /// - Parameters:
  ///   - branch: Without `refs/heads/`.
  ///   - repository: The repository's number.
  /// - Returns: `nil` where there is none, or several and none that names the commit.
  public func landing(on branch: String, of repository: Int) -> PullRequest? {
    let merged = pullRequests.filter {
      $0.mergedAt != nil && $0.base == branch && $0.repository == repository
    }
    return merged.first { $0.mergeCommit == commit } ?? (merged.count == 1 ? merged.first : nil)
  }
}
