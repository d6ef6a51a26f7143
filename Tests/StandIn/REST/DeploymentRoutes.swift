import Notation

extension Route where Asked == RepositoryVisit {
  static var deployments: [Route] {
    [
      Route("deployments", .deployments) { visit throws(Refusal) in
        .list(visit.listedDeployments.map { visit.scene.deployment($0, in: visit.repository) })
      },
      Route("deployments/{deployment}", .deployments) { visit throws(Refusal) in
        .value(visit.scene.deployment(try visit.deployment(), in: visit.repository))
      },
      Route("deployments/{deployment}/statuses", .deployments) { visit throws(Refusal) in
        .list(visit.scene.statuses(of: try visit.deployment(), in: visit.repository))
      },
    ]
  }

  static var runs: [Route] {
    [
      Route("actions/runs", .actions) { visit throws(Refusal) in
        .counted(
          visit.listedRuns.map { visit.scene.run($0, in: visit.repository) },
          under: "workflow_runs"
        )
      },
      Route("actions/runs/{run}", .actions) { visit throws(Refusal) in
        .value(visit.scene.run(try visit.run(), in: visit.repository))
      },
      // Neither of the two has pages.
      Route("actions/runs/{run}/approvals", .actions) { visit throws(Refusal) in
        .value(.array(visit.scene.approvals(of: try visit.run(), in: visit.repository)))
      },
      Route("actions/runs/{run}/pending_deployments", .actions) { visit throws(Refusal) in
        .value(.array(visit.scene.pending(of: try visit.run(), in: visit.repository)))
      },
    ]
  }
}

extension RepositoryVisit {
  fileprivate func deployment() throws(Refusal) -> World.Deployment {
    let id = try visit.number("deployment")
    guard let found = repository.deployments.first(where: { $0.id == id }) else {
      throw .notFound
    }
    return found
  }

  /// The deployments that the query asks for, the newest first.
  fileprivate var listedDeployments: [World.Deployment] {
    repository.deployments
      .filter { deployment in
        (query["sha"] ?? deployment.oid) == deployment.oid
          && (query["ref"] ?? deployment.ref) == deployment.ref
          && (query["task"] ?? deployment.task) == deployment.task
          && (query["environment"] ?? deployment.environment) == deployment.environment
      }
      .sorted { $0.createdAt > $1.createdAt }
  }

  fileprivate var listedRuns: [World.WorkflowRun] {
    repository.runs
      .filter { run in
        (query["head_sha"] ?? run.headOid) == run.headOid
          && (query["branch"] ?? run.headBranch) == run.headBranch
          && (query["event"] ?? run.event) == run.event
      }
      .sorted { $0.createdAt > $1.createdAt }
  }
}
