public import Git

/// Who made a commit, the pull requests that brought it, and what was said and done there.
public enum PullRequestsQuestion: CommitQuestion {
  /// How many pull requests of a commit, and how many reviews and events of each, one answer has at most.
  private static let (pulls, reviews, events) = (3, 50, 50)

  public static let name = "pull-requests"

  public static let fragments = """
    fragment Asked on Commit {
      oid
      tree { oid }
      parents(first: 3) { nodes { oid } }
      authors(first: 10) { totalCount nodes { email user { __typename login databaseId } } }
      associatedPullRequests(first: \(pulls)) { totalCount nodes { ...Pulls } }
    }
    fragment Pulls on PullRequest {
      number
      url
      mergedAt
      author { ...Accounts }
      headRefOid
      baseRefName
      baseRepository { databaseId }
      mergeCommit { oid }
      commits(last: 1) {
        totalCount
        nodes { commit { checkSuites(first: 1) { nodes { push { pusher { ...Accounts } } } } } }
      }
      reviews(first: \(reviews)) {
        totalCount
        nodes { fullDatabaseId state submittedAt url author { ...Accounts } commit { oid } }
      }
      timelineItems(
        first: \(events)
        itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT, BASE_REF_CHANGED_EVENT]
      ) {
        totalCount
        nodes {
          __typename
          ... on HeadRefForcePushedEvent {
            createdAt actor { ...Accounts } beforeCommit { oid } afterCommit { oid }
          }
          ... on ReviewDismissedEvent {
            createdAt actor { ...Accounts } review { fullDatabaseId }
          }
          ... on BaseRefChangedEvent { createdAt }
        }
      }
    }
    """

  public static func facts(
    _ part: CommitPart,
    in repository: Int
  ) throws(Unreadable) -> CommitFacts {
    var facts = try CommitFacts(part)
    facts.repository = repository
    return facts
  }

  public static func commit(of facts: CommitFacts) -> ObjectID { facts.commit }
}
