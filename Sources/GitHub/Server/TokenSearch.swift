/// Finds the token of a server, as the `gh` command does.
///
/// A token of github.com goes to no other host: each kind of server has its own variables.
public struct TokenSearch: Sendable {
  /// Asks the `gh` command for the token of a host; `nil` where it has none, or is not here.
  public typealias AskGH = @Sendable (_ host: String) async -> String?

  private let environment: [String: String]
  /// The text of gh's `hosts.yml`; `nil` where there is none.
  private let hosts: HostsFile?
  private let askGH: AskGH

  public init(environment: [String: String], hosts: HostsFile?, askGH: @escaping AskGH) {
    self.environment = environment
    self.hosts = hosts
    self.askGH = askGH
  }

  /// - Parameter server: Whose token.
  /// - Returns: `nil` where nobody has one.
  public func token(for server: Server) async -> Token? {
    for name in variables(for: server) {
      if let value = environment[name], let token = Token(value, from: name) { return token }
    }
    if let value = hosts?.token(of: server.host), let token = Token(value, from: "hosts.yml") {
      return token
    }
    return await askGH(server.host).flatMap { Token($0, from: "gh") }
  }

  /// The variables that may hold it, the first that is set counts.
  func variables(for server: Server) -> [String] {
    let host = server.host
    if host == "github.com" || host.hasSuffix(".ghe.com") || host == "github.localhost" {
      return ["GH_TOKEN", "GITHUB_TOKEN"]
    }
    // Inside a workflow of that very server the runner's token is its own.
    let isOfRunner =
      environment["GITHUB_ACTIONS"] == "true"
      && environment["GITHUB_SERVER_URL"].flatMap(Server.origin)
        .map { $0.hasSuffix("://\(host)") } ?? false
    // Who says for which server the token is, says that it is for no other.
    let named = environment["GH_HOST"].flatMap { $0.isEmpty ? nil : $0.lowercased() }
    let isMeant = named == nil || named == host
    return (isMeant ? ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"] : [])
      + (isOfRunner ? ["GITHUB_TOKEN"] : [])
  }
}
