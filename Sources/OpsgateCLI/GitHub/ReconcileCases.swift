import Attestations
import Gate
import Git
import GitHub
import History
import Reports

/// Puts together what each change is reconciled by.
struct ReconcileCases {
  let room: Courtroom
  let asked: Asked
  let evidence: [ObjectID: Evidence]
  let asking: ReviewAsking

  /// A change with its case, and where GitHub's word of it comes from.
  struct Item {
    let entry: VerifyReport.Entry
    let facts: ReconciliationCase
    /// What the reviewed commits would have done to the environment.
    let contents: [ObjectID: ScopeContent]
    let source: String
  }

  /// - Returns: `nil` for what nobody is asked about.
  func item(
    _ entry: VerifyReport.Entry,
    in repository: borrowing Repository
  ) async throws -> Item? {
    let change = entry.change
    guard
      let policy = try await room.court.policy(judging: change.commit, in: repository),
      let environment = policy.policy.environment(named: change.environment)
    else { return nil }
    let rule = policy.policy.approvalRule(of: change.environment)
    let (answer, deployments, source) = answers(for: change)
    var facts = ReconciliationCase(
      environment: change.environment,
      commit: change.commit,
      needed: Self.needed(environment, entry.verdict.kind),
      require: .init(environment.require),
      people: PeopleDirectory(policy.policy),
      approvers: policy.policy.people(for: rule?.approvers ?? []),
      answer: answer
    )
    facts.words = entry.verdict.noteWords
    facts.areNotesKnown = room.notebook.unasked.isEmpty
    facts.emergency = entry.verdict.emergency
    facts.missingChecks = entry.verdict.findings
      .filter { $0.rule == .checks && $0.severity != .note }.map(\.message)
    facts.answerWithin = Self.target(environment)
    facts.deployments = deployments
    facts.usesDeployments = asked.deployments.values.compactMap(\.facts)
      .contains { $0.deployments.contains { $0.environment == change.environment } }
    facts.settings = asked.settings[change.environment]
    facts.bypass = bypass(of: change.commit)
    facts.recorded = source == "live" ? evidence[change.commit].map(RecordedReviews.init) : nil
    var contents: [ObjectID: ScopeContent] = [:]
    if let commit = answer.facts, let pull = asking.pullRequest(of: change, commit) {
      let question = try await asking.question(
        on: pull,
        change,
        commit,
        recorded: evidence[change.commit],
        by: policy,
        in: repository
      )
      facts.pullRequest = pull
      facts.reviews = ReviewOpinions(question)
      contents = question.contents
    }
    return Item(entry: entry, facts: facts, contents: contents, source: source)
  }

  /// What was recorded stands in for what cannot be asked.
  private func answers(
    for change: EnvironmentChange
  ) -> (CommitAnswer, DeploymentAnswer, String) {
    let commit = change.commit
    let missing = Unknown(.partial, "look for \(commit.short)", reason: "it was not asked about")
    let answer = asked.commits[commit] ?? .unknown(missing)
    if case .unknown = answer, let recorded = evidence[commit] {
      return (
        .known(CommitFacts(recorded: recorded, on: asking.mainline)),
        .known(DeploymentFacts(recorded: recorded)), "recorded"
      )
    }
    let deployments = asked.deployments[commit] ?? .known(DeploymentFacts(commit: commit))
    return (answer, deployments, "live")
  }

  private func bypass(of commit: ObjectID) -> ReconciliationCase.Bypass {
    guard let bypasses = asked.bypasses else { return .unreadable }
    return bypasses[commit].map { .recorded(by: $0) } ?? .none
  }

  private static func needed(_ environment: EnvironmentPolicy, _ kind: Verdict.Kind) -> Int {
    if kind == .rollback { return environment.rollback?.approvals ?? 0 }
    guard case .requirements(let gate) = environment.gate else { return 0 }
    return gate.approvals
  }

  /// Where certain hours count, the time between two moments says nothing by itself.
  private static func target(_ environment: EnvironmentPolicy) -> Int? {
    guard let response = environment.response, response.hours == nil else { return nil }
    return Int(response.within.components.seconds)
  }
}

extension ReconciliationCase.Require {
  init(_ record: RequiredRecord) {
    self =
      switch record {
      case .note: .note
      case .github: .github
      case .both: .both
      }
  }
}

extension Verdict {
  /// The approvals that are no emergencies.
  fileprivate var noteWords: [NoteWord] {
    voices.filter { $0.decision == .approve && $0.emergency == nil }.map { voice in
      NoteWord(
        record: voice.record.short,
        person: voice.person,
        issuedAt: voice.issuedAt,
        commit: voice.commit,
        standing: voice.standing
      )
    }
  }

  fileprivate var emergency: ReconciliationCase.Emergency? {
    debt.map { debt in
      .init(people: debt.people, isReviewed: debt.isPaid, isOverdue: debt.isOverdue)
    }
  }
}

extension Verdict.Voice {
  fileprivate var standing: NoteWord.Standing {
    switch objection {
    case nil: .counts
    case .unknownKey, .badSignature: .unknownKey
    case .revoked: .removedKey
    case .ownChange: .ownChange
    case .expired: .expired
    default: .notAnApprover
    }
  }
}
