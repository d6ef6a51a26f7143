extension World {
  /// An account that is still there.
  func account(_ id: Int?) -> Account? {
    accounts.first { $0.id == id && !$0.isDeleted }
  }

  func account(login: String) -> Account? {
    accounts.first { !$0.isDeleted && $0.login.isSameName(as: login) }
  }

  /// An account by the login that REST has: a bot's ends in `[bot]` there, and only there.
  func account(pathLogin login: String) -> Account? {
    accounts.first { !$0.isDeleted && $0.pathLogin.isSameName(as: login) }
  }

  func team(_ id: Int?) -> Team? { teams.first { $0.id == id } }

  func team(organization login: String, slug: String) -> Team? {
    guard let organization = account(login: login) else { return nil }
    return teams.first { $0.organization == organization.id && $0.slug.isSameName(as: slug) }
  }

  /// A team and all that stand below it.
  func family(of team: Team) -> [Team] {
    [team] + teams.filter { $0.parent == team.id }.flatMap(family)
  }

  func repository(_ id: Int) -> Repository? { repositories.first { $0.id == id } }

  /// The repository that has a name now.
  func repository(owner: String, name: String) -> Repository? {
    repositories.first { fullName($0).isSameName(as: "\(owner)/\(name)") }
  }

  /// The repository that had a name once.
  func repository(formerly name: String) -> Repository? {
    repositories.first { $0.formerNames.contains { $0.isSameName(as: name) } }
  }

  /// `acme/ops`.
  func fullName(_ repository: Repository) -> String {
    "\(account(repository.owner)?.login ?? "ghost")/\(repository.name)"
  }
}

extension World.Repository {
  /// A commit by its id, the beginning of it, or the name of a branch.
  func commit(_ name: String) -> World.Commit? {
    let head = branch(name)?.head ?? name
    return commits.first { $0.oid == head }
      ?? (head.count >= 7 ? commits.first { $0.oid.hasPrefix(head) } : nil)
  }

  func branch(_ name: String) -> World.Branch? { branches.first { $0.name == name } }

  func pullRequest(_ number: Int) -> World.PullRequest? {
    pullRequests.first { $0.number == number }
  }

  func environment(_ name: String) -> World.Environment? {
    environments.first { $0.name.isSameName(as: name) }
  }
}

extension World.Account {
  /// The login as REST has it.
  var pathLogin: String { login + (kind == .bot ? "[bot]" : "") }
}

extension String {
  /// Names on GitHub are told apart without regard to case.
  func isSameName(as other: String) -> Bool { lowercased() == other.lowercased() }
}
