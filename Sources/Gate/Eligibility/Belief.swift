public import Attestations

extension Policy {
  /// Whether a record takes part in whose word stands.
  ///
  /// Who has a key that was retired could otherwise take the person's own words back. A rejection is believed all the
  /// same: rotating a key must not lose one.
  public func believes(_ record: LedgerRecord) -> Bool {
    guard record.isGood, let key = record.signature.fingerprint else { return false }
    if case .person(_, isRetired: true)? = owner(of: key) {
      return record.approval?.decision == .reject
    }
    return true
  }
}
