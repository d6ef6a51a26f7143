import Git

extension DeploymentFacts {
  init(_ part: DeploymentsPart) throws(Unreadable) {
    let suites = part.checkSuites
    var deployments: [Deployment] = []
    for deployment in part.deployments?.present ?? [] {
      deployments.append(try Deployment(deployment))
    }
    var runs: [WorkflowRun] = []
    for suite in suites?.present ?? [] {
      if let run = suite.workflowRun { runs.append(try WorkflowRun(run, suite.creator?.account)) }
    }
    self.init(
      commit: try id(part.oid, "the commit"),
      deployments: deployments,
      runs: runs,
      isComplete: (part.deployments?.isComplete ?? false) && (suites?.isComplete ?? false)
        && part.deployments?.present.allSatisfy { $0.statuses?.isComplete ?? false } ?? false
        && suites?.present.allSatisfy { $0.workflowRun?.deploymentReviews.isComplete ?? true }
          ?? false
    )
  }
}

extension Deployment {
  fileprivate init(_ part: Shape.Deployment) throws(Unreadable) {
    let name = "the deployment \(part.databaseId)"
    var statuses: [Status] = []
    for status in part.statuses?.present ?? [] {
      statuses.append(Status(status.state, at: try moment(status.createdAt, name)))
    }
    self.init(
      id: part.databaseId,
      environment: part.environment,
      createdAt: try moment(part.createdAt, name),
      creator: part.creator?.account,
      statuses: statuses
    )
  }
}

extension WorkflowRun {
  fileprivate init(_ part: Shape.Run, _ starter: Account?) throws(Unreadable) {
    self.init(
      id: part.databaseId,
      url: part.url,
      createdAt: try moment(part.createdAt, "the run \(part.databaseId)"),
      starters: [starter].compactMap(\.self),
      answers: part.deploymentReviews.present.map { review in
        Answer(
          account: review.user?.account,
          state: Answer.State(review.state),
          environments: review.environments.present.map(\.name)
        )
      }
    )
  }
}
