import GitHub
import Testing

struct ServerTests {
  @Test(arguments: [
    ("github.com", "https://api.github.com", "https://api.github.com/graphql"),
    ("API.GitHub.com", "https://api.github.com", "https://api.github.com/graphql"),
    ("octo.ghe.com", "https://api.octo.ghe.com", "https://api.octo.ghe.com/graphql"),
    ("git.acme.example", "https://git.acme.example/api/v3", "https://git.acme.example/api/graphql"),
  ])
  func aHostSaysWhereItsInterfacesAre(_ line: (host: String, api: String, graphQL: String)) {
    let server = Server(host: line.host)
    #expect(server.api == line.api && server.graphQL == line.graphQL)
  }

  @Test
  func aWorkflowSaysItOfItsOwnServer() {
    let runner = [
      "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.acme.example",
      "GITHUB_API_URL": "https://git.acme.example:8443/api/v3/",
      "GITHUB_GRAPHQL_URL": "https://git.acme.example:8443/api/graphql",
    ]
    #expect(Server.named("git.acme.example", runner).api == "https://git.acme.example:8443/api/v3")
    #expect(Server.named("github.com", runner) == Server(host: "github.com"))
  }

  /// A token goes to these addresses and no others.
  @Test(arguments: [
    ("https://api.github.com/repositories/1000", true), ("https://API.github.com/x", true),
    ("https://api.github.com", true), ("http://api.github.com/x", false),
    ("https://api.github.com.evil.example/x", false),
    ("https://evil.example/api.github.com", false),
    ("https://api.github.com@evil.example/x", false), ("https://api.github.com:444/x", false),
    ("https://github.com/x", false), ("//api.github.com/x", false), ("api.github.com/x", false),
    ("https://api.github.com\\@evil.example/x", false), ("", false),
  ])
  func onlyItsOwnAddressesAreItsOwn(_ line: (url: String, isOwn: Bool)) {
    #expect(Server(host: "github.com").isOwn(line.url) == line.isOwn, "\(line.url)")
  }

  @Test(
    arguments: [
      ("https://github.com/acme/ops.git", "github.com/acme/ops"),
      ("https://x-access-token:secret@github.com/acme/ops", "github.com/acme/ops"),
      ("git@github.com:acme/ops.git", "github.com/acme/ops"),
      ("ssh://git@github.com/acme/ops", "github.com/acme/ops"),
      ("ssh://git@ssh.github.com:443/acme/ops.git", "github.com/acme/ops"),
      ("https://git.acme.example/acme/ops.js", "git.acme.example/acme/ops.js"),
      ("git@octo.ghe.com:acme/ops", "octo.ghe.com/acme/ops"),
      ("/srv/git/ops.git", nil), ("../ops", nil), ("file:///srv/acme/ops", nil),
      ("https://github.com/acme", nil), ("https://github.com/acme/ops/pulls", nil),
      ("https://github.com/acme/..", nil), ("git@github.com:acme/o ps", nil), ("", nil),
      ("C:/acme/ops", "c/acme/ops"),
    ] as [(String, String?)]
  )
  func aRemoteNamesARepository(_ line: (url: String, slug: String?)) {
    #expect(Slug(remote: line.url)?.description == line.slug, "\(line.url)")
  }

  @Test
  func aShortNameIsOneOfGitHubCom() {
    #expect(Slug("acme/ops")?.description == "github.com/acme/ops")
    #expect(Slug("git.acme.example/acme/ops")?.description == "git.acme.example/acme/ops")
    #expect(Slug("acme") == nil && Slug("a/b/c/d") == nil && Slug("acme/") == nil)
    #expect(Slug("acme/ops?x=1") == nil && Slug("acme/%2e%2e") == nil)
  }
}
