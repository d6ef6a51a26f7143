/// Asks for several commits at once, with the pull requests that brought them and what was said and done there.
enum CommitQuery {
  /// How many pull requests of a commit, and how many reviews and events of each, one answer has at most.
  static let (pulls, reviews, events) = (3, 50, 50)

  /// The query for so many commits, which are its variables `o0`, `o1`, …: values never stand in a query.
  static func text(count: Int) -> String {
    let places = 0..<count
    let variables = places.map { "$o\($0): GitObjectID!" }.joined(separator: ", ")
    let fields = places.map { "c\($0): object(oid: $o\($0)) { __typename ...Commits }" }
      .joined(separator: "\n    ")
    return """
      query Commits($owner: String!, $name: String!, \(variables)) {
        rateLimit { cost remaining resetAt }
        repository(owner: $owner, name: $name) {
          databaseId
          nameWithOwner
          \(fields)
        }
      }
      \(commits)
      \(pullRequests)
      \(accounts)
      """
  }

  private static let commits = """
    fragment Commits on Commit {
      oid
      tree { oid }
      parents(first: 3) { nodes { oid } }
      authors(first: 10) { totalCount nodes { email user { __typename login databaseId } } }
      associatedPullRequests(first: \(pulls)) { totalCount nodes { ...Pulls } }
    }
    """

  private static let pullRequests = """
    fragment Pulls on PullRequest {
      number
      url
      mergedAt
      author { ...Accounts }
      headRefOid
      baseRefName
      baseRepository { databaseId }
      mergeCommit { oid }
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

  private static let accounts = """
    fragment Accounts on Actor {
      __typename
      login
      ... on User { databaseId }
      ... on Bot { databaseId }
      ... on Mannequin { databaseId }
      ... on Organization { databaseId }
    }
    """
}
