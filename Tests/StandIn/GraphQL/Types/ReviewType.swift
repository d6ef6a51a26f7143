import Notation

/// A review with the pull request that it is of.
struct GraphReview: Sendable {
  let review: World.Review
  let pull: Placed<World.PullRequest>

  init(_ review: World.Review, of pull: Placed<World.PullRequest>) {
    self.review = review
    self.pull = pull
  }
}

extension GraphSchema {
  static let reviews = [
    GraphType.object("PullRequestReview", of: GraphReview.self) { fields in
      fields.text("id") { Scene.node("PRR", $0.review.id) }
      fields.text("fullDatabaseId") { String($0.review.id) }
      fields.number("databaseId") { $0.review.id }
      fields.text("state") { $0.review.state }
      fields.text("body") { $0.review.body }
      fields.time("submittedAt") { $0.review.submittedAt }
      fields.time("lastEditedAt") { _ in nil }
      fields.flag("includesCreatedEdit") { _ in false }
      fields.flag("authorCanPushToRepository") { $0.pull.repository.isWriter($0.review.author) }
      fields.scalar("authorAssociation") { review, scene in
        .string(scene.association(of: review.review.author, in: review.pull.repository))
      }
      fields.scalar("url") { review, scene in
        .string(scene.page(review.review, of: review.pull.item, in: review.pull.repository))
      }
      fields.object("author", "Actor") { review, call in call.actor(review.review.author) }
      fields.object("commit", "Commit") { review, _ in review.pull.commit(review.review.commit) }
    }
  ]
}

extension World.Repository {
  func isWriter(_ account: Int?) -> Bool {
    account == owner || collaborators.contains { $0.account == account && $0.canPush }
  }
}

extension Placed<World.PullRequest> {
  /// The last review of each person, of those that count.
  func latest(_ counts: (World.Review) -> Bool) -> [World.Review] {
    var latest: [Int: World.Review] = [:]
    for review in item.reviews where counts(review) {
      if let author = review.author { latest[author] = review }
    }
    return latest.values.sorted { $0.id < $1.id }
  }

  var opinions: [World.Review] {
    latest { ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"].contains($0.state) }
  }

  /// Whether there are enough reviews; `nil` where none are needed.
  var decision: String? {
    guard let needed = neededReviews else { return nil }
    let states = opinions.filter { repository.isWriter($0.author) }.map(\.state)
    if states.contains("CHANGES_REQUESTED") { return "CHANGES_REQUESTED" }
    return states.count { $0 == "APPROVED" } >= needed ? "APPROVED" : "REVIEW_REQUIRED"
  }

  private var neededReviews: Int? {
    let classic = repository.branch(item.base)?.protection?.reviews?.count
    let modern = repository.rulesets
      .filter { $0.covers(item.base, default: repository.defaultBranch) }
      .filter { $0.enforcement == "active" }
      .flatMap(\.rules)
      .compactMap { rule in
        if case .pullRequest(let reviews) = rule { reviews.count } else { nil }
      }
    return ([classic].compactMap(\.self) + modern).max()
  }
}
