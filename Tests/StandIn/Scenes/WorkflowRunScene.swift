import Notation

extension Scene {
  func page(_ run: World.WorkflowRun, in repository: World.Repository) -> String {
    run.url ?? "\(page(repository))/actions/runs/\(run.id)"
  }

  func run(_ run: World.WorkflowRun, in repository: World.Repository) -> JSONValue {
    let actions = "\(url(repository))/actions"
    let places = links(
      "\(actions)/runs/\(run.id)",
      [
        "url": "", "jobs_url": "/jobs", "logs_url": "/logs", "cancel_url": "/cancel",
        "rerun_url": "/rerun", "artifacts_url": "/artifacts",
      ]
    )
    let head = repository.commit(run.headOid).map(headCommit) ?? .null
    let short = shortRepository(repository)
    return JSONValue.object(places)
      .adding(standing(of: run))
      .adding([
        "id": .number(run.id), "node_id": .string(Self.node("WFR", run.id)),
        "name": .string(run.workflow), "display_title": .string(run.workflow),
        "path": .string(".github/workflows/\(run.workflow).yml"),
        "workflow_id": .number(repository.id), "event": .string(run.event),
        "workflow_url": .string("\(actions)/workflows/\(repository.id)"),
        "html_url": .string(page(run, in: repository)), "pull_requests": [],
        "check_suite_id": .number(run.id),
        "check_suite_node_id": .string(Self.node("CS", run.id)),
        "check_suite_url": .string("\(url(repository))/check-suites/\(run.id)"),
        "head_commit": head, "repository": short, "head_repository": short,
      ])
  }

  private func standing(of run: World.WorkflowRun) -> [String: JSONValue] {
    [
      "head_branch": .string(run.headBranch), "head_sha": .string(run.headOid),
      "run_number": .number(run.number), "run_attempt": .number(run.attempt),
      "status": .string(run.status), "conclusion": .optional(run.conclusion),
      "actor": account(run.actor), "triggering_actor": account(run.triggeringActor ?? run.actor),
      "created_at": time(run.createdAt), "updated_at": time(run.updatedAt ?? run.createdAt),
      "run_started_at": time(run.createdAt), "previous_attempt_url": .null,
      "referenced_workflows": [],
    ]
  }

  private func headCommit(_ commit: World.Commit) -> JSONValue {
    let people = [commit.authors.first, commit.committer ?? commit.authors.first]
      .map { person -> JSONValue in
        guard let person else { return .null }
        return ["name": .string(person.name), "email": .string(person.email)]
      }
    return [
      "id": .string(commit.oid), "tree_id": .string(commit.tree),
      "message": .string(commit.message), "timestamp": time(commit.committedAt),
      "author": people[0], "committer": people[1],
    ]
  }

  /// Who let the deployments of a run go; no time stands there.
  func approvals(of run: World.WorkflowRun, in repository: World.Repository) -> [JSONValue] {
    run.approvals.map { approval in
      let found = approval.environments.compactMap { repository.environment($0) }
      return [
        "state": .string(approval.state), "comment": .string(approval.comment),
        "user": account(approval.user),
        "environments": .array(
          found.map {
            place(of: $0, in: repository)
              .adding(["created_at": time($0.createdAt), "updated_at": time($0.createdAt)])
          }
        ),
      ]
    }
  }

  /// The deployments of a run that wait.
  func pending(of run: World.WorkflowRun, in repository: World.Repository) -> [JSONValue] {
    run.pending.compactMap { pending in
      repository.environment(pending.environment)
        .map { environment in
          [
            "environment": place(of: environment, in: repository),
            "wait_timer": .number(environment.waitTimer ?? 0),
            "wait_timer_started_at": time(pending.waitTimerStartedAt),
            "current_user_can_approve": .bool(canApprove(environment)),
            "reviewers": .array(environment.reviewers.map(reviewer)),
          ]
        }
    }
  }
}
