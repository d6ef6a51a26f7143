import Notation

extension Scene {
  /// The short form of an account, or null where there is none.
  func account(_ id: Int?) -> JSONValue { world.account(id).map(account) ?? .null }

  func account(_ account: World.Account) -> JSONValue { .object(members(account)) }

  private func members(_ account: World.Account) -> [String: JSONValue] {
    let login = account.pathLogin
    let own = links(
      "\(api)/users/\(login.asPathWord)",
      [
        "url": "", "followers_url": "/followers", "following_url": "/following{/other_user}",
        "gists_url": "/gists{/gist_id}", "starred_url": "/starred{/owner}{/repo}",
        "subscriptions_url": "/subscriptions", "organizations_url": "/orgs", "repos_url": "/repos",
        "events_url": "/events{/privacy}", "received_events_url": "/received_events",
      ]
    )
    let rest: [String: JSONValue] = [
      "login": .string(login), "id": .number(account.id),
      "node_id": .string(Self.node("U", account.id)), "type": .string(account.kind.rawValue),
      "avatar_url": .string("\(web)/avatars/\(account.id)"), "gravatar_id": "",
      "html_url": .string("\(web)/\(account.login)"), "site_admin": false,
    ]
    return own.merging(rest) { $1 }
  }

  /// The long form, as at `/users/{login}`.
  func profile(_ account: World.Account) -> JSONValue {
    let counts = ["public_repos", "public_gists", "followers", "following"]
    let empty = ["company", "blog", "location", "hireable", "bio"]
    var members = members(account)
    for name in counts { members[name] = 0 }
    for name in empty { members[name] = .null }
    members["name"] = .optional(account.name)
    members["email"] = .optional(account.email)
    members["created_at"] = time(0)
    members["updated_at"] = time(0)
    return .object(members)
  }

  /// An account with what it may do in a repository.
  func permission(of account: World.Account, in repository: World.Repository) -> JSONValue {
    let found = repository.collaborators.first { $0.account == account.id }
    let open = repository.isPrivate ? "none" : "read"
    let permission = account.id == repository.owner ? "admin" : found?.permission ?? open
    let role = JSONValue.string(found?.role ?? permission)
    let flags: [String: JSONValue] = [
      "admin": .bool(permission == "admin"), "maintain": .bool(found?.role == "maintain"),
      "push": .bool(permission == "admin" || permission == "write"),
      "triage": .bool(found?.role == "triage"), "pull": .bool(permission != "none"),
    ]
    let user = self.account(account)
      .adding(["permissions": .object(flags), "role_name": role])
    return ["permission": .string(permission), "role_name": role, "user": user]
  }
}
