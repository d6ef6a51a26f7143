/// A GitHub, and where its interfaces are: github.com, `*.ghe.com`, or an Enterprise Server.
///
/// As the `gh` command has them; inside a workflow the variables of the runner say it.
public struct Server: Hashable, Sendable {
  /// Lower case; what a token is looked up for.
  public let host: String
  /// Without a slash at its end.
  public let api: String
  public let graphQL: String
  /// Where people read it.
  public let web: String

  public init(host: String, api: String, graphQL: String, web: String) {
    self.host = host
    self.api = Self.withoutSlash(api)
    self.graphQL = Self.withoutSlash(graphQL)
    self.web = Self.withoutSlash(web)
  }

  /// - Parameter name: The host, in any case; `api.github.com` and other names below github.com are github.com.
  public init(host name: String) {
    let host = Self.normalised(name)
    let web = "https://\(host)"
    if host == "github.com" || host.hasSuffix(".ghe.com") {
      let api = "https://api.\(host)"
      self.init(host: host, api: api, graphQL: "\(api)/graphql", web: web)
    } else {
      self.init(host: host, api: "\(web)/api/v3", graphQL: "\(web)/api/graphql", web: web)
    }
  }

  /// The server of a workflow that runs, where it is the one that is asked for.
  ///
  /// - Parameters:
  ///   - host: The one that is asked for.
  ///   - environment: The variables.
  /// - Returns: What the variables say of that host, else what its name says.
  public static func named(_ host: String, _ environment: [String: String]) -> Server {
    let plain = Server(host: host)
    guard environment["GITHUB_ACTIONS"] == "true", let web = environment["GITHUB_SERVER_URL"],
      let api = environment["GITHUB_API_URL"], let graphQL = environment["GITHUB_GRAPHQL_URL"],
      self.host(of: web) == plain.host
    else { return plain }
    return Server(host: plain.host, api: api, graphQL: graphQL, web: web)
  }

  /// Whether an address is one of this server's interfaces: nothing else is ever sent a token.
  public func isOwn(_ url: String) -> Bool {
    let origin = Self.origin(of: url)
    return origin != nil && (origin == Self.origin(of: api) || origin == Self.origin(of: graphQL))
  }

  private static func normalised(_ name: String) -> String {
    let host = name.lowercased()
    return host == "github.com" || host.hasSuffix(".github.com") ? "github.com" : host
  }

  private static func withoutSlash(_ url: String) -> String {
    url.hasSuffix("/") ? withoutSlash(String(url.dropLast())) : url
  }

  private static func host(of url: String) -> String? {
    origin(of: url)?.split(separator: "/").last.map { normalised(String($0)) }
  }

  /// Scheme, host and port: `https://api.github.com`; `nil` for what is no address, or hides a name in front of the host.
  static func origin(of url: String) -> String? {
    guard let mark = url.firstRange(of: "://") else { return nil }
    let scheme = url[..<mark.lowerBound].lowercased()
    let place = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard scheme == "https" || scheme == "http", !place.isEmpty, !place.contains("@"),
      !place.contains("\\")
    else { return nil }
    return "\(scheme)://\(place.lowercased())"
  }
}
