import Notation

extension Scene {
  func environment(
    _ environment: World.Environment,
    in repository: World.Repository
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "created_at": time(environment.createdAt), "updated_at": time(environment.createdAt),
      "protection_rules": .array(rules(of: environment)),
      "deployment_branch_policy": environment.refs.map(refs) ?? .null,
    ]
    if let can = environment.canAdminsBypass { members["can_admins_bypass"] = .bool(can) }
    return place(of: environment, in: repository).adding(members)
  }

  /// The number, the name and the addresses of an Environment.
  func place(of environment: World.Environment, in repository: World.Repository) -> JSONValue {
    [
      "id": .number(environment.id), "node_id": .string(Self.node("EN", environment.id)),
      "name": .string(environment.name),
      "url": .string("\(url(repository))/environments/\(environment.name.asPathWord)"),
      "html_url": .string(
        "\(page(repository))/deployments/activity_log?environments_filter=\(environment.name.asPathWord)"
      ),
    ]
  }

  func reviewer(_ reviewer: World.Environment.Reviewer) -> JSONValue {
    switch reviewer {
    case .user(let id): ["type": "User", "reviewer": account(id)]
    case .team(let id): ["type": "Team", "reviewer": world.team(id).map(team) ?? .null]
    }
  }

  /// Whether whoever asks is one of the reviewers.
  func canApprove(_ environment: World.Environment) -> Bool {
    environment.reviewers.contains { reviewer in
      switch reviewer {
      case .user(let id): id == token.account
      case .team(let id):
        world.team(id).map(members)?.contains { $0.id == token.account } ?? false
      }
    }
  }

  private func rules(of environment: World.Environment) -> [JSONValue] {
    var rules: [[String: JSONValue]] = []
    if let minutes = environment.waitTimer {
      rules.append(["type": "wait_timer", "wait_timer": .number(minutes)])
    }
    if !environment.reviewers.isEmpty {
      rules.append([
        "type": "required_reviewers", "reviewers": .array(environment.reviewers.map(reviewer)),
        "prevent_self_review": .bool(environment.preventsSelfReview),
      ])
    }
    if environment.refs != nil { rules.append(["type": "branch_policy"]) }
    return rules.enumerated()
      .map { place, rule in
        let id = environment.id * 10 + place
        return JSONValue.object(rule)
          .adding(["id": .number(id), "node_id": .string(Self.node("GA", id))])
      }
  }

  private func refs(_ refs: World.Environment.Refs) -> JSONValue {
    let areProtected = refs == .protectedBranches
    return [
      "protected_branches": .bool(areProtected), "custom_branch_policies": .bool(!areProtected),
    ]
  }

  /// The patterns of the refs that may be deployed.
  func patterns(of environment: World.Environment) -> [JSONValue] {
    guard case .patterns(let patterns) = environment.refs else { return [] }
    return patterns.map { pattern in
      [
        "id": .number(pattern.id), "node_id": .string(Self.node("GR", pattern.id)),
        "name": .string(pattern.name), "type": pattern.isTag ? "tag" : "branch",
      ]
    }
  }

  func customRule(_ rule: World.Environment.CustomRule) -> JSONValue {
    [
      "id": .number(rule.id), "node_id": .string(Self.node("GC", rule.id)),
      "enabled": .bool(rule.isEnabled),
      "app": [
        "id": .number(rule.app.id), "slug": .string(rule.app.slug),
        "node_id": .string(Self.node("A", rule.app.id)),
        "integration_url": .string("\(api)/apps/\(rule.app.slug)"),
      ],
    ]
  }
}
