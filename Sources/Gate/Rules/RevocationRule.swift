public import Git
public import History

extension Policy {
  /// Revoking keys, and nothing else, makes things safer: one admin is enough, or who has the keys.
  func revocationRule(for keys: Set<String>) -> ApprovalRule {
    let owners = people.filter { person in
      keys.allSatisfy { key in (person.keys + person.retired).contains { "\($0)" == key } }
    }
    let admins = policyGate?.approvers ?? []
    return ApprovalRule(approvals: 1, approvers: admins + owners.map(\.name))
  }
}

extension PolicyTree {
  /// The people whose word alone lets a change revoke keys, also one of their own making.
  ///
  /// - Parameters:
  ///   - change: What is proposed.
  ///   - repository: Where it is.
  /// - Returns: None for a change that does anything else.
  /// - Throws: What reading the files throws.
  public func revokers(
    of change: EnvironmentChange,
    in repository: borrowing Repository
  ) throws -> Set<String> {
    guard change.environment == EnvironmentChange.policy,
      let keys = try keysRevoked(alone: change, in: repository)
    else { return [] }
    return policy.people(for: policy.revocationRule(for: keys).approvers)
  }
}
