import Attestations

extension PolicyTree {
  /// The people with a key that may sign records at a time, in seconds since 1970.
  ///
  /// Of an OpenPGP key only GnuPG knows what has become of it: it counts as one that may.
  ///
  /// - Throws: `KeyFileMistakes`.
  func signingPeople(at time: Int) throws(KeyFileMistakes) -> Set<String> {
    let ring = try KeyRing(self)
    let usable = Set(
      ring.allowedSigners.entries.map(\.key).filter { ring.maySign($0, at: time) }
        .map(\.fingerprint)
    )
    let people = policy.people.filter { person in
      person.keys.contains { $0.kind == .openpgp || usable.contains($0.description) }
    }
    return Set(people.map(\.name))
  }
}

extension KeyRing {
  fileprivate func maySign(_ key: SSHPublicKey, at time: Int) -> Bool {
    guard !revocations.isRevoked(key),
      case .allowed = allowedSigners.permission(of: key, for: Self.namespace, at: time)
    else { return false }
    return true
  }
}
