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
  let pullRequest: PullRequest
  let landed: ScopeContent
  let contents: [ObjectID: ScopeContent]

  func binding(of review: Review) -> ReviewBinding {
    let heads = pullRequest.heads(of: review)
    let found = heads.map { head in head.flatMap { contents[$0] } ?? .notHere }
    guard !found.contains(.notHere), landed != .notHere else { return .unknown }
    return found.allSatisfy { $0 == landed } ? .same(isRebound: heads.count > 1) : .stale
  }
}
