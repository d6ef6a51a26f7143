import Notation

extension KeyRing {
  /// The namespace of all SSH signatures of records, so that none made for anything else is one.
  public static let namespace = "opsgate"

  /// Checks an SSH signature as `ssh-keygen -Y verify` would, with the repository's keys alone.
  ///
  /// - Parameters:
  ///   - armored: The text that `ssh-keygen` wrote.
  ///   - message: What it must be a signature of.
  ///   - namespace: What it must be for.
  ///   - time: At which the key must be valid, in seconds since 1970.
  /// - Returns: What became of it, with the reason where it is not good.
  public func check(
    sshSignature armored: String,
    of message: [UInt8],
    namespace: String = KeyRing.namespace,
    at time: Int
  ) -> SignatureCheck {
    let signature: SSHSignature
    do throws(SSHMistake) {
      signature = try SSHSignature(armored: armored)
    } catch {
      return SignatureCheck(status: .bad, format: .ssh, fingerprint: nil, reason: error.message)
    }
    let (status, reason) = judge(signature, message, namespace, time)
    return SignatureCheck(
      status: status,
      format: .ssh,
      fingerprint: signature.key.fingerprint,
      reason: reason
    )
  }

  private typealias Judgement = (status: SignatureStatus, reason: String?)

  private func judge(
    _ signature: SSHSignature,
    _ message: [UInt8],
    _ namespace: String,
    _ time: Int
  ) -> Judgement {
    guard signature.namespace.utf8.elementsEqual(namespace.utf8) else {
      return (.bad, "it was signed for '\(signature.namespace.excerpt)', not for '\(namespace)'")
    }
    guard signature.verifies(message, namespace: namespace) else {
      return (.bad, "the key did not sign these bytes")
    }
    guard !revocations.isRevoked(signature.key) else {
      return (.revoked, "the key is among the revoked ones")
    }
    let permission = allowedSigners.permission(of: signature.key, for: namespace, at: time)
    return judgement(permission, namespace)
  }

  private func judgement(_ permission: AllowedSigners.Permission, _ namespace: String) -> Judgement
  {
    let file = allowedSigners.path
    switch permission {
    case .allowed: return (.good, nil)
    case .unknownKey: return (.unknownKey, "\(file) does not have the key")
    case .otherNamespace(let entry):
      return (.unknownKey, "\(file):\(entry.line) does not let the key sign for '\(namespace)'")
    case .notYet(let entry):
      return (
        .expired, "\(file):\(entry.line) lets the key sign from \(Self.time(entry.validAfter))"
      )
    case .expired(let entry):
      let end = Self.time(entry.validBefore)
      return (.expired, "\(file):\(entry.line) let the key sign until \(end)")
    }
  }

  private static func time(_ seconds: Int?) -> String { Timestamp.rfc3339(seconds ?? 0) }
}
