public import Git
import History
import Pointers

/// What stands in an environment now, and stood outside of it when it was made: a later policy took it in.
///
/// Who approved that policy approved what was there, as far as they had it before them. What came afterwards nobody was
/// ever asked about.
extension Court {
  /// What is said of a commit that made something of an environment as it is now, though it did nothing to it as it was
  /// then.
  ///
  /// - Parameters:
  ///   - commit: A commit of the mainline.
  ///   - environment: The environment.
  ///   - repository: Where the history is.
  /// - Returns: `nil` where it did something to it then, or stood there before the first policy.
  /// - Throws: As ``judgements(of:in:)``.
  public func judgementOfTakenIn(
    _ commit: ObjectID,
    by environment: String,
    in repository: borrowing Repository
  ) async throws -> Judgement? {
    guard try await settled(commit, on: environment, in: repository) == nil,
      let taking = try await taking(commit, environment, in: repository),
      let change = taking.change
    else { return nil }
    let outcome = try await outcome(of: taking, commit, in: repository)
    return Judgement(
      change: change,
      policy: taking.tree,
      verdict: .takenIn(by: taking.step.commit, environment, outcome)
    )
  }

  func outcomeOfTakenIn(
    _ commit: ObjectID,
    by environment: String,
    in repository: borrowing Repository
  ) async throws -> Verdict.Outcome {
    guard let taking = try await taking(commit, environment, in: repository) else {
      return .allowed
    }
    return try await self.outcome(of: taking, commit, in: repository).outcome
  }

  /// Why what was taken in is allowed, or is not.
  fileprivate enum TakenIn {
    case seen, unseen
    /// It was refused where it belonged then, or nobody can tell, and another name heals nothing.
    case refused(in: String), undecided(in: String)

    var outcome: Verdict.Outcome {
      switch self {
      case .seen: .allowed
      case .unseen, .refused: .refused
      case .undecided: .undecided
      }
    }
  }

  private func outcome(
    of taking: Taking,
    _ commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> TakenIn {
    for change in try await changes(of: commit, in: repository)
    where change.environment != EnvironmentChange.policy {
      let said = try await settled(commit, on: change.environment, in: repository)
      if said?.outcome == .refused { return .refused(in: change.environment) }
      if said?.outcome == .undecided { return .undecided(in: change.environment) }
    }
    return try await isSeen(taking, commit, in: repository) ? .seen : .unseen
  }

  /// The policy that took something in.
  private struct Taking {
    let step: PolicyStep
    let tree: PolicyTree
    /// What the commit does by its layout; `nil` where the policy itself is the commit.
    let change: EnvironmentChange?
  }

  private func taking(
    _ commit: ObjectID,
    _ environment: String,
    in repository: borrowing Repository
  ) async throws -> Taking? {
    guard let place = position(of: commit), let first = policySteps.first, place > first.position
    else { return nil }
    for step in policySteps where step.position >= place {
      guard try await isInForce(step, in: repository),
        let tree = try policyTree(at: step.commit, in: repository)
      else { continue }
      if step.position == place { return Taking(step: step, tree: tree, change: nil) }
      let changes = try await EnvironmentChange.readEach(
        repository,
        of: [commit],
        layout: tree.policy.layout,
        isBound: { _ in false },
        with: setting.git
      )
      if let change = changes.first?.first(where: { $0.environment == environment }) {
        return Taking(step: step, tree: tree, change: change)
      }
    }
    return nil
  }

  /// Whether all who approved the policy had the commit before them.
  private func isSeen(
    _ taking: Taking,
    _ commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> Bool {
    let said = try await settled(taking.step.commit, on: EnvironmentChange.policy, in: repository)
    let bases = (said?.bases ?? []).compactMap(position(of:))
    guard let seen = bases.min(), taking.change == nil || (position(of: commit) ?? 0) > seen else {
      return true
    }
    guard taking.change == nil, seen + 1 < taking.step.position else { return false }
    // What the policy found there itself must be what they saw.
    let layout = taking.tree.policy.layout
    let between = setting.mainline[(seen + 1)..<taking.step.position]
    let later = try await EnvironmentChange.readEach(
      repository,
      of: between.reversed(),
      layout: layout,
      isBound: { _ in false },
      with: setting.git
    )
    for (commit, changes) in zip(between.reversed(), later) {
      for change in changes
      where try await settled(commit, on: change.environment, in: repository) == nil {
        return false
      }
    }
    return true
  }
}

extension Verdict {
  /// - Parameters:
  ///   - policy: The commit of the policy that took it in.
  ///   - environment: Into which environment.
  ///   - taken: Whether anybody was asked.
  /// - Returns: Allowed where somebody was.
  fileprivate static func takenIn(
    by policy: ObjectID,
    _ environment: String,
    _ taken: Court.TakenIn
  ) -> Verdict {
    let words =
      "it stood outside of '\(environment)' until the policy of \(policy.short) took it in"
    let finding =
      switch taken {
      case .seen: Finding(.policy, .note, words)
      case .unseen:
        Finding(
          .approvals,
          .error,
          words + ", and came after that was approved: nobody was asked",
          hint:
            "look at it, and approve the policy anew: `opsgate approve \(policy.short) --env policy`"
        )
      case .refused(let name):
        Finding(
          .approvals,
          .error,
          words + ", and was refused in '\(name)'",
          hint: "approve it there, or take it back"
        )
      case .undecided(let name):
        Finding(.missing, .undecided, words + "; whether '\(name)' let it pass cannot be told")
      }
    return Verdict(
      kind: .ordinary,
      exception: false,
      findings: [finding],
      voices: [],
      mayApprove: []
    )
  }
}
