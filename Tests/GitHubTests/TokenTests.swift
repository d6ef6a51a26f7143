import Foundation
import GitHub
import Testing

struct TokenTests {
  private static let hosts = """
    github.com:
        user: alice
        oauth_token: gho_fromfile
        git_protocol: ssh
    git.acme.example:
        oauth_token: gho_acmefile
    keyring.example:
        user: alice
    """

  private func token(
    _ host: String,
    _ environment: [String: String],
    hosts: String? = nil,
    gh: String? = nil
  ) async -> String? {
    let search = TokenSearch(environment: environment, hosts: hosts.flatMap { HostsFile($0) }) {
      _ in
      gh
    }
    return await search.token(for: Server(host: host))?.source
  }

  @Test
  func theFirstPlaceThatHasOneCounts() async {
    let both = ["GH_TOKEN": "ghp_one", "GITHUB_TOKEN": "ghs_two"]
    #expect(await token("github.com", both) == "GH_TOKEN")
    #expect(await token("octo.ghe.com", ["GITHUB_TOKEN": "ghs_two"]) == "GITHUB_TOKEN")
    #expect(await token("github.com", ["GH_TOKEN": ""], hosts: Self.hosts) == "hosts.yml")
    #expect(await token("github.com", [:], hosts: "github.com:\n  user: a\n", gh: "gho_x") == "gh")
    #expect(await token("keyring.example", [:], hosts: Self.hosts, gh: "gho_x") == "gh")
    #expect(await token("github.com", [:]) == nil)
    #expect(await token("github.com", [:], hosts: "{{{ no yaml") == nil)
  }

  /// A token of one server is never sent to another.
  @Test
  func anotherHostGetsNoTokenOfGitHubCom() async {
    let both = ["GH_TOKEN": "ghp_one", "GITHUB_TOKEN": "ghs_two"]
    #expect(await token("git.acme.example", both) == nil)
    #expect(await token("github.com.evil.example", both, hosts: Self.hosts) == nil)
    #expect(await token("evilghe.com", both) == nil)
    #expect(await token("git.acme.example", both, hosts: Self.hosts) == "hosts.yml")
    let enterprise = ["GH_ENTERPRISE_TOKEN": "ghp_three"]
    #expect(await token("git.acme.example", enterprise) == "GH_ENTERPRISE_TOKEN")
    #expect(await token("github.com", enterprise) == nil)
    let named = enterprise.merging(["GH_HOST": "git.acme.example"]) { $1 }
    #expect(await token("git.acme.example", named) == "GH_ENTERPRISE_TOKEN")
    #expect(await token("evil.example", named) == nil)
    var runner = ["GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.acme.example"]
    runner["GITHUB_TOKEN"] = "ghs_two"
    #expect(await token("git.acme.example", runner) == "GITHUB_TOKEN")
    #expect(await token("other.example", runner) == nil)
  }

  /// Whatever prints it prints where it came from.
  @Test
  func aTokenHasNoText() throws {
    let secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
    let token = try #require(Token(secret, from: "GH_TOKEN"))
    var dumped = ""
    dump(token, to: &dumped)
    for text in ["\(token)", String(describing: token), String(reflecting: [token]), dumped] {
      #expect(!text.contains(secret), "\(text)")
    }
    #expect(token.redacting("GET https://x:\(secret)@host") == "GET https://x:***@host")
    #expect(Token("two words", from: "x") == nil && Token("line\r\nHost: evil", from: "x") == nil)
  }

  @Test(arguments: [
    "ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghs_123456_eyJhbGciOi.J9.abc-def_ghi",
    "github_pat_11ABCDEFG0_abcdefghij", "gho_x1", "ghu_x1", "ghr_x1",
  ])
  func whateverLooksLikeATokenIsTakenOut(_ secret: String) {
    let text = Token.redacting(
      "refused '\(secret)', said the proxy; Authorization: Bearer \(secret)"
    )
    #expect(!text.contains(secret) && text.contains("***"), "\(text)")
  }

  @Test
  func theFileIsWhereGHHasIt() {
    #expect(HostsFile.path(["GH_CONFIG_DIR": "/a", "HOME": "/h"]) == "/a/hosts.yml")
    #expect(HostsFile.path(["XDG_CONFIG_HOME": "/x", "HOME": "/h"]) == "/x/gh/hosts.yml")
    #expect(HostsFile.path(["XDG_CONFIG_HOME": "", "HOME": "/h"]) == "/h/.config/gh/hosts.yml")
    #expect(HostsFile.path([:]) == nil)
  }
}
