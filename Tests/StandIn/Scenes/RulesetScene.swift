import Notation

extension Scene {
  /// A ruleset in a list: without its rules.
  func ruleset(_ ruleset: World.Ruleset, in repository: World.Repository) -> JSONValue {
    let url = "\(url(repository))/rulesets/\(ruleset.id)"
    return [
      "id": .number(ruleset.id), "name": .string(ruleset.name), "target": .string(ruleset.target),
      "source_type": .string(Self.kind(ruleset)), "source": .string(source(ruleset, repository)),
      "enforcement": .string(ruleset.enforcement),
      "node_id": .string(Self.node("RRS", repository.id, ruleset.id)),
      "_links": [
        "self": ["href": .string(url)],
        "html": ["href": .string("\(page(repository))/rules/\(ruleset.id)")],
      ], "created_at": time(ruleset.createdAt), "updated_at": time(ruleset.createdAt),
    ]
  }

  /// A ruleset by itself; who bypasses it is shown only to whoever may change it.
  func wholeRuleset(_ ruleset: World.Ruleset, in repository: World.Repository) -> JSONValue {
    let includes = ruleset.includes.map { JSONValue.string($0) }
    var members: [String: JSONValue] = [
      "conditions": ["ref_name": ["include": .array(includes), "exclude": []]],
      "rules": .array(ruleset.rules.map(rule)),
    ]
    if token.may(World.Need("administration", .write)) {
      members["current_user_can_bypass"] = "never"
      members["bypass_actors"] = .array(
        ruleset.bypassers.map { bypasser in
          [
            "actor_id": .optional(bypasser.id), "actor_type": .string(bypasser.kind),
            "bypass_mode": .string(bypasser.mode),
          ]
        }
      )
    }
    return self.ruleset(ruleset, in: repository).adding(members)
  }

  private static func kind(_ ruleset: World.Ruleset) -> String {
    ruleset.isOfOrganization ? "Organization" : "Repository"
  }

  private func source(_ ruleset: World.Ruleset, _ repository: World.Repository) -> String {
    let owner = world.account(repository.owner)?.login ?? "ghost"
    return ruleset.isOfOrganization ? owner : world.fullName(repository)
  }

  /// The rules that are in force on a branch, each with the set that it is of.
  func rules(on branch: String, in repository: World.Repository) -> [JSONValue] {
    repository.rulesets
      .filter { $0.enforcement == "active" && $0.covers(branch, default: repository.defaultBranch) }
      .flatMap { ruleset in
        ruleset.rules.map { rule in
          self.rule(rule)
            .adding([
              "ruleset_source_type": .string(Self.kind(ruleset)),
              "ruleset_source": .string(source(ruleset, repository)),
              "ruleset_id": .number(ruleset.id),
            ])
        }
      }
  }

  private func rule(_ rule: World.Ruleset.Rule) -> JSONValue {
    switch rule {
    case .plain(let name): ["type": .string(name)]
    case .pullRequest(let reviews):
      [
        "type": "pull_request",
        "parameters": [
          "required_approving_review_count": .number(reviews.count),
          "dismiss_stale_reviews_on_push": .bool(reviews.dismissesStale),
          "require_code_owner_review": .bool(reviews.needsCodeOwners),
          "require_last_push_approval": .bool(reviews.needsLastPushApproval),
          "required_review_thread_resolution": false,
        ],
      ]
    case .statusChecks(let names):
      [
        "type": "required_status_checks",
        "parameters": [
          "strict_required_status_checks_policy": false,
          "required_status_checks": .array(names.map { ["context": .string($0)] }),
        ],
      ]
    }
  }

  func ruleSuite(_ suite: World.RuleSuite, in repository: World.Repository) -> JSONValue {
    [
      "id": .number(suite.id), "actor_id": .optional(suite.actor),
      "actor_name": .optional(world.account(suite.actor)?.login),
      "before_sha": .string(suite.before), "after_sha": .string(suite.after),
      "ref": .string(suite.ref), "repository_id": .number(repository.id),
      "repository_name": .string(repository.name), "pushed_at": time(suite.pushedAt),
      "result": .string(suite.result),
    ]
  }
}
