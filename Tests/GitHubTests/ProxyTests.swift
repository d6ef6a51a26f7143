import GitHub
import Testing

struct ProxyTests {
  private func proxy(_ url: String, _ environment: [String: String]) throws -> String? {
    try ProxyRules(environment).proxy(for: url).map {
      "\($0.credentials ?? "-")@\($0.host):\($0.port)"
    }
  }

  @Test
  func theVariablesOfCurlAreRead() throws {
    let github = "https://api.github.com/x"
    #expect(try proxy(github, [:]) == nil)
    #expect(try proxy(github, ["HTTPS_PROXY": ""]) == nil)
    #expect(try proxy(github, ["HTTPS_PROXY": "http://proxy:3128"]) == "-@proxy:3128")
    #expect(try proxy(github, ["https_proxy": "a:1", "HTTPS_PROXY": "b:2"]) == "-@a:1")
    #expect(try proxy(github, ["ALL_PROXY": "http://u:p%40ss@proxy:80/"]) == "u:p%40ss@proxy:80")
    #expect(try proxy(github, ["HTTP_PROXY": "http://proxy:3128"]) == nil)
    #expect(try proxy("http://x/", ["HTTP_PROXY": "http://proxy:3128"]) == "-@proxy:3128")
    #expect(try proxy("http://x/", ["HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"]) == nil)
  }

  @Test(arguments: [
    ("api.github.com", true), (".github.com", true), ("github.com", true), ("*", true),
    ("GITHUB.COM:443", true), ("hub.com", false), ("example.com, github.com", true), ("", false),
    (",", false), (".", false),
  ])
  func someHostsHaveNone(_ line: (list: String, isExempt: Bool)) throws {
    let found = try proxy(
      "https://api.github.com/x",
      ["HTTPS_PROXY": "p:1", "NO_PROXY": line.list]
    )
    #expect((found == nil) == line.isExempt, "\(line.list)")
  }

  @Test(arguments: [
    "socks5://proxy:1080", "http://", "http://proxy:port", "http://proxy:99999", "a:b:c",
  ])
  func whatCannotBeSpokenToIsSaidSo(_ text: String) {
    #expect(throws: TransportError.self) {
      try proxy("https://api.github.com/x", ["HTTPS_PROXY": text])
    }
  }
}
