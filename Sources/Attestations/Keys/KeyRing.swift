/// The keys that may sign records, as of one `.opsgate` tree.
public struct KeyRing: Sendable {
  /// The SSH keys, `.opsgate/allowed_signers`.
  public var allowedSigners: AllowedSigners
  /// The SSH keys that no longer count, `.opsgate/revoked`.
  public var revocations: Revocations

  public init(allowedSigners: AllowedSigners = .none, revocations: Revocations = .none) {
    self.allowedSigners = allowedSigners
    self.revocations = revocations
  }
}
