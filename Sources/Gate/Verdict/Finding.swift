/// One thing that a rule says of a change.
public struct Finding: Hashable, Sendable {
  /// The rules, by the names that reports give them (DESIGN, section 6).
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    case promotionOrder = "promotion-order"
    case checks, approvals
    case ownChange = "own-change"
    case rejection, expired, revoked
    case unknownKey = "unknown-key"
    case badSignature = "bad-signature"
    case wrongChange = "wrong-change"
    case freeze, downgrade, held, mainline
    case policyChange = "policy-change"
    case notesHistory = "notes-history"
    /// What the policy leaves open, or what it is not known to be.
    case policy
    /// A gate that was opened by an emergency.
    case emergency
    /// Something that is not here, so that nothing can be said.
    case missing
  }

  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// The change is refused.
    case error
    /// The change is allowed, and somebody should look.
    case warning
    /// Something that explains.
    case note
    /// Nobody can tell; reports show it as an error.
    case undecided
  }

  public let rule: Rule
  public let severity: Severity
  /// What is so: lower case, one line, no full stop.
  ///
  /// Names are as the files have them; whoever shows them escapes.
  public let message: String
  /// One thing to do, or `nil`.
  public let hint: String?
  /// The file that it is about, from the root of the repository; `nil` where it is about none.
  public let path: String?

  public init(
    _ rule: Rule,
    _ severity: Severity,
    _ message: String,
    hint: String? = nil,
    path: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.hint = hint
    self.path = path
  }
}
