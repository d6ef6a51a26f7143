import Git

/// What an environment's scope holds at a commit, to be compared with what it holds at another.
public enum ScopeContent: Hashable, Sendable {
  /// Any text that is the same for the same content, and for no other.
  case known(String)
  /// The commit is not here.
  case notHere
}

/// What a review was about, beside what landed.
public enum ReviewBinding: Hashable, Sendable {
  /// The scope held the same, in the head that was reviewed and in what landed.
  ///
  /// `isRebound` where a force push moved the review to a head that nobody had looked at, with the same content.
  case same(isRebound: Bool)
  /// The scope changed after the review.
  case stale
  /// The head that was reviewed is not here, or GitHub does not name it.
  case unknown
}

/// Finds what reviews were about.
///
/// GitHub moves the `commit_id` of an approval along when a force push brings the same patch, so that it proves nothing
/// by itself; and a commit's id says nothing of a squash. Only the content of the scope does.
struct ReviewBinder {
  let events: [PullRequest.Event]
  let landed: ScopeContent
  let contents: [ObjectID: ScopeContent]

  func binding(of review: Review) -> ReviewBinding {
    guard let commit = review.commit else { return .unknown }
    guard let push = rebinding(review, commit) else { return compare(content(commit)) }
    let (before, after) = (content(push.before), content(push.after))
    guard case .known = before, case .known = after else { return .unknown }
    guard before == after else { return .stale }
    return compare(after, isRebound: true)
  }

  private func compare(_ content: ScopeContent, isRebound: Bool = false) -> ReviewBinding {
    guard case .known = content, case .known = landed else { return .unknown }
    return content == landed ? .same(isRebound: isRebound) : .stale
  }

  private func content(_ commit: ObjectID?) -> ScopeContent {
    commit.flatMap { contents[$0] } ?? .notHere
  }

  /// The force push after the review that made the head which it names now.
  private func rebinding(
    _ review: Review,
    _ commit: ObjectID
  ) -> (before: ObjectID?, after: ObjectID?)? {
    let submitted = review.submittedAt ?? Int.min
    for event in events {
      guard case .forcePush(let time, let before, let after, _) = event, time > submitted else {
        continue
      }
      if after == commit { return (before, after) }
    }
    return nil
  }
}
