import Notation

extension RepositoryVisit {
  /// Asks people and teams to review a pull request.
  func asking(_ old: World.PullRequest) throws(Refusal) -> Reply {
    var pull = old
    for login in visit.body["reviewers"]?.texts ?? [] {
      guard let account = world.account(login: login), mayReview(account) else {
        throw Refusal(422, strangers)
      }
      guard account.id != pull.author else {
        throw Refusal(422, "Review cannot be requested from pull request author.")
      }
      if !pull.requestedReviewers.contains(account.id) {
        pull.requestedReviewers.append(account.id)
      }
    }
    for slug in visit.body["team_reviewers"]?.texts ?? [] {
      guard let team = world.teams.first(where: { $0.slug == slug }) else {
        throw Refusal(422, strangers)
      }
      if !pull.requestedTeams.contains(team.id) { pull.requestedTeams.append(team.id) }
    }
    let value = scene.pullRequest(pull, in: repository)
    return Reply(status: 201, content: .value(value), world: world(with: pull))
  }

  private func mayReview(_ account: World.Account) -> Bool {
    repository.collaborators.contains { $0.account == account.id }
  }

  private var strangers: String {
    "Reviews may only be requested from collaborators. One or more of the users or teams you "
      + "specified is not a collaborator of the \(world.fullName(repository)) repository."
  }
}
