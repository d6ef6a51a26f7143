/// One commit's part of an answer to ``PullRequestsQuestion``.
public struct CommitPart: Decodable {
  let oid: String
  let tree: Shape.Named
  let parents: Shape.Nodes<Shape.Named>
  let authors: Shape.Nodes<Shape.Maker>
  let associatedPullRequests: Shape.Nodes<Shape.Pull>?
}

/// One commit's part of an answer to ``DeploymentsQuestion``.
public struct DeploymentsPart: Decodable {
  let oid: String
  let deployments: Shape.Nodes<Shape.Deployment>?
  let checkSuites: Shape.Nodes<Shape.Suite>?
}

/// What answers have in common: the shapes of GitHub's types, as far as they are asked for.
enum Shape {
  struct Named: Decodable { let oid: String }

  struct Nodes<Node: Decodable>: Decodable {
    let totalCount: Int?
    let nodes: [Node?]

    /// Whether the list surely has all that there is.
    var isComplete: Bool {
      totalCount.map { $0 <= nodes.count } ?? false && !nodes.contains { $0 == nil }
    }
    var present: [Node] { nodes.compactMap(\.self) }
  }

  struct Maker: Decodable {
    @Given
    var email: String?
    @Given
    var user: Actor?
  }

  struct Actor: Decodable {
    let typename: String
    let login: String
    let databaseId: Int?

    private enum CodingKeys: String, CodingKey {
      case typename = "__typename"
      case login, databaseId
    }

    /// `nil` for one without a number, which nobody can tell from another.
    var account: Account? {
      databaseId.map { Account(id: $0, login: login, kind: Account.Kind(typename)) }
    }
  }

  struct Pull: Decodable {
    let number: Int
    let url: String
    @Given
    var mergedAt: String?
    @Given
    var author: Actor?
    let headRefOid: String
    let baseRefName: String
    @Given
    var baseRepository: Numbered?
    @Given
    var mergeCommit: Named?
    let commits: Nodes<PulledCommit>
    @Given
    var reviews: Nodes<ReviewPart>?
    let timelineItems: Nodes<EventPart>
  }

  struct Numbered: Decodable {
    @Given
    var databaseId: Int?
  }

  struct ReviewPart: Decodable {
    /// A large number, as text.
    let fullDatabaseId: String
    let state: String
    @Given
    var submittedAt: String?
    let url: String?
    @Given
    var author: Actor?
    @Given
    var commit: Named?
  }

  struct ReviewName: Decodable { let fullDatabaseId: String }

  struct PulledCommit: Decodable {
    let commit: PushedCommit
  }

  struct PushedCommit: Decodable {
    let checkSuites: Nodes<PushedSuite>?
  }

  struct PushedSuite: Decodable {
    let push: Push?
  }

  struct Push: Decodable {
    let pusher: Actor?
  }

  struct Deployment: Decodable {
    let databaseId: Int
    let environment: String
    let createdAt: String
    let creator: Actor?
    let statuses: Nodes<Status>?
  }

  struct Status: Decodable {
    let state: String
    let createdAt: String
  }

  struct Suite: Decodable {
    @Given
    var creator: Actor?
    @Given
    var workflowRun: Run?
  }

  struct Run: Decodable {
    let databaseId: Int
    let url: String
    let event: String
    let createdAt: String
    let deploymentReviews: Nodes<DeploymentReview>
  }

  struct DeploymentReview: Decodable {
    let state: String
    let comment: String?
    @Given
    var user: Actor?
    let environments: Nodes<EnvironmentName>
  }

  struct EnvironmentName: Decodable { let name: String }
}
