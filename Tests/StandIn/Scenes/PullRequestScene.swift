import Notation

extension Scene {
  func url(_ pull: World.PullRequest, in repository: World.Repository) -> String {
    "\(url(repository))/pulls/\(pull.number)"
  }

  func page(_ pull: World.PullRequest, in repository: World.Repository) -> String {
    pull.url ?? "\(page(repository))/pull/\(pull.number)"
  }

  /// A pull request as it stands in lists.
  func pullRequest(_ pull: World.PullRequest, in repository: World.Repository) -> JSONValue {
    places(of: pull, in: repository).adding(people(of: pull, in: repository))
      .adding([
        "id": .number(Self.number(pull, in: repository)), "number": .number(pull.number),
        "node_id": .string(Self.node("PR", repository.id, pull.number)),
        "title": .string(pull.title), "body": .optional(pull.body), "locked": false, "labels": [],
        "draft": .bool(pull.isDraft), "state": pull.isOpen ? "open" : "closed",
        "milestone": .null, "auto_merge": .null, "created_at": time(pull.createdAt),
        "updated_at": time(pull.updatedAt), "closed_at": time(pull.closedAt ?? pull.mergedAt),
        "merged_at": time(pull.mergedAt), "merge_commit_sha": .optional(pull.mergeCommit),
        "base": base(of: pull, in: repository), "head": head(of: pull, in: repository),
      ])
  }

  /// A pull request by itself.
  func wholePullRequest(_ pull: World.PullRequest, in repository: World.Repository) -> JSONValue {
    let teams = pull.requestedTeams.compactMap { world.team($0) }
    return pullRequest(pull, in: repository)
      .adding([
        "requested_teams": .array(teams.map(plainTeam)),
        "additions": 0, "changed_files": 0, "comments": 0, "deletions": 0, "review_comments": 0,
        "commits": .number(pull.commits.count), "mergeable": pull.isOpen ? true : .null,
        "mergeable_state": pull.isOpen ? "clean" : "unknown", "merged": .bool(pull.isMerged),
        "maintainer_can_modify": false, "merged_by": account(pull.mergedBy),
      ])
  }

  /// The number that no other pull request of any repository has.
  static func number(_ pull: World.PullRequest, in repository: World.Repository) -> Int {
    repository.id * 1_000_000 + pull.number
  }

  func association(of account: Int?, in repository: World.Repository) -> String {
    if account == repository.owner { return "OWNER" }
    return repository.collaborators.contains { $0.account == account } ? "COLLABORATOR" : "NONE"
  }

  private func people(
    of pull: World.PullRequest,
    in repository: World.Repository
  ) -> [String: JSONValue] {
    [
      "user": account(pull.author), "assignee": .null, "assignees": [],
      "author_association": .string(association(of: pull.author, in: repository)),
      "requested_reviewers": .array(pull.requestedReviewers.map { account($0) }),
      "requested_teams": .array(pull.requestedTeams.compactMap { world.team($0) }.map(team)),
    ]
  }

  private func places(of pull: World.PullRequest, in repository: World.Repository) -> JSONValue {
    let (url, page) = (url(pull, in: repository), page(pull, in: repository))
    let issue = "\(self.url(repository))/issues/\(pull.number)"
    let statuses = "\(self.url(repository))/statuses/\(pull.headOid)"
    let own = links(
      url,
      [
        "url": "", "commits_url": "/commits", "review_comments_url": "/comments",
        "review_comment_url": "/comments{/number}",
      ]
    )
    var names: [String: JSONValue] = ["self": .string(url), "html": .string(page)]
    for (name, tail) in ["comments": "/comments", "issue": ""] {
      names[name] = .string(issue + tail)
    }
    for name in ["commits", "review_comments", "review_comment"] {
      names[name] = own["\(name)_url"]
    }
    names["statuses"] = .string(statuses)
    return JSONValue.object(own)
      .adding([
        "html_url": .string(page), "diff_url": .string("\(page).diff"),
        "patch_url": .string("\(page).patch"), "issue_url": .string(issue),
        "comments_url": .string("\(issue)/comments"), "statuses_url": .string(statuses),
        "_links": .object(names.mapValues { ["href": $0] }),
      ])
  }
}
