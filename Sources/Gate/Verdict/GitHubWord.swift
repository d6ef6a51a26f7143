/// What GitHub says of a change, where the policy asks for it.
public enum GitHubWord: Hashable, Sendable {
  /// Nobody asked.
  case unread
  /// It cannot be told: why, and one thing to do.
  case unknown(String, hint: String?)
  case known(GitHubRecord)
}

/// GitHub's record of a change, by the people of the policy.
public struct GitHubRecord: Hashable, Sendable {
  /// Whose review, or answer to the Environment, counts.
  public var approving: Set<String>
  /// Who may approve it, and asks for changes.
  public var blocking: Set<String>
  /// Who opened the pull request, pushed last, or started the run.
  public var makers: Set<String>
  /// Whether GitHub knows who opened it and who pushed it last.
  public var knowsMakers: Bool
  /// Where it stands: `#812`.
  public var source: String

  public init(
    approving: Set<String> = [],
    blocking: Set<String> = [],
    makers: Set<String> = [],
    knowsMakers: Bool = false,
    source: String
  ) {
    self.approving = approving
    self.blocking = blocking
    self.makers = makers
    self.knowsMakers = knowsMakers
    self.source = source
  }
}
