public import Attestations
public import History

/// Whether somebody's word on a change counts, before anything else is asked.
///
/// By the policy in force at the change. What was witnessed earlier, and how long an approval holds, is for the gate.
public enum Eligibility {
  /// What the word is for.
  public enum Purpose: Hashable, Sendable {
    case approval
    case rejection
    /// An approval with reason and incident.
    case emergency
  }

  /// Why a word does not count.
  public enum Obstacle: Hashable, Sendable {
    /// Nobody in the policy has the key.
    case unknownKey(fingerprint: String?)
    /// The policy has the key, and no file of keys lets it sign.
    case keyNotListed(person: String, fingerprint: String)
    case badSignature
    case expiredKey
    case revokedKey
    /// The key signed for the person once.
    case retiredKey(person: String)
    /// The key is a machine's.
    case machine(String)
    case notAnApprover(person: String, approvers: [String])
    /// The person is one of those who made the change, by these of their addresses.
    case ownChange(person: String, emails: [String])
    /// The environment asks for no approval of that kind.
    case asksForNone(environment: String)
    /// The policy has no such environment.
    case unknownEnvironment(String)
  }

  /// All reasons for which a word will not count, none where it does.
  ///
  /// - Parameters:
  ///   - fingerprint: The key that signs; `nil` where it names none.
  ///   - status: What became of the signature, or would become of one made now.
  ///   - purpose: What the word is for.
  ///   - change: What it is about.
  ///   - policy: The policy in force.
  /// - Returns: What stands in the way, the key's flaws first.
  public static func obstacles(
    _ fingerprint: String?,
    status: SignatureStatus,
    for purpose: Purpose = .approval,
    of change: EnvironmentChange,
    policy: Policy
  ) -> [Obstacle] {
    if status == .bad { return [.badSignature] }
    guard let fingerprint, let owner = policy.owner(of: fingerprint) else {
      return [.unknownKey(fingerprint: fingerprint)]
    }
    if status == .unknownKey {
      return [.keyNotListed(person: owner.name, fingerprint: fingerprint)]
    }
    let key: [Obstacle] =
      switch status {
      case .expired: [.expiredKey]
      case .revoked: [.revokedKey]
      case .good, .bad, .unknownKey: []
      }
    switch owner {
    case .machine(let machine): return key + [.machine(machine.name)]
    case .person(let person, let isRetired):
      // A rejection stays when its key is rotated: where no order is proven, it wins.
      let isTooOld = isRetired && purpose != .rejection
      return key + (isTooOld ? [.retiredKey(person: person.name)] : [])
        + obstacles(person, for: purpose, of: change, policy: policy)
    }
  }

  /// The same for a person whose key is in order.
  public static func obstacles(
    _ person: Person,
    for purpose: Purpose = .approval,
    of change: EnvironmentChange,
    policy: Policy
  ) -> [Obstacle] {
    let own = purpose == .rejection ? nil : ownChange(person, change)
    return [rule(person, purpose, change.environment, policy), own].compactMap(\.self)
  }

  private static func ownChange(_ person: Person, _ change: EnvironmentChange) -> Obstacle? {
    let emails = Set(change.authors.map(\.email).filter(person.owns))
    return emails.isEmpty ? nil : .ownChange(person: person.name, emails: emails.sorted())
  }

  private static func rule(
    _ person: Person,
    _ purpose: Purpose,
    _ environment: String,
    _ policy: Policy
  ) -> Obstacle? {
    guard environment == EnvironmentChange.policy || policy.environment(named: environment) != nil
    else { return .unknownEnvironment(environment) }
    let rule = policy.approvalRule(of: environment, for: purpose)
    guard let rule, rule.approvals > 0 else { return .asksForNone(environment: environment) }
    guard !policy.people(for: rule.approvers).contains(person.name) else { return nil }
    return .notAnApprover(person: person.name, approvers: rule.approvers)
  }
}

extension Policy {
  /// Who may say something of an environment's changes, and how many must; `nil` where nobody is asked.
  ///
  /// A gate that asks for none, beside a fast track that does, lets the same people speak.
  public func approvalRule(
    of environment: String,
    for purpose: Eligibility.Purpose = .approval
  ) -> ApprovalRule? {
    if environment == EnvironmentChange.policy { return purpose == .emergency ? nil : policyGate }
    guard let found = self.environment(named: environment) else { return nil }
    if purpose == .emergency { return found.emergency?.rule }
    guard case .requirements(let gate) = found.gate else { return nil }
    let most = max(gate.approvals, found.rollback?.approvals ?? 0)
    return ApprovalRule(approvals: most, approvers: gate.approvers)
  }
}
