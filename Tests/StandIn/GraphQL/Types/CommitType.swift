import Notation

extension GraphSchema {
  static let commits = [
    GraphType.object("Commit", of: Placed<World.Commit>.self) { fields in
      fields.text("id") { "C_\($0.oid)" }
      fields.text("oid") { $0.oid }
      fields.text("message") { $0.message }
      fields.time("committedDate") { $0.committedAt }
      fields.flag("committedViaWeb") { _ in false }
      fields.object("tree", "Tree") { commit, _ in .object("Tree", commit.tree) }
      fields.object("author", "GitActor") { commit, _ in
        commit.authors.first.map { .object("GitActor", $0) }
      }
      fields.object("committer", "GitActor") { commit, _ in
        (commit.committer ?? commit.authors.first).map { .object("GitActor", $0) }
      }
      // Nothing in a world is signed: the stand-in knows no keys.
      fields.object("signature", "GitSignature") { _, _ in nil }
      fillLists(&fields)
    }, tree, signature,
  ]

  private static func fillLists(_ fields: inout GraphFields<Placed<World.Commit>>) {
    fields.connection("parents", "Commit") { commit, _ in
      commit.parents.compactMap { commit.commit($0) ?? .object("Commit", commit.unknown($0)) }
    }
    fields.connection("authors", "GitActor") { commit, _ in
      commit.authors.map { .object("GitActor", $0) }
    }
    fields.connection("associatedPullRequests", "PullRequest", arguments: ["orderBy"]) {
      commit,
      call throws(GraphProblem) in
      try call.check(.pullRequests)
      return commit.repository.pullRequests.filter { $0.isAssociated(with: commit.oid) }
        .map { .object("PullRequest", commit.beside($0)) }
    }
    fields.connection("deployments", "Deployment", arguments: ["environments", "orderBy"]) {
      commit,
      call throws(GraphProblem) in
      try call.check(.deployments)
      let found = commit.repository.deployments.filter { $0.oid == commit.oid }
      return call.deployments(found, of: commit.repository)
    }
    fields.connection("checkSuites", "CheckSuite", arguments: ["filterBy"]) { commit, _ in
      GraphSuite.all(of: commit).map { .object("CheckSuite", $0) }
    }
    fields.object("statusCheckRollup", "StatusCheckRollup") { commit, _ in
      commit.checks.isEmpty && commit.statuses.isEmpty ? nil : .object("StatusCheckRollup", commit)
    }
  }

  private static let tree = GraphType.object("Tree", of: String.self) { fields in
    fields.text("id") { "T_\($0)" }
    fields.text("oid") { $0 }
  }

  private static let signature = GraphType.object("GitSignature", of: Bool.self) { fields in
    for name in ["isValid", "wasSignedByGitHub"] { fields.flag(name) { $0 } }
    fields.text("state") { $0 ? "VALID" : "INVALID" }
    fields.object("signer", "User") { _, _ in nil }
  }
}

extension Placed<World.Commit> {
  /// A parent that the world does not have: of it only the name is known.
  fileprivate func unknown(_ oid: String) -> Self {
    beside(World.Commit(oid, tree: oid, authors: []))
  }
}
