import Git

/// What became of the deployment (F3, I).
enum EnvironmentAnswers {
  static func results(_ sides: Sides) -> [Claim] {
    let checks = missingChecks(sides.facts)
    guard let facts = sides.facts.deployments.facts, facts.isComplete else { return checks }
    let name = sides.facts.environmentOnGitHub
    let own = facts.deployments.filter { $0.environment == name }
    return checks + answers(facts, sides) + deployed(own, facts, sides) + late(own, sides)
  }

  private static func missingChecks(_ facts: ReconciliationCase) -> [Claim] {
    facts.missingChecks.map { words in
      Claim(.i8, words, hint: "`opsgate check record` records what passed")
    }
  }

  private static func answers(_ facts: DeploymentFacts, _ sides: Sides) -> [Claim] {
    facts.runs.flatMap { run -> [Claim] in
      let answers = run.answers.filter { EnvironmentAnswer.isMeant($0, sides.facts) }
      let rejected = answers.filter { $0.state == .rejected }.map { answer in
        Claim(
          .i3,
          "'\(answer.account?.login ?? "somebody whose account is gone")' rejected the deployment",
          hint: "talk to them before you deploy it"
        )
      }
      let isUnclear = answers.contains { $0.state == .approved } && run.attempts != 1
      let attempts =
        isUnclear
        ? [
          Claim(
            .i6,
            run.attempts == nil
              ? "how often the run was started, and by whom, is not known"
              : "the run was started several times, and for which it was approved is not known"
          )
        ]
        : []
      return (rejected + attempts + outsiders(answers, sides)).map { $0.about(nil, run.url) }
    }
  }

  /// Approved by somebody whom the Environment does not ask: it did then, or they went past it.
  private static func outsiders(_ answers: [WorkflowRun.Answer], _ sides: Sides) -> [Claim] {
    guard let ids = sides.facts.settings?.reviewerIDs, !ids.isEmpty else { return [] }
    return answers.filter { $0.state == .approved }.compactMap(\.account)
      .filter { !ids.contains($0.id) }.map { account in
        Claim(.f3, "'\(account.login)' let it go, and is none of the Environment's reviewers now")
      }
  }

  private static func deployed(
    _ own: [Deployment],
    _ facts: DeploymentFacts,
    _ sides: Sides
  ) -> [Claim] {
    let approved = facts.runs.filter { run in
      run.answers.contains { $0.state == .approved && EnvironmentAnswer.isMeant($0, sides.facts) }
    }
    let name = sides.facts.environmentOnGitHub
    if own.isEmpty {
      if let run = approved.first {
        let words = "the run was let go to '\(name)', and something else was deployed there"
        return [Claim(.i2, words, hint: "find out what it deployed").about(nil, run.url)]
      }
      guard sides.facts.usesDeployments else { return [] }
      return [Claim(.i7, "GitHub knows of no deployment of it to '\(name)'")]
    }
    if own.allSatisfy({ $0.startedAt == nil && $0.waitingSince != nil }), approved.isEmpty {
      return [Claim(.i4, "its deployment to '\(name)' still waits for somebody")]
    }
    guard own.contains(where: \.succeeded) else { return [] }
    if !approved.isEmpty {
      return [
        Claim(.i1, "it was deployed to '\(name)', and somebody let it").about(nil, approved[0].url)
      ]
    }
    guard sides.facts.settings?.reviewers?.isEmpty == false else { return [] }
    return [
      Claim(
        .i5,
        "it was deployed to '\(name)', which asks for reviewers, and nobody let it",
        hint: "an administrator went past the reviewers, or they are newer than the deployment"
      )
    ]
  }

  /// Only what is certain: from when it waited until it went on.
  private static func late(_ own: [Deployment], _ sides: Sides) -> [Claim] {
    guard let target = sides.facts.answerWithin else { return [] }
    return own.compactMap { deployment in
      guard let since = deployment.waitingSince, let until = deployment.startedAt,
        until - since > target
      else { return nil }
      return Claim(
        .i9,
        "it waited \((until - since) / 60) minutes, and \(target / 60) are the target"
      )
    }
  }
}
