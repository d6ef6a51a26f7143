import Notation

extension Route where Asked == RepositoryVisit {
  /// Everything that stands below `/repos/{owner}/{repo}`.
  static var all: [Route] {
    home + commits + pullRequests + pullRequestChanges + deployments + runs
      + environments + branches + rulesets
  }

  private static var home: [Route] {
    [
      Route("", .metadata) { visit throws(Refusal) in
        .value(visit.scene.wholeRepository(visit.repository))
      },
      Route("collaborators/{login}/permission", .metadata) { visit throws(Refusal) in
        guard let account = visit.world.account(pathLogin: visit.visit.name("login")) else {
          throw .notFound
        }
        return .value(visit.scene.permission(of: account, in: visit.repository))
      },
    ]
  }

  private static var commits: [Route] {
    [
      Route("commits/{ref}", .contents) { visit throws(Refusal) in
        .value(visit.scene.commit(try visit.commit(), in: visit.repository))
      },
      Route("commits/{ref}/pulls", .pullRequests) { visit throws(Refusal) in
        let commit = try visit.commit()
        let found = visit.repository.pullRequests.filter { $0.isAssociated(with: commit.oid) }
        return .list(found.map { visit.scene.pullRequest($0, in: visit.repository) })
      },
    ]
  }

  private static var branches: [Route] {
    [
      Route("branches/{branch}", .contents) { visit throws(Refusal) in
        .value(visit.scene.branch(try visit.branch(), in: visit.repository))
      },
      // To whoever may not look, GitHub says 'Not Found', and 'Branch not protected' to whoever may.
      Route("branches/{branch}/protection", .administration, isHidden: true) {
        visit throws(Refusal) in
        let branch = try visit.branch()
        guard let protection = branch.protection else { throw Refusal(404, "Branch not protected") }
        return .value(visit.scene.protection(protection, of: branch, in: visit.repository))
      },
      Route("rules/branches/{branch}", .metadata) { visit throws(Refusal) in
        .list(visit.scene.rules(on: visit.visit.name("branch"), in: visit.repository))
      },
    ]
  }
}

extension RepositoryVisit {
  fileprivate func commit() throws(Refusal) -> World.Commit {
    let name = visit.name("ref")
    guard let commit = repository.commit(name) else {
      throw Refusal(422, "No commit found for SHA: \(name)")
    }
    return commit
  }
}
