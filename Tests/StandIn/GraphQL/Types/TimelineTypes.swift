import Notation

/// An event with the pull request that it happened to.
struct GraphEvent: Sendable {
  let event: World.Event
  let pull: Placed<World.PullRequest>
}

extension World.Event {
  var typeName: String {
    switch kind {
    case .forcePush: "HeadRefForcePushedEvent"
    case .dismissal: "ReviewDismissedEvent"
    case .retargeted: "BaseRefChangedEvent"
    case .merged: "MergedEvent"
    }
  }

  /// As the argument `itemTypes` names it.
  var itemType: String {
    switch kind {
    case .forcePush: "HEAD_REF_FORCE_PUSHED_EVENT"
    case .dismissal: "REVIEW_DISMISSED_EVENT"
    case .retargeted: "BASE_REF_CHANGED_EVENT"
    case .merged: "MERGED_EVENT"
    }
  }
}

extension GraphSchema {
  static let timeline = [forcePush, dismissal, retargeting, merge, queued, unqueued]

  private static func event(
    _ name: String,
    _ fill: (inout GraphFields<GraphEvent>) -> Void
  ) -> GraphType {
    .object(name, of: GraphEvent.self) { fields in
      fields.text("id") { Scene.node("EV", $0.event.id) }
      fields.time("createdAt") { $0.event.createdAt }
      fields.object("actor", "Actor") { event, call in call.actor(event.event.actor) }
      fill(&fields)
    }
  }

  private static let forcePush = event("HeadRefForcePushedEvent") { fields in
    fields.object("beforeCommit", "Commit") { event, _ in
      guard case .forcePush(let before, _) = event.event.kind else { return nil }
      return event.pull.commit(before)
    }
    fields.object("afterCommit", "Commit") { event, _ in
      guard case .forcePush(_, let after) = event.event.kind else { return nil }
      return event.pull.commit(after)
    }
  }

  private static let dismissal = event("ReviewDismissedEvent") { fields in
    fields.text("previousReviewState") { event in
      guard case .dismissal(_, let state, _) = event.event.kind else { return nil }
      return state
    }
    fields.text("dismissalMessage") { event in
      guard case .dismissal(_, _, let message) = event.event.kind else { return nil }
      return message
    }
    fields.object("pullRequestCommit", "PullRequestCommit") { _, _ in nil }
    fields.object("review", "PullRequestReview") { event, _ in
      guard case .dismissal(let id, _, _) = event.event.kind else { return nil }
      return event.pull.reviews.first { $0.id == id }
        .map { .object("PullRequestReview", GraphReview($0, of: event.pull)) }
    }
  }

  private static let retargeting = event("BaseRefChangedEvent") { fields in
    fields.text("previousRefName") { event in
      guard case .retargeted(let from, _) = event.event.kind else { return nil }
      return from
    }
    fields.text("currentRefName") { event in
      guard case .retargeted(_, let to) = event.event.kind else { return nil }
      return to
    }
  }

  private static let merge = event("MergedEvent") { fields in
    fields.text("mergeRefName") { event in
      guard case .merged(_, let ref) = event.event.kind else { return nil }
      return ref
    }
    fields.object("commit", "Commit") { event, _ in
      guard case .merged(let commit, _) = event.event.kind else { return nil }
      return event.pull.commit(commit)
    }
  }

  // No world has a merge queue, but queries may ask for its events.
  private static let queued = event("AddedToMergeQueueEvent") { fields in
    fields.object("enqueuer", "User") { event, call in call.user(event.event.actor) }
  }

  private static let unqueued = event("RemovedFromMergeQueueEvent") { fields in
    fields.text("reason") { _ in nil }
    fields.object("beforeCommit", "Commit") { _, _ in nil }
  }
}
