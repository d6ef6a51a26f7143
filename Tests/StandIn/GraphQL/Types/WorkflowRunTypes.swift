import Notation

extension GraphSchema {
  static let runs = [run, workflow, review, request]

  private static let run = GraphType.object("WorkflowRun", of: Placed<World.WorkflowRun>.self) {
    fields in
    fields.text("id") { Scene.node("WFR", $0.item.id) }
    fields.number("databaseId") { $0.item.id }
    fields.number("runNumber") { $0.number }
    fields.text("event") { $0.event }
    fields.time("createdAt") { $0.createdAt }
    fields.time("updatedAt") { $0.updatedAt ?? $0.createdAt }
    fields.scalar("url") { run, scene in .string(scene.page(run.item, in: run.repository)) }
    fields.object("workflow", "Workflow") { run, _ in .object("Workflow", run) }
    fields.connection("deploymentReviews", "DeploymentReview") { run, _ in
      // GraphQL knows only of those that decided something.
      run.approvals.filter { $0.state != "pending" }
        .map { .object("DeploymentReview", run.beside($0)) }
    }
    fields.connection("pendingDeploymentRequests", "DeploymentRequest") { run, _ in
      run.pending.map { .object("DeploymentRequest", run.beside($0)) }
    }
  }

  private static let workflow = GraphType.object("Workflow", of: Placed<World.WorkflowRun>.self) {
    fields in
    fields.text("id") { Scene.node("W", $0.repository.id) }
    fields.number("databaseId") { $0.repository.id }
    fields.text("name") { $0.workflow }
  }

  private static let review = GraphType.object(
    "DeploymentReview",
    of: Placed<World.WorkflowRun.Approval>.self
  ) { fields in
    fields.text("id") { Scene.node("DR", $0.item.id) }
    fields.number("databaseId") { $0.item.id }
    fields.text("state") { $0.state.uppercased() }
    fields.text("comment") { $0.comment }
    fields.object("user", "User") { approval, call in call.user(approval.user) }
    fields.connection("environments", "Environment") { approval, _ in
      approval.environments.compactMap { approval.repository.environment($0) }
        .map { .object("Environment", approval.beside($0)) }
    }
  }

  private static let request = GraphType.object(
    "DeploymentRequest",
    of: Placed<World.WorkflowRun.Pending>.self
  ) { fields in
    fields.scalar("currentUserCanApprove") { pending, scene in
      .bool(pending.setting.map { scene.canApprove($0) } ?? false)
    }
    fields.number("waitTimer") { $0.setting?.waitTimer ?? 0 }
    fields.time("waitTimerStartedAt") { $0.waitTimerStartedAt }
    fields.object("environment", "Environment") { pending, _ in
      pending.setting.map { .object("Environment", pending.beside($0)) }
    }
    fields.connection("reviewers", "DeploymentReviewer") { pending, call in
      (pending.setting?.reviewers ?? []).compactMap { call.reviewer($0) }
    }
  }
}

extension Placed<World.WorkflowRun.Pending> {
  fileprivate var setting: World.Environment? { repository.environment(item.environment) }
}
