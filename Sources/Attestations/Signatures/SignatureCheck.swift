/// Whose tools made a signature, as the armor around it says.
public enum SignatureFormat: String, CaseIterable, Hashable, Sendable {
  case ssh, openpgp
}

/// What became of a signature when it was checked.
public enum SignatureStatus: String, CaseIterable, Hashable, Sendable {
  /// A known key signed these very bytes, and was allowed to at that time.
  case good
  /// No key of the repository made it.
  case unknownKey = "unknown-key"
  /// It is not a signature of these bytes.
  case bad
  /// The key was not allowed to sign at that time.
  case expired
  /// The key is among the revoked ones.
  case revoked
}

/// One signature, checked.
public struct SignatureCheck: Hashable, Sendable {
  public let status: SignatureStatus
  public let format: SignatureFormat
  /// The key that the signature names: `SHA256:…` or `openpgp:…`; `nil` where it names none.
  public let fingerprint: String?
  /// Why the status is not `good`, in words for people.
  public let reason: String?

  public init(
    status: SignatureStatus,
    format: SignatureFormat,
    fingerprint: String?,
    reason: String? = nil
  ) {
    self.status = status
    self.format = format
    self.fingerprint = fingerprint
    self.reason = reason
  }
}
