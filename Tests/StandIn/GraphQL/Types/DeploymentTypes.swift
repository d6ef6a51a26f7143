import Notation

extension GraphSchema {
  static let deployments = [
    GraphType.object("Deployment", of: Placed<World.Deployment>.self) { fields in
      fields.text("id") { Scene.node("DE", $0.item.id) }
      fields.number("databaseId") { $0.item.id }
      fields.text("commitOid") { $0.oid }
      fields.text("task") { $0.task }
      fields.text("payload") { _ in nil }
      fields.text("state") { $0.state }
      fields.time("createdAt") { $0.createdAt }
      fields.time("updatedAt") { $0.updatedAt }
      for name in ["environment", "originalEnvironment", "latestEnvironment"] {
        fields.text(name) { $0.environment }
      }
      fields.object("creator", "Actor") { deployment, call in call.actor(deployment.creator) }
      fields.object("commit", "Commit") { deployment, _ in deployment.commit(deployment.oid) }
      fields.object("ref", "Ref") { deployment, _ in
        deployment.repository.branch(deployment.ref).map { .object("Ref", deployment.beside($0)) }
      }
      fields.connection("statuses", "DeploymentStatus") { deployment, _ in
        deployment.statuses.sorted { $0.createdAt > $1.createdAt }
          .map { .object("DeploymentStatus", Named($0, deployment.environment)) }
      }
    },
    GraphType.object("DeploymentStatus", of: Named<World.Deployment.Status>.self) { fields in
      fields.text("id") { Scene.node("DS", $0.item.id) }
      fields.text("state") { $0.item.state.uppercased() }
      fields.time("createdAt") { $0.item.createdAt }
      fields.text("environment") { $0.name }
      fields.text("logUrl") { _ in nil }
      fields.object("creator", "Actor") { status, call in call.actor(status.item.creator) }
    },
  ]
}

/// Something with a name that it takes from elsewhere.
struct Named<Item: Sendable>: Sendable {
  let item: Item
  let name: String

  init(_ item: Item, _ name: String) {
    self.item = item
    self.name = name
  }
}

extension Placed<World.Deployment> {
  /// What its last status makes of it.
  fileprivate var state: String {
    let last = item.statuses.max { $0.createdAt < $1.createdAt }?.state.uppercased()
    return last == "SUCCESS" ? "ACTIVE" : last ?? "PENDING"
  }
}

extension GraphCall {
  /// The deployments to the environments that are asked for, in the order that is asked for.
  func deployments(
    _ all: [World.Deployment],
    of repository: World.Repository
  ) -> [GraphValue] {
    let wanted = arguments["environments"]?.items.map { JSONValue.array($0).texts }
    let isBackward = arguments["orderBy"]?["direction"]?.text == "DESC"
    let found = all.filter { wanted?.contains($0.environment) ?? true }
      .sorted { isBackward ? $0.createdAt > $1.createdAt : $0.createdAt < $1.createdAt }
    return found.map { .object("Deployment", Placed($0, in: repository)) }
  }
}
