/// The types of keys that opsgate verifies with, by the names that OpenSSH gives them.
public enum SSHKeyKind: String, CaseIterable, Hashable, Sendable {
  case ed25519 = "ssh-ed25519"
  case ecdsaP256 = "ecdsa-sha2-nistp256"
  case ecdsaP384 = "ecdsa-sha2-nistp384"
  case ecdsaP521 = "ecdsa-sha2-nistp521"
  case rsa = "ssh-rsa"
  /// Ed25519 in a FIDO security key.
  case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
  /// ECDSA P-256 in a FIDO security key.
  case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"

  /// Whether the key lives in a FIDO security key, which signs more than it is given.
  public var isSecurityKey: Bool { self == .securityKeyEd25519 || self == .securityKeyECDSA }
}

extension SSHKeyKind {
  /// - Throws: Why keys of that type are not taken.
  init(named name: String) throws(SSHMistake) {
    if let kind = SSHKeyKind(rawValue: name) {
      self = kind
    } else if Self.isCertificate(name) {
      throw SSHMistake(
        "it is a certificate ('\(name.excerpt)'), and only plain keys are taken",
        .certificate
      )
    } else if Self.old.contains(name) {
      throw SSHMistake("keys of the type '\(name)' are not taken", .oldKeyKind)
    } else if let alias = Self.aliases[name.lowercased()] {
      throw SSHMistake(
        "the type of the key is '\(name.excerpt)', and must be '\(alias)'",
        .keyTypeAlias
      )
    } else {
      throw SSHMistake("no type of key is called '\(name.excerpt)'")
    }
  }

  /// Whether a word begins a key, also one that is not taken.
  static func isType(_ name: String) -> Bool {
    SSHKeyKind(rawValue: name) != nil || isCertificate(name) || old.contains(name)
      || aliases[name] != nil
  }

  private static func isCertificate(_ name: String) -> Bool {
    name.hasSuffix("-cert-v01@openssh.com") || name.hasSuffix("-cert-v00@openssh.com")
  }

  private static let old: Set<String> = ["ssh-dss", "DSA", "ssh-xmss@openssh.com", "XMSS"]

  /// What OpenSSH takes for the name of a type besides; it knows the short ones in any case.
  private static let aliases = [
    "rsa-sha2-256": "ssh-rsa", "rsa-sha2-512": "ssh-rsa", "rsa": "ssh-rsa",
    "ed25519": "ssh-ed25519", "ed25519-sk": "sk-ssh-ed25519@openssh.com",
    "ecdsa": "ecdsa-sha2-nistp256", "ecdsa-sk": "sk-ecdsa-sha2-nistp256@openssh.com",
    "webauthn-sk-ecdsa-sha2-nistp256@openssh.com": "sk-ecdsa-sha2-nistp256@openssh.com",
  ]
}
