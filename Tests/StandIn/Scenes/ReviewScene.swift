import Notation

extension Scene {
  /// A review in a list.
  func review(
    _ review: World.Review,
    of pull: World.PullRequest,
    in repository: World.Repository
  ) -> JSONValue {
    let (page, url) = (self.page(review, of: pull, in: repository), url(pull, in: repository))
    var members: [String: JSONValue] = [
      "id": .number(review.id), "node_id": .string(Self.node("PRR", review.id)),
      "user": account(review.author), "body": .string(review.body), "state": .string(review.state),
      "commit_id": .optional(review.commit), "html_url": .string(page),
      "pull_request_url": .string(url),
      "_links": ["html": ["href": .string(page)], "pull_request": ["href": .string(url)]],
      "author_association": .string(association(of: review.author, in: repository)),
    ]
    // A pending one has no time at all.
    if review.submittedAt != nil { members["submitted_at"] = time(review.submittedAt) }
    return .object(members)
  }

  func page(
    _ review: World.Review,
    of pull: World.PullRequest,
    in repository: World.Repository
  ) -> String {
    review.url ?? "\(page(pull, in: repository))#pullrequestreview-\(review.id)"
  }

  /// Events and reviews of a pull request, in the order of their times.
  func timeline(of pull: World.PullRequest, in repository: World.Repository) -> [JSONValue] {
    let reviews = pull.reviews.filter { $0.submittedAt != nil }
      .map { review in
        (
          review.submittedAt ?? 0,
          self.review(review, of: pull, in: repository)
            .adding(["event": "reviewed", "state": .string(review.state.lowercased())])
        )
      }
    let events = pull.events.map { ($0.createdAt, event($0, of: pull, in: repository)) }
    return (reviews + events).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func event(
    _ event: World.Event,
    of pull: World.PullRequest,
    in repository: World.Repository
  ) -> JSONValue {
    let url = url(repository)
    var members: [String: JSONValue] = [
      "id": .number(event.id), "node_id": .string(Self.node("EV", event.id)),
      "url": .string("\(url)/issues/events/\(event.id)"), "actor": account(event.actor),
      "created_at": time(event.createdAt), "commit_id": .null, "commit_url": .null,
      "performed_via_github_app": .null,
    ]
    switch event.kind {
    case .forcePush(_, let after):
      members["event"] = "head_ref_force_pushed"
      members["commit_id"] = .optional(after)
      members["commit_url"] = .optional(after.map { "\(url)/commits/\($0)" })
    case .dismissal(let review, let previously, let message):
      members["event"] = "review_dismissed"
      members["dismissed_review"] = [
        "state": .string(previously.lowercased()), "review_id": .number(review),
        "dismissal_message": .optional(message),
      ]
    case .retargeted: members["event"] = "base_ref_changed"
    case .merged(let commit, _):
      members["event"] = "merged"
      members["commit_id"] = .string(commit)
      members["commit_url"] = .string("\(url)/commits/\(commit)")
    }
    return .object(members)
  }
}
