import Notation
import StandIn
import Testing

struct QueryTests {
  private let github = GitHubStandIn(.example)

  private func home(_ fields: String, token: String = "ghp_everything") async -> StandInAnswer {
    await github.query(
      "query($o: String!) { repository(owner: $o, name: \"ops\") { \(fields) } }",
      ["o": "acme"],
      token: token
    )
  }

  @Test
  func aListIsReadOnFromACursor() async {
    let pull = "pullRequest(number: 812)"
    let fields = "totalCount nodes { fullDatabaseId } pageInfo { hasNextPage endCursor }"
    let first = await home("\(pull) { reviews(first: 2) { \(fields) } }").json
      .at("data", "repository", "pullRequest", "reviews")
    #expect(first.at("pageInfo", "hasNextPage") == true && first.at("totalCount") == 3)
    let cursor = first.at("pageInfo", "endCursor").text ?? ""
    let rest = await home("\(pull) { reviews(first: 2, after: \"\(cursor)\") { \(fields) } }").json
      .at("data", "repository", "pullRequest", "reviews")
    #expect(rest.at("nodes") == [["fullDatabaseId": "9003"]])
    #expect(rest.at("pageInfo", "hasNextPage") == false)
    let last = await home("\(pull) { reviews(last: 1) { edges { cursor node { state } } } }").json
    #expect(
      last.at("data", "repository", "pullRequest", "reviews", "edges")
        == [["cursor": "cursor:2", "node": ["state": "APPROVED"]]]
    )
  }

  @Test(arguments: [
    ("baum", "undefinedField"), ("object(baum: 1) { id }", "argumentNotAccepted"),
    ("ref { name }", "missingRequiredArguments"), ("nameWithOwner { x }", "selectionMismatch"),
    ("object(oid: \"x\")", "selectionMismatch"),
    ("object(oid: \"x\") { ... on Commit { baum } }", "undefinedField"),
  ])
  func aQueryThatGitHubWouldRefuseIsNotRun(_ line: (fields: String, code: JSONValue)) async {
    let answer = await home(line.fields)
    #expect(answer.status == 200 && answer.json.at("data") == .null)
    #expect(answer.json.at("errors", "0", "extensions", "code") == line.code)
  }

  @Test
  func aFieldThatIsNotThereIsNamed() async {
    let answer = await github.query("{ repository(owner: \"a\", name: \"b\") {\n baum } }").json
    #expect(
      answer.at("errors", "0") == [
        "message": "Field 'baum' doesn't exist on type 'Repository'",
        "path": ["query", "repository", "baum"], "locations": [["line": 2, "column": 2]],
        "extensions": [
          "code": "undefinedField", "typeName": "Repository", "fieldName": "baum",
        ],
      ]
    )
  }

  @Test(arguments: [
    "", "{", "{ a(", "{ rateLimit { cost } } }",
    "query { rateLimit { cost } } { viewer { login } }",
    "mutation { x }", "{ ...Nobody }", "query($x: Int) { rateLimit { cost } }",
    "{ node(id: $x) { id } }", "{ node(id: \"x) { id } }", "{ ...F } fragment F on Query { ...F }",
    "{ viewer { ... on Commit { oid } } }", "{ viewer { ... on Baum { x } } }",
    "query($o: ID!) { node(id: $o) { id } }",
  ])
  func whatIsNoQueryIsNoneHere(_ text: String) async {
    let answer = await github.query(text).json
    #expect(!answer.at("errors").items.isEmpty && answer.at("data") == .null, "\(text)")
  }

  @Test
  func whatIsNotThereIsNullWithAWordAndACommitWithout() async {
    let none = await github.query("{ repository(owner: \"acme\", name: \"x\") { id } }")
    #expect(none.faults == ["NOT_FOUND"] && none.json.at("data", "repository") == .null)
    #expect(none.json.at("errors", "0", "path") == ["repository"])
    let commit = await home("object(oid: \"\(World.oid(1))\") { id }")
    #expect(commit.json == ["data": ["repository": ["object": .null]]])
    #expect(await home("a: pullRequest(number: 1) { id } id").faults == ["NOT_FOUND"])
  }

  @Test
  func whatATokenMayNotSeeIsNullAndTheRestIsThere() async {
    let fields =
      "databaseId ref(qualifiedName: \"refs/heads/main\") { branchProtectionRule { pattern } }"
    let answer = await home(fields, token: "ghs_workflow")
    #expect(answer.faults == ["FORBIDDEN"])
    #expect(answer.json.at("data", "repository", "databaseId") == 1_000)
    #expect(answer.json.at("errors", "0", "path") == ["repository", "ref", "branchProtectionRule"])
    #expect(await home(fields).faults.isEmpty)
  }

  @Test
  func aListNeedsALength() async {
    #expect(await home("environments { totalCount }").faults == ["MISSING_PAGINATION_BOUNDARIES"])
    #expect(
      await home("environments(first: 101) { totalCount }").faults == ["EXCESSIVE_PAGINATION"]
    )
  }

  @Test
  func aFormerNameIsFollowedUnlessItIsNotWanted() async {
    let found = await github.query("{ repository(owner: \"acme\", name: \"old-ops\") { name } }")
    #expect(found.json.at("data", "repository", "name") == "ops")
    let text = "{ repository(owner: \"acme\", name: \"old-ops\", followRenames: false) { name } }"
    #expect(await github.query(text).faults == ["NOT_FOUND"])
  }

  @Test
  func aCommitLeadsToItsDeploymentsAndRuns() async {
    let commit = await home(
      """
      object(oid: "\(World.oid(0xA4))") {
        ... on Commit {
          deployments(environments: ["production"], first: 5) { totalCount nodes { state } }
          checkSuites(first: 5) {
            nodes {
              workflowRun {
                databaseId url event createdAt updatedAt
                deploymentReviews(first: 5) { nodes { state user { login } } }
                pendingDeploymentRequests(first: 5) { nodes { waitTimer environment { name } } }
              }
            }
          }
        }
      }
      """
    )
    .json.at("data", "repository", "object")
    #expect(commit.at("deployments") == ["totalCount": 1, "nodes": [["state": "ACTIVE"]]])
    let first = commit.at("checkSuites", "nodes", "0", "workflowRun")
    #expect(first.at("url") == "http://github.example/acme/ops/actions/runs/500")
    #expect(
      first.at("deploymentReviews", "nodes") == [["state": "APPROVED", "user": ["login": "alice"]]]
    )
    let second = commit.at("checkSuites", "nodes", "1", "workflowRun")
    #expect(
      second.at("pendingDeploymentRequests", "nodes")
        == [["waitTimer": 30, "environment": ["name": "eu/prod"]]]
    )
  }

  @Test
  func nobodyAsksWithoutAToken() async {
    #expect(await github.query("{ rateLimit { cost } }", token: "wrong").status == 401)
    let answer = await github.answer(
      StandInRequest(
        "POST",
        "/api/graphql",
        headers: ["user-agent": "x"],
        body: JSONValue.object(["query": "{ rateLimit { cost } }"]).canonical
      )
    )
    #expect(answer.status == 401)
  }
}
