import Notation

extension Scene {
  func deployment(_ deployment: World.Deployment, in repository: World.Repository) -> JSONValue {
    let url = url(deployment, in: repository)
    return [
      "id": .number(deployment.id), "node_id": .string(Self.node("DE", deployment.id)),
      "url": .string(url), "sha": .string(deployment.oid), "ref": .string(deployment.ref),
      "task": .string(deployment.task), "payload": [:], "description": .null,
      "original_environment": .string(deployment.environment),
      "environment": .string(deployment.environment), "creator": account(deployment.creator),
      "created_at": time(deployment.createdAt), "updated_at": time(deployment.updatedAt),
      "statuses_url": .string("\(url)/statuses"),
      "repository_url": .string(self.url(repository)), "transient_environment": false,
      "production_environment": false,
    ]
  }

  /// The statuses of a deployment, the newest first.
  func statuses(of deployment: World.Deployment, in repository: World.Repository) -> [JSONValue] {
    let url = url(deployment, in: repository)
    return deployment.statuses.sorted { $0.createdAt > $1.createdAt }
      .map { status in
        [
          "id": .number(status.id), "node_id": .string(Self.node("DS", status.id)),
          "url": .string("\(url)/statuses/\(status.id)"), "state": .string(status.state),
          "creator": account(status.creator), "description": "", "target_url": "", "log_url": "",
          "environment": .string(deployment.environment), "environment_url": "",
          "created_at": time(status.createdAt), "updated_at": time(status.createdAt),
          "deployment_url": .string(url), "repository_url": .string(self.url(repository)),
        ]
      }
  }

  private func url(_ deployment: World.Deployment, in repository: World.Repository) -> String {
    "\(url(repository))/deployments/\(deployment.id)"
  }
}
