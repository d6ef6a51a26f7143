/// A pull request that waits to be merged.
public struct OpenPullRequest: Hashable, Sendable {
  public let number: Int
  /// Where people read it.
  public let url: String
  /// Who opened it, by login; `nil` for an account that is gone.
  public let opener: String?
  /// Who was asked to review it and did not yet, by login.
  public let asked: [String]

  public init(number: Int, url: String, opener: String?, asked: [String] = []) {
    self.number = number
    self.url = url
    self.opener = opener
    self.asked = asked
  }
}

/// What a pull request is opened with.
public struct PullRequestDraft: Hashable, Sendable {
  public let title: String
  /// Markdown.
  public let body: String
  /// The branch that it comes from; `OWNER:BRANCH` for that of a fork.
  public let head: String
  /// The branch that it goes into, without `refs/heads/`.
  public let base: String

  public init(title: String, body: String, head: String, base: String) {
    self.title = title
    self.body = body
    self.head = head
    self.base = base
  }
}
