import Git

/// What GitHub's word is worth (X).
enum EvidenceQuality {
  static func results(_ sides: Sides) -> [Claim] {
    let facts = sides.facts
    return of(facts.answer, facts) + ofDeployments(facts) + parts(facts) + registered(facts)
  }

  private static func of(_ answer: CommitAnswer, _ facts: ReconciliationCase) -> [Claim] {
    switch answer {
    case .known: []
    case .absent:
      [
        Claim(
          .x5,
          "GitHub does not have \(facts.commit.short)",
          hint: "push it, or look whether the policy's 'repository' is the right one"
        )
      ]
    case .unknown(let unknown): [claim(unknown)]
    }
  }

  /// What is unknown of the commit is unknown of its deployments too, and is said once.
  private static func ofDeployments(_ facts: ReconciliationCase) -> [Claim] {
    guard facts.answer.facts != nil else { return [] }
    if case .unknown(let unknown) = facts.deployments { return [claim(unknown)] }
    return (facts.deployments.facts?.unread).map { [claim($0)] } ?? []
  }

  static func claim(_ unknown: Unknown) -> Claim {
    let kind: ReconciliationClass =
      switch unknown.kind {
      case .rateLimited, .unavailable: .x1
      case .forbidden, .unauthorized: .x2
      case .notFoundOrHidden: .x3
      case .partial: .x4
      case .notUnderstood: .x6
      case .anotherRepository: .x7
      case .refused: .x1
      }
    return Claim(kind, "cannot \(unknown.operation): \(unknown.reason)", hint: unknown.hint)
  }

  private static func parts(_ facts: ReconciliationCase) -> [Claim] {
    var missing: [String] = []
    if let commit = facts.answer.facts, !commit.arePullRequestsComplete, facts.pullRequest == nil {
      missing.append("its pull requests")
    }
    if let pull = facts.pullRequest, !pull.isComplete {
      missing.append("what happened in #\(pull.number)")
    }
    if let deployments = facts.deployments.facts, !deployments.isComplete {
      missing.append("its deployments")
    }
    return missing.map { Claim(.x4, "GitHub gave only a part of \($0)", hint: "ask again") }
  }

  /// A name can be registered anew by somebody else, with a history of its own.
  private static func registered(_ facts: ReconciliationCase) -> [Claim] {
    guard let recorded = facts.recorded, let now = facts.pullRequest?.repository, now != 0,
      now != recorded.repositoryID
    else { return [] }
    return [
      Claim(
        .x7,
        "the evidence is of the repository \(recorded.repositoryID), and the name is now that of \(now)",
        hint: "find out who has the name now"
      )
    ]
  }
}
