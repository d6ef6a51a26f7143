import Notation

extension GraphSchema {
  static let repositories = [
    GraphType.object("Repository", of: World.Repository.self) { fields in
      fields.text("id") { Scene.node("R", $0.id) }
      fields.number("databaseId") { $0.id }
      fields.text("name") { $0.name }
      fields.flag("isPrivate") { $0.isPrivate }
      fields.scalar("nameWithOwner") { repository, scene in
        .string(scene.world.fullName(repository))
      }
      fields.scalar("url") { repository, scene in .string(scene.page(repository)) }
      for name in ["mergeCommitAllowed", "squashMergeAllowed", "rebaseMergeAllowed"] {
        fields.flag(name) { _ in true }
      }
      fillParts(&fields)
      fillLists(&fields)
    }, ref,
  ]

  private static func fillParts(_ fields: inout GraphFields<World.Repository>) {
    fields.object("owner", "RepositoryOwner") { repository, call in call.actor(repository.owner) }
    fields.object("defaultBranchRef", "Ref") { repository, _ in
      repository.branch(repository.defaultBranch)
        .map { .object("Ref", Placed($0, in: repository)) }
    }
    fields.object("object", "GitObject", arguments: ["oid", "expression"]) { repository, call in
      let name = call.arguments["oid"]?.text ?? call.arguments["expression"]?.text ?? ""
      return repository.commit(name).map { .object("Commit", Placed($0, in: repository)) }
    }
    fields.object("ref", "Ref", required: ["qualifiedName"]) { repository, call in
      let name = call.arguments["qualifiedName"]?.text ?? ""
      let short = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
      return repository.branch(short).map { .object("Ref", Placed($0, in: repository)) }
    }
    fields.object("pullRequest", "PullRequest", required: ["number"]) {
      repository,
      call throws(GraphProblem) in
      try call.check(.pullRequests)
      let number = call.arguments["number"]?.number ?? 0
      guard let pull = repository.pullRequest(number) else {
        throw GraphProblem(
          type: "NOT_FOUND",
          message: "Could not resolve to a PullRequest with the number of \(number)."
        )
      }
      return .object("PullRequest", Placed(pull, in: repository))
    }
  }

  private static func fillLists(_ fields: inout GraphFields<World.Repository>) {
    fields.connection("deployments", "Deployment", arguments: ["environments", "orderBy"]) {
      repository,
      call throws(GraphProblem) in
      try call.check(.deployments)
      return call.deployments(repository.deployments, of: repository)
    }
    fields.connection(
      "environments",
      "Environment",
      arguments: ["names", "orderBy", "pinnedEnvironmentFilter"]
    ) { repository, call throws(GraphProblem) in
      try call.check(.actions)
      let names = call.arguments["names"]?.texts ?? []
      return repository.environments.filter { names.isEmpty || names.contains($0.name) }
        .sorted { $0.name < $1.name }
        .map { .object("Environment", Placed($0, in: repository)) }
    }
    fields.connection("rulesets", "RepositoryRuleset", arguments: ["includeParents", "targets"]) {
      repository,
      call in
      repository.rulesets
        .filter { !$0.isOfOrganization || call.arguments["includeParents"] != false }
        .map { .object("RepositoryRuleset", $0) }
    }
  }

  private static let ref = GraphType.object("Ref", of: Placed<World.Branch>.self) { fields in
    fields.text("id") { "REF_\($0.repository.id)_\($0.name)" }
    fields.text("name") { $0.name }
    fields.text("prefix") { _ in "refs/heads/" }
    fields.object("target", "GitObject") { branch, _ in branch.commit(branch.head) }
    fields.object("branchProtectionRule", "BranchProtectionRule") {
      branch,
      call throws(GraphProblem) in
      try call.check(.administration)
      return branch.protection.map { _ in .object("BranchProtectionRule", branch.item) }
    }
  }
}
