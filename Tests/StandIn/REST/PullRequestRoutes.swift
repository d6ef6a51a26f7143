import Notation

extension Route where Asked == RepositoryVisit {
  static var pullRequests: [Route] {
    [
      Route("pulls", .pullRequests) { visit throws(Refusal) in
        .list(visit.listedPullRequests.map { visit.scene.pullRequest($0, in: visit.repository) })
      },
      Route("pulls/{number}", .pullRequests) { visit throws(Refusal) in
        .value(visit.scene.wholePullRequest(try visit.pullRequest(), in: visit.repository))
      },
      Route("pulls/{number}/commits", .pullRequests) { visit throws(Refusal) in
        let found = try visit.pullRequest().commits.compactMap { visit.repository.commit($0) }
        return .list(found.map { visit.scene.commit($0, in: visit.repository) })
      },
      Route("pulls/{number}/reviews", .pullRequests) { visit throws(Refusal) in
        let pull = try visit.pullRequest()
        return .list(pull.reviews.map { visit.scene.review($0, of: pull, in: visit.repository) })
      },
      Route("pulls/{number}/requested_reviewers", .pullRequests) { visit throws(Refusal) in
        let pull = try visit.pullRequest()
        let teams = pull.requestedTeams.compactMap { visit.world.team($0) }
        return .value([
          "users": .array(pull.requestedReviewers.map { visit.scene.account($0) }),
          "teams": .array(teams.map { visit.scene.team($0) }),
        ])
      },
      Route("issues/{number}/timeline", .pullRequests) { visit throws(Refusal) in
        .list(visit.scene.timeline(of: try visit.pullRequest(), in: visit.repository))
      },
    ]
  }
}

extension RepositoryVisit {
  /// The pull requests that the query asks for, the newest first; open ones where it does not say.
  fileprivate var listedPullRequests: [World.PullRequest] {
    let state = query["state"] ?? "open"
    let owner = world.account(repository.owner)?.login ?? ""
    return repository.pullRequests
      .filter { pull in
        let home = pull.headRepository?.prefix { $0 != "/" } ?? owner[...]
        return (state == "all" || (state == "open") == pull.isOpen)
          && (query["base"] ?? pull.base) == pull.base
          && (query["head"].map { $0 == "\(home):\(pull.head)" } ?? true)
      }
      .sorted { $0.createdAt > $1.createdAt }
  }
}
