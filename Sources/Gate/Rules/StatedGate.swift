/// What the policy leaves open.
enum StatedGate {
  static func findings(_ situation: Situation) -> [Finding] {
    if situation.isPolicyChange { return proposed(situation) + policyGate(situation) }
    guard let environment = situation.environment else {
      return [
        Finding(.policy, .error, "the policy in force has no environment '\(situation.name)'")
      ]
    }
    guard environment.gate == .unstated else { return [] }
    return [
      Finding(
        .policy,
        .note,
        "the policy states no gate for '\(situation.name)': everything may pass",
        hint: "write `gate: automatic`, or what it asks for"
      )
    ]
  }

  /// A policy must be one, and newer by its own number: an older one brought back is a policy too.
  private static func proposed(_ situation: Situation) -> [Finding] {
    let epoch = situation.facts.policy.epoch
    switch situation.facts.proposed {
    case .readable(let next) where epoch > 0 && next <= epoch:
      return [
        Finding(
          .policyChange,
          .error,
          "'epoch' must be raised above \(epoch), and is \(next)",
          hint: "every change of .opsgate/ raises it",
          path: Policy.defaultPath
        )
      ]
    case .unreadable(let why):
      return [Finding(.policyChange, .error, "it cannot be read: \(why)")]
    case .removed:
      return [Finding(.policyChange, .error, "the policy may not be taken away")]
    case .readable, nil: return []
    }
  }

  private static func policyGate(_ situation: Situation) -> [Finding] {
    let policy = situation.facts.policy
    guard policy.policyGate == nil, situation.revocationRule == nil else { return [] }
    // How a repository that began without gates comes to have some.
    guard policy.environments.contains(where: \.asks) else {
      return [
        Finding(.policyChange, .note, "the policy in force gates nothing, so anybody may change it")
      ]
    }
    return [
      Finding(
        .policyChange,
        .error,
        "the policy in force says nobody may change it: it has no 'policy-gate'",
        hint: "pin a policy that you looked at: `opsgate trust pin`"
      )
    ]
  }
}

extension EnvironmentPolicy {
  /// Whether the gate asks for anything.
  fileprivate var asks: Bool {
    if case .requirements = gate { true } else { false }
  }
}
