import Pointers

extension SourceReader {
  /// The keys of an environment that say what it asks for.
  static let environmentKeys = [
    "gate", "rollback", "authorship", "emergency", "response", "require",
  ]

  mutating func environmentPolicy(
    _ declared: DeclaredEnvironment,
    _ approvers: Approvers
  ) -> EnvironmentPolicy {
    let table = declared.table
    let gate = table?["gate"].map { self.gate($0, approvers) } ?? .unstated
    return EnvironmentPolicy(
      name: declared.environment.name,
      gate: gate,
      rollback: table?["rollback"].flatMap { rollback($0, gate, approvers) },
      authorship: table?["authorship"].flatMap { choice($0, "authorship") } ?? .claimed,
      emergency: table?["emergency"].flatMap { emergency($0, approvers) },
      response: table?["response"].flatMap { response($0) },
      require: table?["require"].flatMap { choice($0, "require") } ?? .note
    )
  }

  private mutating func gate(_ node: SourceNode, _ approvers: Approvers) -> EnvironmentGate {
    if case .scalar = node.content {
      if node.text == "automatic" { return .automatic }
      note(
        "'gate' must be 'automatic' or a table, and is \(node.text.map(quoted) ?? "empty")",
        at: node,
        hint: node.text.flatMap { didYouMean($0, among: ["automatic"]) }
      )
      return .unstated
    }
    let keys = ["checks", "approvals", "approvers", "expires"]
    guard let table = table(node, "gate", keys: keys) else { return .unstated }
    let approvals = table["approvals"].map { wholeNumber($0, "approvals") } ?? 0
    let requirements = GateRequirements(
      checks: table["checks"].map { names($0, "checks").map(\.name) } ?? [],
      approvals: approvals ?? 0,
      approvers: table["approvers"].map { self.approvers($0, approvers) } ?? [],
      expires: table["expires"].flatMap { duration($0, "expires") }
    )
    if approvals != nil { check(requirements, table, approvers) }
    return .requirements(requirements)
  }

  /// What is asked for must be something, and must be possible.
  private mutating func check(
    _ gate: GateRequirements,
    _ table: SourceTable,
    _ approvers: Approvers
  ) {
    if let node = table["approvals"], gate.approvals > 0 {
      if table["approvers"] == nil {
        note("'approvers' is missing", at: table.node, hint: "name people or teams")
      }
      checkEnough(node, gate.approvals, gate.approvers, approvers)
      return
    }
    if let node = table["approvers"], table["approvals"] == nil {
      note("'approvers' stands without 'approvals'", at: node, hint: "say how many are needed")
    } else if table["checks"] == nil {
      note(
        "'gate' asks for nothing",
        at: table.node,
        hint: "write 'gate: automatic' if that is meant"
      )
    }
    if table["expires"] != nil, table["approvals"] == nil, let node = table["expires"] {
      note(
        "'expires' stands without 'approvals'",
        at: node,
        hint: "approvals expire, checks do not"
      )
    }
  }

  /// Without `approvals` none is asked for, without `within` it goes back one state.
  private mutating func rollback(
    _ node: SourceNode,
    _ gate: EnvironmentGate,
    _ approvers: Approvers
  ) -> RollbackRule? {
    guard let table = table(node, "rollback", keys: ["approvals", "within"]) else { return nil }
    let approvals = table["approvals"].map { wholeNumber($0, "approvals") } ?? 0
    let within = table["within"].map { wholeNumber($0, "within", in: 1...Int.max) } ?? 1
    guard let approvals, let within else { return nil }
    if approvals > 0, let node = table["approvals"] {
      checkRollback(node, approvals, gate, approvers)
    }
    return RollbackRule(approvals: approvals, within: within)
  }

  private mutating func checkRollback(
    _ node: SourceNode,
    _ approvals: Int,
    _ gate: EnvironmentGate,
    _ approvers: Approvers
  ) {
    guard case .requirements(let gate) = gate, !gate.approvers.isEmpty else {
      note(
        "a rollback asks for approvals, and the gate names no approvers",
        at: node,
        hint: "give 'approvers' in 'gate'"
      )
      return
    }
    checkEnough(node, approvals, gate.approvers, approvers)
  }

  private mutating func emergency(_ node: SourceNode, _ approvers: Approvers) -> EmergencyRule? {
    let keys = ["approvers", "approvals", "review-within"]
    guard let table = table(node, "emergency", keys: keys) else { return nil }
    let rule = approvalRule(table, approvers)
    let within = required(table, "review-within", hint: "as in '24h'")
      .flatMap { duration($0, "review-within") }
    guard let rule, let within else { return nil }
    return EmergencyRule(rule: rule, reviewWithin: within)
  }

  private mutating func response(_ node: SourceNode) -> ResponseTarget? {
    let keys = ["within", "hours", "timezone"]
    guard let table = table(node, "response", keys: keys) else { return nil }
    let within = required(table, "within", hint: "as in '2h'").flatMap { duration($0, "within") }
    let hours = table["hours"].flatMap { businessHours($0) }
    let zone = table["timezone"].flatMap { timeZone($0) }
    guard let within else { return nil }
    return ResponseTarget(within: within, hours: hours, timeZone: zone ?? "UTC")
  }

  private mutating func businessHours(_ node: SourceNode) -> BusinessHours? {
    guard let text = text(node, "hours") else { return nil }
    if let hours = BusinessHours(text) { return hours }
    note(
      "'hours' must be days and times, and is \(quoted(text))",
      at: node,
      hint: "as in 'Mon-Fri 09:00-17:00'"
    )
    return nil
  }
}
