/// The keys that may sign records, as of one `.opsgate` tree.
public struct KeyRing: Sendable {
  /// The SSH keys, `.opsgate/allowed_signers`.
  public var allowedSigners: AllowedSigners
  /// The SSH keys that no longer count, `.opsgate/revoked`.
  public var revocations: Revocations
  /// The OpenPGP keys, `.opsgate/keys/*.asc`; one that is revoked says so itself.
  public var openPGP: OpenPGPKeys

  public init(
    allowedSigners: AllowedSigners = .none,
    revocations: Revocations = .none,
    openPGP: OpenPGPKeys = .none
  ) {
    self.allowedSigners = allowedSigners
    self.revocations = revocations
    self.openPGP = openPGP
  }
}
