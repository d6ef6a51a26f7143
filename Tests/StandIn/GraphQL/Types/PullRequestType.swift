import Notation

extension GraphSchema {
  static let pullRequests = [
    GraphType.object("PullRequest", of: Placed<World.PullRequest>.self) { fields in
      fields.text("id") { Scene.node("PR", $0.repository.id, $0.number) }
      fields.number("number") { $0.number }
      fields.text("fullDatabaseId") { String(Scene.number($0.item, in: $0.repository)) }
      fields.text("title") { $0.title }
      fields.text("body") { $0.body ?? "" }
      fields.scalar("url") { pull, scene in .string(scene.page(pull.item, in: pull.repository)) }
      fields.text("state") { $0.isMerged ? "MERGED" : $0.isOpen ? "OPEN" : "CLOSED" }
      fields.flag("isDraft") { $0.isDraft }
      fields.flag("merged") { $0.isMerged }
      fields.time("createdAt") { $0.createdAt }
      fields.time("updatedAt") { $0.updatedAt }
      fields.time("closedAt") { $0.closedAt ?? $0.mergedAt }
      fields.time("mergedAt") { $0.mergedAt }
      fields.object("author", "Actor") { pull, call in call.actor(pull.author) }
      fields.object("mergedBy", "Actor") { pull, call in call.actor(pull.mergedBy) }
      fields.object("mergeCommit", "Commit") { pull, _ in pull.commit(pull.mergeCommit) }
      fields.scalar("authorAssociation") { pull, scene in
        .string(scene.association(of: pull.author, in: pull.repository))
      }
      fillEnds(&fields)
      fillLists(&fields)
    },
    GraphType.object("PullRequestCommit", of: Placed<World.Commit>.self) { fields in
      fields.text("id") { "PRC_\($0.oid)" }
      fields.object("commit", "Commit") { commit, _ in .object("Commit", commit) }
    },
    GraphType.object("ReviewRequest", of: World.Environment.Reviewer.self) { fields in
      fields.flag("asCodeOwner") { _ in false }
      fields.object("requestedReviewer", "RequestedReviewer") { reviewer, call in
        call.reviewer(reviewer)
      }
    },
  ]

  private static func fillEnds(_ fields: inout GraphFields<Placed<World.PullRequest>>) {
    fields.text("baseRefName") { $0.base }
    fields.text("baseRefOid") { Scene.baseOid(of: $0.item, in: $0.repository) }
    fields.text("headRefName") { $0.head }
    fields.text("headRefOid") { $0.headOid }
    fields.flag("isCrossRepository") { $0.headRepository != nil }
    fields.object("baseRepository", "Repository") { pull, _ in
      var base = pull.repository
      base.id = pull.item.baseRepositoryID ?? base.id
      return .object("Repository", base)
    }
    fields.object("headRepository", "Repository") { pull, call in
      Scene.home(of: pull.item, in: pull.repository, call.world).map { .object("Repository", $0) }
    }
    fields.object("baseRef", "Ref") { pull, _ in
      pull.repository.branch(pull.base).map { .object("Ref", pull.beside($0)) }
    }
  }

  private static func fillLists(_ fields: inout GraphFields<Placed<World.PullRequest>>) {
    fields.text("reviewDecision") { $0.decision }
    fields.connection("commits", "PullRequestCommit") { pull, _ in
      pull.commits.compactMap { oid in pull.repository.commits.first { $0.oid == oid } }
        .map { .object("PullRequestCommit", pull.beside($0)) }
    }
    fields.connection("reviews", "PullRequestReview", arguments: ["author", "states"]) {
      pull,
      call in
      let states = call.arguments["states"]?.texts ?? []
      return pull.reviews.filter { states.isEmpty || states.contains($0.state) }
        .map { .object("PullRequestReview", GraphReview($0, of: pull)) }
    }
    fields.connection("latestReviews", "PullRequestReview") { pull, _ in
      pull.latest { $0.state != "PENDING" }
        .map { .object("PullRequestReview", GraphReview($0, of: pull)) }
    }
    fields.connection("latestOpinionatedReviews", "PullRequestReview", arguments: ["writersOnly"]) {
      pull,
      call in
      pull.opinions
        .filter { call.arguments["writersOnly"] != true || pull.repository.isWriter($0.author) }
        .map { .object("PullRequestReview", GraphReview($0, of: pull)) }
    }
    fields.connection("reviewRequests", "ReviewRequest") { pull, _ in
      let people = pull.requestedReviewers.map { World.Environment.Reviewer.user($0) }
      let teams = pull.requestedTeams.map { World.Environment.Reviewer.team($0) }
      return (people + teams).map { .object("ReviewRequest", $0) }
    }
    fields.connection(
      "timelineItems",
      "PullRequestTimelineItems",
      arguments: ["itemTypes", "since", "skip"]
    ) { pull, call in
      let wanted = call.arguments["itemTypes"]?.texts
      return pull.events.filter { wanted?.contains($0.itemType) ?? true }
        .sorted { $0.createdAt < $1.createdAt }
        .map { .object($0.typeName, GraphEvent(event: $0, pull: pull)) }
    }
  }
}
