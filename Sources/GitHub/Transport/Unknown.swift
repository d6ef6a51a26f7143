/// Why GitHub's word is not known; it is then neither a yes nor a no.
public struct Unknown: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// GitHub asks to wait until then, in seconds since 1970.
    case rateLimited(until: Int)
    /// The token may not see it; the permissions that would do, where GitHub names them.
    case forbidden(needs: String?)
    /// No token, or a wrong one.
    case unauthorized
    /// It is not there, or the token may not know that it is.
    case notFoundOrHidden
    /// It is gone for good, or was never what was asked for.
    case refused(status: Int)
    /// The name is another repository's now.
    case anotherRepository
    /// GitHub, or the way there, did not work.
    case unavailable
    /// The answer has another shape than it had.
    case notUnderstood
    /// A part of the answer is not there.
    case partial
  }

  public let kind: Kind
  /// What was asked for: `read the reviews of #812`.
  public let operation: String
  /// Why: lower case, one line, no full stop.
  public let reason: String
  /// One thing to do, if one is known.
  public let hint: String?
  /// By which GitHub's support finds the request.
  public let requestID: String?

  public init(
    _ kind: Kind,
    _ operation: String,
    reason: String,
    hint: String? = nil,
    requestID: String? = nil
  ) {
    self.kind = kind
    self.operation = operation
    self.reason = reason
    self.hint = hint
    self.requestID = requestID
  }
}

extension Unknown {
  /// Whether nothing more is to be had of the server in this run.
  public var endsAll: Bool {
    switch kind {
    case .unavailable, .rateLimited, .unauthorized, .notFoundOrHidden, .anotherRepository: true
    case .forbidden, .refused, .notUnderstood, .partial: false
    }
  }
}
