import Notation

extension Scene {
  /// What every form of a repository has: where everything of it is.
  func shortRepository(_ repository: World.Repository) -> JSONValue {
    let name = world.fullName(repository)
    return JSONValue.object(links(url(repository), Self.tails))
      .adding([
        "id": .number(repository.id), "node_id": .string(Self.node("R", repository.id)),
        "name": .string(repository.name), "full_name": .string(name),
        "owner": account(repository.owner), "private": .bool(repository.isPrivate),
        "html_url": .string(page(repository)), "description": .null, "fork": false,
      ])
  }

  /// The same with its numbers and switches, as it stands in a pull request.
  func repository(_ repository: World.Repository) -> JSONValue {
    let page = page(repository)
    let created = time(repository.createdAt)
    var members: [String: JSONValue] = [
      "clone_url": .string("\(page).git"), "git_url": .string("\(page).git"),
      "ssh_url": .string("\(page).git"), "svn_url": .string(page),
      "default_branch": .string(repository.defaultBranch), "license": .null,
      "created_at": created, "updated_at": created, "pushed_at": created,
    ]
    for name in Self.counts { members[name] = 0 }
    for name in Self.switches { members[name] = false }
    for name in ["homepage", "language", "mirror_url"] { members[name] = .null }
    return shortRepository(repository).adding(members)
  }

  /// The repository itself.
  func wholeRepository(_ repository: World.Repository) -> JSONValue {
    self.repository(repository)
      .adding([
        "has_discussions": false, "network_count": 0, "subscribers_count": 0,
        "allow_merge_commit": true, "allow_squash_merge": true, "allow_rebase_merge": true,
      ])
  }

  private static let counts = [
    "forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count",
    "watchers", "watchers_count",
  ]
  private static let switches = [
    "has_downloads", "has_issues", "has_projects", "has_wiki", "has_pages", "archived", "disabled",
  ]
  private static let tails = [
    "url": "", "archive_url": "/{archive_format}{/ref}", "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}", "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}", "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}", "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}", "contributors_url": "/contributors",
    "deployments_url": "/deployments", "downloads_url": "/downloads", "events_url": "/events",
    "forks_url": "/forks", "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}", "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}", "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}", "keys_url": "/keys{/key_id}", "labels_url": "/labels{/name}",
    "languages_url": "/languages", "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}", "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}", "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers", "subscription_url": "/subscription", "tags_url": "/tags",
    "teams_url": "/teams", "trees_url": "/git/trees{/sha}",
  ]
}
