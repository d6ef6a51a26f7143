import Git

/// What one account answered when a run asked to go to the environment.
struct EnvironmentAnswer {
  /// Why it does not count.
  enum Objection {
    case startedIt, stranger, notAnApprover
    /// The run was started several times, or nobody knows how often, and GitHub does not say for which of them it was.
    case ofAnyAttempt
  }

  let run: WorkflowRun
  let account: Account?
  let state: WorkflowRun.Answer.State
  let person: String?
  let objection: Objection?

  /// The answers to runs of the commit, for the environment of the change; approvals of people first made it, and may.
  static func all(_ facts: ReconciliationCase) -> [EnvironmentAnswer] {
    guard let deployments = facts.deployments.facts, deployments.isComplete else { return [] }
    return deployments.runs.flatMap { run in
      run.answers.filter { $0.state == .approved && isMeant($0, facts) }.map { answer in
        Self(run, answer, facts)
      }
    }
  }

  static func isMeant(_ answer: WorkflowRun.Answer, _ facts: ReconciliationCase) -> Bool {
    answer.environments.contains(facts.environmentOnGitHub)
  }

  private init(_ run: WorkflowRun, _ answer: WorkflowRun.Answer, _ facts: ReconciliationCase) {
    self.run = run
    account = answer.account
    state = answer.state
    let name = answer.account.flatMap { account in
      account.kind == .user ? facts.people.person(behind: account) : nil
    }
    person = name
    objection = Self.objection(run, name, facts)
  }

  private static func objection(
    _ run: WorkflowRun,
    _ person: String?,
    _ facts: ReconciliationCase
  ) -> Objection? {
    guard let person else { return .stranger }
    guard facts.approvers.contains(person) else { return .notAnApprover }
    if run.starters.contains(where: { facts.people.person(behind: $0) == person }) {
      return .startedIt
    }
    if facts.isMade(by: person) { return .startedIt }
    return run.attempts == 1 ? nil : .ofAnyAttempt
  }
}

extension ReconciliationCase {
  /// Whether GitHub names the person among those who made the commit, or opened its pull request.
  func isMade(by person: String) -> Bool {
    let accounts =
      (answer.facts?.authors ?? []).compactMap(\.account)
      + [pullRequest?.opener, pullRequest?.lastPusher].compactMap(\.self)
    return accounts.contains { people.person(behind: $0) == person }
  }
}
