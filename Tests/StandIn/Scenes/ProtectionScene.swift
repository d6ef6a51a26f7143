import Notation

extension Scene {
  /// The classic protection of a branch.
  func protection(
    _ protection: World.BranchProtection,
    of branch: World.Branch,
    in repository: World.Repository
  ) -> JSONValue {
    let url = "\(url(repository))/branches/\(branch.name.asPathWord)/protection"
    var members: [String: JSONValue] = [
      "url": .string(url),
      "enforce_admins": [
        "url": .string("\(url)/enforce_admins"), "enabled": .bool(protection.enforcesAdmins),
      ],
    ]
    for name in Self.switches { members[name] = ["enabled": false] }
    if let reviews = protection.reviews {
      let place = "\(url)/required_pull_request_reviews"
      members["required_pull_request_reviews"] = .object(
        required(reviews, bypassers: protection.bypassers, at: place)
      )
    }
    if !protection.checks.isEmpty {
      members["required_status_checks"] = checks(protection.checks, at: url)
    }
    return .object(members)
  }

  private static let switches = [
    "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
    "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
  ]

  private func required(
    _ reviews: World.RequiredReviews,
    bypassers: [World.Environment.Reviewer],
    at url: String
  ) -> [String: JSONValue] {
    var (users, teams) = ([JSONValue](), [JSONValue]())
    for bypasser in bypassers {
      switch bypasser {
      case .user(let id): users.append(account(id))
      case .team(let id): teams.append(world.team(id).map(team) ?? .null)
      }
    }
    return [
      "url": .string(url), "required_approving_review_count": .number(reviews.count),
      "dismiss_stale_reviews": .bool(reviews.dismissesStale),
      "require_code_owner_reviews": .bool(reviews.needsCodeOwners),
      "require_last_push_approval": .bool(reviews.needsLastPushApproval),
      "bypass_pull_request_allowances": ["users": .array(users), "teams": .array(teams)],
    ]
  }

  private func checks(_ names: [String], at url: String) -> JSONValue {
    [
      "url": .string("\(url)/required_status_checks"), "strict": false,
      "contexts_url": .string("\(url)/required_status_checks/contexts"),
      "contexts": .array(names.map { .string($0) }),
      "checks": .array(names.map { ["context": .string($0), "app_id": .null] }),
    ]
  }
}
