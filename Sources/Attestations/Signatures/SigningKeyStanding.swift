public import Git

extension SigningKey {
  /// The key's name, as ``SignatureCheck/fingerprint`` has it; `nil` where it is no key that records are signed with.
  public var fingerprint: String? {
    switch self {
    // What the key's line holds may be no key that is taken: then it has no name here.
    case .ssh(let line): (try? SSHPublicKey(line: line))?.fingerprint
    case .openpgp(let fingerprint): "openpgp:\(fingerprint)"
    }
  }
}

extension KeyRing {
  /// What a signature by a key would be, as far as that is known before it is made.
  ///
  /// - Parameters:
  ///   - key: The key that will sign.
  ///   - time: When it will, in seconds since 1970.
  /// - Returns: ``SignatureStatus/good`` also for OpenPGP keys that are here: only GnuPG knows what has become of them.
  public func expected(of key: SigningKey, at time: Int) -> SignatureStatus {
    switch key {
    case .openpgp(let fingerprint): openPGP.key(named: fingerprint) == nil ? .unknownKey : .good
    case .ssh(let line):
      // What is no key that is taken signs nothing that is.
      (try? SSHPublicKey(line: line)).map { expected(of: $0, at: time) } ?? .bad
    }
  }

  private func expected(of key: SSHPublicKey, at time: Int) -> SignatureStatus {
    guard !revocations.isRevoked(key) else { return .revoked }
    switch allowedSigners.permission(of: key, for: Self.namespace, at: time) {
    case .allowed: return .good
    case .unknownKey, .otherNamespace: return .unknownKey
    case .notYet, .expired: return .expired
    }
  }
}
