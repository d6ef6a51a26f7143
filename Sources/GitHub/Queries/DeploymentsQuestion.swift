public import Git

/// Where a commit was deployed, by which runs, and who let them.
public enum DeploymentsQuestion: CommitQuestion {
  private static let (deployments, statuses, suites, reviews) = (20, 20, 20, 10)

  public static let name = "deployments"

  public static let fragments = """
    fragment Asked on Commit {
      oid
      deployments(first: \(deployments)) {
        totalCount
        nodes {
          databaseId
          environment
          createdAt
          creator { ...Accounts }
          statuses(first: \(statuses)) { totalCount nodes { state createdAt } }
        }
      }
      checkSuites(first: \(suites)) {
        totalCount
        nodes {
          creator { ...Accounts }
          workflowRun {
            databaseId
            url
            event
            createdAt
            deploymentReviews(first: \(reviews)) {
              totalCount
              nodes {
                state
                comment
                user { __typename login databaseId }
                environments(first: 10) { nodes { name } }
              }
            }
          }
        }
      }
    }
    """

  public static func facts(_ part: DeploymentsPart, in _: Int) throws(Unreadable) -> DeploymentFacts
  {
    try DeploymentFacts(part)
  }

  public static func commit(of facts: DeploymentFacts) -> ObjectID { facts.commit }
}
