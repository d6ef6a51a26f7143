import Notation

extension Scene {
  /// A team as it stands in a pull request by itself: without the team above it.
  func plainTeam(_ team: World.Team) -> JSONValue { .object(members(team)) }

  /// A team as it stands in other things.
  func team(_ team: World.Team) -> JSONValue {
    let parent = world.team(team.parent).map { JSONValue.object(members($0)) } ?? .null
    return JSONValue.object(members(team)).adding(["parent": parent])
  }

  private func members(_ team: World.Team) -> [String: JSONValue] {
    let organization = world.account(team.organization)?.login ?? "ghost"
    let url = "\(api)/organizations/\(team.organization)/team/\(team.id)"
    return [
      "id": .number(team.id), "node_id": .string(Self.node("T", team.id)), "url": .string(url),
      "members_url": .string("\(url)/members{/member}"), "name": .string(team.slug),
      "slug": .string(team.slug), "description": .null, "permission": "pull", "privacy": "closed",
      "html_url": .string("\(web)/orgs/\(organization)/teams/\(team.slug)"),
      "repositories_url": .string("\(url)/repos"), "type": "organization",
      "organization_id": .number(team.organization),
    ]
  }

  /// A team with its organisation and how many are in it.
  func wholeTeam(_ team: World.Team) -> JSONValue {
    self.team(team)
      .adding([
        "created_at": time(0), "updated_at": time(0),
        "members_count": .number(members(of: team).count), "repos_count": 0,
        "organization": organization(team.organization),
      ])
  }

  /// Everybody who is in a team or below it, each once, without those who were only invited.
  func members(of team: World.Team) -> [World.Account] {
    let numbers = world.family(of: team).flatMap(\.members).filter { !$0.isPending }.map(\.account)
    return Set(numbers).sorted().compactMap { world.account($0) }
  }

  /// How somebody stands to a team; `nil` for one who has nothing to do with it.
  func membership(of account: World.Account, in team: World.Team) -> JSONValue? {
    let all = world.family(of: team).flatMap(\.members).filter { $0.account == account.id }
    guard let member = all.first(where: { !$0.isPending }) ?? all.first else { return nil }
    let url = "\(api)/organizations/\(team.organization)/team/\(team.id)"
    return [
      "url": .string("\(url)/memberships/\(account.login)"),
      "role": member.isMaintainer ? "maintainer" : "member",
      "state": member.isPending ? "pending" : "active",
    ]
  }

  private func organization(_ id: Int) -> JSONValue {
    guard let account = world.account(id) else { return .null }
    let url = "\(api)/orgs/\(account.login)"
    let own = links(
      url,
      [
        "url": "", "repos_url": "/repos", "events_url": "/events", "hooks_url": "/hooks",
        "issues_url": "/issues", "members_url": "/members{/member}",
        "public_members_url": "/public_members{/member}",
      ]
    )
    return JSONValue.object(own)
      .adding([
        "login": .string(account.login), "id": .number(id), "type": "Organization",
        "node_id": .string(Self.node("O", id)), "description": .null, "followers": 0,
        "avatar_url": .string("\(web)/avatars/\(id)"), "following": 0, "public_gists": 0,
        "html_url": .string("\(web)/\(account.login)"), "public_repos": 0,
        "has_organization_projects": false, "has_repository_projects": false,
        "created_at": time(0), "updated_at": time(0), "archived_at": .null,
      ])
  }
}
