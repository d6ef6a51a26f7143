public import Git
import History

extension Court {
  /// The changes of `.opsgate/` on the mainline, oldest first.
  var policySteps: [PolicyStep] {
    if case .mainline(let steps, _) = setting.trust { steps } else { [] }
  }

  /// The policy in force at the mainline's tip; `nil` where it has none.
  public func policyInForce(in repository: borrowing Repository) async throws -> PolicyTree? {
    try await policy(before: setting.mainline.count, in: repository)
  }

  /// The policy that a commit of the mainline is judged by, or a branch that would land; `nil` where there is none.
  public func policy(
    judging commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> PolicyTree? {
    try await policy(before: position(of: commit) ?? setting.mainline.count, in: repository)
  }

  /// What stands as `.opsgate/` at the tip, where that is not what is in force, with whether that can be told.
  ///
  /// What was refused before the policy in force came, nobody has to know any more.
  public func policyNotInForce(
    in repository: borrowing Repository
  ) async throws -> (step: PolicyStep, isCertain: Bool)? {
    guard let last = policySteps.last, try await !isInForce(last, in: repository) else {
      return nil
    }
    for step in policySteps.reversed() where try await isInForce(step, in: repository) {
      // Somebody has brought back what counts all the while.
      if step.tree == last.tree { return nil }
      break
    }
    let said = try await settled(last.commit, on: EnvironmentChange.policy, in: repository)
    return (last, said?.outcome != .undecided)
  }

  /// The policy in force before a place of the mainline; `nil` before the first.
  ///
  /// A change of it that was not allowed is not in force, and whatever follows is judged by the one before it.
  func policy(
    before position: Int,
    in repository: borrowing Repository
  ) async throws -> PolicyTree? {
    if case .outside(let policy) = setting.trust { return policy }
    for step in policySteps.reversed() where step.position < position {
      guard step.tree != nil, try await isInForce(step, in: repository) else { continue }
      return try policyTree(at: step.commit, in: repository)
    }
    return nil
  }

  /// Whether a policy stands before a place of which nobody can tell whether it is in force: then nothing that follows
  /// can be told either.
  func doubtOfPolicy(
    before position: Int,
    in repository: borrowing Repository
  ) async throws -> Doubt? {
    for step in policySteps.reversed() where step.position < position {
      if try await isInForce(step, in: repository) { return nil }
      let said = try await settled(step.commit, on: EnvironmentChange.policy, in: repository)
      guard said?.outcome == .undecided else { continue }
      return Doubt(
        "whether the policy of \(step.commit.short) is in force cannot be told",
        of: .history,
        hint: "`opsgate verify --env policy` says what is missing"
      )
    }
    return nil
  }

  /// The policy that says which files hold what at a place: before the first policy, that one.
  func policyReading(
    _ position: Int,
    in repository: borrowing Repository
  ) async throws -> PolicyTree? {
    if let policy = try await policy(before: position, in: repository) { return policy }
    return try policySteps.first.flatMap { try policyTree(at: $0.commit, in: repository) }
  }

  func isInForce(_ step: PolicyStep, in repository: borrowing Repository) async throws -> Bool {
    if let known = inForce[step.position] { return known }
    let answer: Bool
    if step == policySteps.first || isPinned(step) {
      answer = true
    } else {
      let said = try await settled(step.commit, on: EnvironmentChange.policy, in: repository)
      answer = said?.isAllowedButForAlarms ?? false
    }
    inForce[step.position] = answer
    return answer
  }

  /// Whether a change of the policy is the one that is pinned.
  func isPinned(_ change: EnvironmentChange) -> Bool {
    change.environment == EnvironmentChange.policy
      && policySteps.contains { $0.commit == change.commit && isPinned($0) }
  }

  /// Whether somebody looked at this one and trusts it: it is what the pinned commit has.
  private func isPinned(_ step: PolicyStep) -> Bool {
    guard case .mainline(let steps, let pin?) = setting.trust, step.tree == pin.tree,
      let place = position(of: pin.commit)
    else { return false }
    return steps.last { $0.position <= place } == step
  }
}
