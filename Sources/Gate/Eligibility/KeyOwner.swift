/// Whose key it is, by the policy.
public enum KeyOwner: Hashable, Sendable {
  /// A person; a retired key signed for them once.
  case person(Person, isRetired: Bool)
  case machine(Checker)

  /// The name that records of this key speak for.
  public var name: String {
    switch self {
    case .person(let person, _): person.name
    case .machine(let machine): machine.name
    }
  }
}

extension Policy {
  /// The owner of a key by its fingerprint (`SHA256:…`, `openpgp:…`), or `nil`.
  public func owner(of fingerprint: String) -> KeyOwner? {
    guard let key = KeyFingerprint(fingerprint) else { return nil }
    for person in people {
      if person.keys.contains(key) { return .person(person, isRetired: false) }
      if person.retired.contains(key) { return .person(person, isRetired: true) }
    }
    return checkers.first { $0.keys.contains(key) }.map(KeyOwner.machine)
  }
}
