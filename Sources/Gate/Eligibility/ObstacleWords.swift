extension Eligibility.Obstacle {
  /// Whether it is about who somebody is, and not about their key.
  public var isOfPersons: Bool {
    switch self {
    case .ownChange, .notAnApprover, .asksForNone: true
    default: false
    }
  }

  /// Why, in lower case, without a full stop, to stand after "it will not count: ".
  ///
  /// Names and addresses are as the files have them; whoever shows them makes them safe.
  public var message: String {
    switch self {
    case .unknownKey(let fingerprint):
      "nobody in the policy has the key" + (fingerprint.map { " '\($0)'" } ?? "")
    case .keyNotListed(let person, let key):
      "the policy has the key of '\(person)', and \(Self.file(of: key)) does not let it sign"
    case .badSignature: "the signature is not one of these bytes"
    case .expiredKey: "the key is not allowed to sign at this time"
    case .revokedKey: "the key is revoked"
    case .retiredKey(let person): "'\(person)' has retired the key"
    case .machine(let name): "'\(name)' is a machine, and machines never approve"
    case .notAnApprover(let person, let approvers):
      "'\(person)' is not among " + approvers.map { "'\($0)'" }.joined(separator: ", ")
    case .ownChange(let person, let emails):
      "'\(person)' made the change (" + emails.joined(separator: ", ") + ")"
    case .asksForNone(let environment): "'\(environment)' asks for no such approval"
    case .unknownEnvironment(let environment): "no environment is called '\(environment)'"
    }
  }

  /// One thing to do, if one is known.
  public var hint: String? {
    switch self {
    case .unknownKey(let key):
      "add it to 'people' in the policy and to `\(Self.file(of: key ?? ""))`"
    case .keyNotListed(_, let key):
      key.hasPrefix("openpgp:")
        ? "`gpg --armor --export \(key.dropFirst(8)) > .opsgate/keys/NAME.asc` writes it"
        : "it needs a line `NAME namespaces=\"opsgate\" ssh-… AAAA…`"
    case .retiredKey, .expiredKey, .revokedKey: "sign with a key that is in use: `user.signingKey`"
    case .machine: "sign with a person's key"
    case .notAnApprover, .ownChange: "ask one of the other approvers"
    case .badSignature, .asksForNone, .unknownEnvironment: nil
    }
  }

  /// Where the key must stand.
  private static func file(of key: String) -> String {
    key.hasPrefix("openpgp:") ? ".opsgate/keys" : ".opsgate/allowed_signers"
  }
}
