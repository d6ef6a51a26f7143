import Notation

extension Route where Asked == Visit {
  /// Everything that is of no repository.
  static var all: [Route] { server + accounts + teams }

  private static var server: [Route] {
    [
      Route("versions", .metadata) { visit throws(Refusal) in
        .value(.array(visit.world.versions.map { .string($0) }))
      }
    ]
  }

  private static var accounts: [Route] {
    [
      Route("user", .metadata) { visit throws(Refusal) in
        guard let account = visit.world.account(visit.scene.token.account) else {
          throw .badCredentials
        }
        return .value(visit.scene.profile(account))
      },
      Route("user/{id}", .metadata) { visit throws(Refusal) in
        guard let account = visit.world.account(try visit.number("id")) else { throw .notFound }
        return .value(visit.scene.profile(account))
      },
      Route("users/{login}", .metadata) { visit throws(Refusal) in
        .value(visit.scene.profile(try visit.account()))
      },
    ]
  }

  // An organisation's teams are shown to its members, and nobody else learns that there are any.
  private static var teams: [Route] {
    [
      Route("orgs/{org}/teams/{team}", .members, isHidden: true) { visit throws(Refusal) in
        .value(visit.scene.wholeTeam(try visit.team()))
      },
      Route("orgs/{org}/teams/{team}/members", .members, isHidden: true) { visit throws(Refusal) in
        .list(visit.scene.members(of: try visit.team()).map { visit.scene.account($0) })
      },
      Route("orgs/{org}/teams/{team}/teams", .members, isHidden: true) { visit throws(Refusal) in
        let team = try visit.team()
        let children = visit.world.teams.filter { $0.parent == team.id }
        return .list(children.map { visit.scene.team($0) })
      },
      Route("orgs/{org}/teams/{team}/memberships/{login}", .members, isHidden: true) {
        visit throws(Refusal) in
        let found = visit.scene.membership(of: try visit.account(), in: try visit.team())
        guard let found else { throw .notFound }
        return .value(found)
      },
    ]
  }
}

extension Visit {
  fileprivate func account() throws(Refusal) -> World.Account {
    guard let account = world.account(pathLogin: name("login")) else { throw .notFound }
    return account
  }

  fileprivate func team() throws(Refusal) -> World.Team {
    guard let team = world.team(organization: name("org"), slug: name("team")) else {
      throw .notFound
    }
    return team
  }
}
