/// The SSH keys that may sign, and for whom: OpenSSH's `allowed_signers`.
///
/// Each line has principals, options if any, and a key:
///
///     alice,alice@acme.example namespaces="opsgate,git",valid-before="20270101Z" ssh-ed25519 AAAA… laptop
///
/// The principals are one person's names and addresses; who that person is to opsgate, and whether the key is in
/// use or retired, the policy says by the key's fingerprint. Some of what OpenSSH takes is refused: see
/// ``Strictness``. Times must end in `Z`, since without it OpenSSH takes them in the machine's own time zone.
public struct AllowedSigners: Sendable {
  /// A key, for whom, and when.
  public struct Entry: Hashable, Sendable {
    /// The names of the one person whose key it is; never empty.
    public let principals: [String]
    public let key: SSHPublicKey
    /// The namespaces that it may sign for, as OpenSSH's pattern list; `nil` means any.
    public let namespaces: String?
    /// The first second at which it may sign, since 1970; `nil` means any.
    public let validAfter: Int?
    /// The last second at which it may sign, since 1970; `nil` means any.
    public let validBefore: Int?
    /// Where it stands in the file, from 1.
    public let line: Int
  }

  /// The file, relative to the root of the repository.
  public let path: String
  /// In the order of the file.
  public let entries: [Entry]
  private let byKey: [SSHPublicKey: [Int]]

  /// - Parameters:
  ///   - entries: At most one person for each key.
  ///   - path: For what is said to people.
  init(_ entries: [Entry], path: String) {
    self.path = path
    self.entries = entries
    byKey = Dictionary(grouping: entries.indices, by: { entries[$0].key })
  }

  /// Where there is no such file: nobody signs with SSH.
  public static let none = AllowedSigners([], path: ".opsgate/allowed_signers")

  /// What the file says of a key.
  public func entries(of key: SSHPublicKey) -> [Entry] {
    byKey[key, default: []].map { entries[$0] }
  }

  /// Whether a key may sign.
  public enum Permission: Hashable, Sendable {
    case allowed(Entry)
    /// The file does not have the key.
    case unknownKey
    /// The key is for other namespaces.
    case otherNamespace(Entry)
    case notYet(Entry)
    case expired(Entry)
  }

  /// Whether a key may sign in a namespace at a time.
  ///
  /// - Parameters:
  ///   - key: The key that signed.
  ///   - namespace: What the signature is for.
  ///   - time: Seconds since 1970; both ends of a validity belong to it.
  /// - Returns: What the first line says that allows it, else the first line of that key.
  public func permission(of key: SSHPublicKey, for namespace: String, at time: Int) -> Permission {
    let answers = entries(of: key).map { $0.permission(for: namespace, at: time) }
    let allowed = answers.first {
      if case .allowed = $0 { true } else { false }
    }
    return allowed ?? answers.first ?? .unknownKey
  }
}

extension AllowedSigners.Entry {
  fileprivate func permission(for namespace: String, at time: Int) -> AllowedSigners.Permission {
    if let namespaces, !PatternList(namespaces).matches(namespace) { return .otherNamespace(self) }
    if let validAfter, time < validAfter { return .notYet(self) }
    if let validBefore, time > validBefore { return .expired(self) }
    return .allowed(self)
  }
}
