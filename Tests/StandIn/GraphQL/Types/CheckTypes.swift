import Notation

/// What ran on a commit together: a workflow's run, or what a push alone brought.
struct GraphSuite: Sendable {
  let commit: Placed<World.Commit>
  let run: World.WorkflowRun?

  static func all(of commit: Placed<World.Commit>) -> [GraphSuite] {
    let runs = commit.repository.runs.filter { $0.headOid == commit.oid }
      .map { GraphSuite(commit: commit, run: $0) }
    guard runs.isEmpty, commit.push != nil else { return runs }
    return [GraphSuite(commit: commit, run: nil)]
  }
}

extension GraphSchema {
  static let checks = [suite, push, rollup, check, status]

  private static let suite = GraphType.object("CheckSuite", of: GraphSuite.self) { fields in
    fields.text("id") { "CS_\($0.run?.id ?? 0)" }
    fields.number("databaseId") { $0.run?.id }
    fields.text("status") { ($0.run?.status ?? "completed").uppercased() }
    fields.text("conclusion") { $0.run?.conclusion?.uppercased() }
    fields.object("app", "App") { _, _ in .object("App", World.App.actions) }
    // GitHub lets only a person stand here: what a robot set off has none.
    fields.object("creator", "User") { suite, call in
      call.user(suite.run.map { $0.triggeringActor ?? $0.actor } ?? suite.commit.push?.pusher)
    }
    fields.object("commit", "Commit") { suite, _ in .object("Commit", suite.commit) }
    fields.object("push", "Push") { suite, _ in
      suite.commit.push.map { _ in .object("Push", suite.commit) }
    }
    fields.object("workflowRun", "WorkflowRun") { suite, call throws(GraphProblem) in
      try call.check(.actions)
      return suite.run.map { .object("WorkflowRun", suite.commit.beside($0)) }
    }
  }

  private static let push = GraphType.object("Push", of: Placed<World.Commit>.self) { fields in
    fields.text("id") { "P_\($0.oid)" }
    fields.text("previousSha") { $0.push?.before }
    fields.text("nextSha") { $0.oid }
    fields.object("pusher", "Actor") { commit, call in call.actor(commit.push?.pusher) }
  }

  private static let rollup = GraphType.object(
    "StatusCheckRollup",
    of: Placed<World.Commit>.self
  ) { fields in
    fields.text("id") { "SCR_\($0.oid)" }
    fields.text("state") { $0.rollup }
    fields.connection("contexts", "StatusCheckRollupContext") { commit, _ in
      commit.checks.map { .object("CheckRun", commit.beside($0)) }
        + commit.statuses.map { .object("StatusContext", $0) }
    }
  }

  private static let check = GraphType.object("CheckRun", of: Placed<World.Check>.self) { fields in
    fields.text("id") { Scene.node("CR", $0.id) }
    fields.number("databaseId") { $0.id }
    fields.text("name") { $0.name }
    fields.text("status") { $0.status }
    fields.text("conclusion") { $0.conclusion }
    fields.time("startedAt") { $0.startedAt }
    fields.time("completedAt") { $0.completedAt }
    fields.object("checkSuite", "CheckSuite") { check, _ in
      let run = check.repository.runs.first { $0.id == check.run }
      let commit = check.repository.commits.first { $0.checks.contains(check.item) }
      return commit.map { .object("CheckSuite", GraphSuite(commit: check.beside($0), run: run)) }
    }
  }

  private static let status = GraphType.object("StatusContext", of: World.Status.self) { fields in
    fields.text("id") { "SC_\($0.context)" }
    fields.text("context") { $0.context }
    fields.text("state") { $0.state }
    fields.time("createdAt") { $0.createdAt }
    fields.object("creator", "Actor") { status, call in call.actor(status.creator) }
  }
}

extension Placed<World.Commit> {
  /// The worst of all checks and statuses, in GitHub's order.
  fileprivate var rollup: String {
    let words =
      item.checks.map { $0.conclusion ?? "PENDING" } + item.statuses.map(\.state)
    for (word, causes) in Self.worst where words.contains(where: causes.contains) { return word }
    return "SUCCESS"
  }

  private static var worst: [(String, Set<String>)] {
    [
      ("ERROR", ["ERROR"]),
      (
        "FAILURE",
        ["FAILURE", "CANCELLED", "TIMED_OUT", "ACTION_REQUIRED", "STARTUP_FAILURE", "STALE"]
      ), ("PENDING", ["PENDING", "EXPECTED"]),
    ]
  }
}
