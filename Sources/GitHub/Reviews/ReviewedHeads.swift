public import Git

extension PullRequest {
  /// The heads that a review was shown for, the newest first: each force push after it may have moved it along, and the
  /// last is what its author looked at.
  ///
  /// - Returns: At least one; `nil` stands for a head that GitHub has forgotten, behind which nothing is known.
  public func heads(of review: Review) -> [ObjectID?] {
    let submitted = review.submittedAt ?? Int.min
    var heads = [review.commit]
    for event in events.reversed() {
      guard case .forcePush(let time, let before, let after?, _) = event, time >= submitted,
        heads.last == after
      else { continue }
      heads.append(before)
    }
    return heads
  }
}
