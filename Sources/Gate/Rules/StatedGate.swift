/// What the policy leaves open.
enum StatedGate {
  static func findings(_ situation: Situation) -> [Finding] {
    if situation.isPolicyChange { return policyGate(situation) }
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

  private static func policyGate(_ situation: Situation) -> [Finding] {
    guard situation.facts.policy.policyGate == nil else { return [] }
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
