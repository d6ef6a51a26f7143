/// What one account thinks of a pull request in the end, and whether that counts.
public struct Opinion: Hashable, Sendable {
  public enum Decision: Hashable, Sendable {
    case approved, changesRequested
    /// It was dismissed, and nothing came after: an older approval does not come back.
    case dismissed
  }

  /// Why it does not count.
  public enum Objection: Hashable, Sendable {
    /// Nobody in the policy has the account.
    case stranger
    /// The login is a person's, and the account is not.
    case recycledLogin(of: String)
    /// A bot, an organisation, a placeholder for somebody who is not there.
    case noPerson(Account.Kind)
    case notAnApprover(String)
    /// The person made what is reviewed.
    case ownChange(Role)
    case stale
    /// Whether it is about what landed cannot be told.
    case unknownContent
    case afterMerge
  }

  /// Why somebody is no independent reviewer.
  public enum Role: Hashable, Sendable {
    case opener, author, lastPusher, runStarter
  }

  /// What somebody should know, though it counts.
  public enum Remark: Hashable, Sendable {
    case renamed(login: String)
    /// A force push moved the review; the content is the same.
    case rebound
    /// It was pointed at another branch afterwards.
    case retargeted
    /// Somebody who approved took another's objection away.
    case dismissedByApprover(of: Int)
    /// As of now the account could not approve any more.
    case accessLost
  }

  public let account: Account
  /// The name in the policy; `nil` for who is not in it.
  public let person: String?
  public let decision: Decision
  /// The review that says so.
  public let review: Review
  public let objections: [Objection]
  public let remarks: [Remark]

  public var counts: Bool { objections.isEmpty }
}
