/// Which proxy stands before which host, by the variables that curl and git read.
public struct ProxyRules: Hashable, Sendable {
  /// A proxy that carries connections on.
  public struct Proxy: Hashable, Sendable {
    public let host: String
    public let port: Int
    /// `user:password`; `nil` where it asks for none.
    public let credentials: String?
  }

  private let secure: String?
  private let plain: String?
  private let without: [String]

  /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case too, which counts first; `HTTP_PROXY` in upper
  /// case is not read where a web server runs the program (`REQUEST_METHOD`), since there a visitor can set it.
  public init(_ environment: [String: String]) {
    func value(_ name: String, upper: Bool = true) -> String? {
      let found = environment[name.lowercased()] ?? (upper ? environment[name] : nil)
      return found.flatMap { $0.isEmpty ? nil : $0 }
    }
    let all = value("ALL_PROXY")
    secure = value("HTTPS_PROXY") ?? all
    plain = value("HTTP_PROXY", upper: environment["REQUEST_METHOD"] == nil) ?? all
    without = (value("NO_PROXY") ?? "").lowercased()
      .split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
  }

  /// The proxy for an address.
  ///
  /// - Returns: `nil` where there is none.
  /// - Throws: `TransportError` for one that this program cannot speak to, such as SOCKS.
  public func proxy(for url: String) throws(TransportError) -> Proxy? {
    guard let origin = Server.origin(of: url), let mark = origin.firstRange(of: "://") else {
      return nil
    }
    let host = origin[mark.upperBound...].prefix { $0 != ":" }
    guard let text = origin.hasPrefix("https") ? secure : plain, !isExempt(String(host)) else {
      return nil
    }
    return try Self.read(text)
  }

  private func isExempt(_ host: String) -> Bool {
    without.contains { entry in
      let name = entry.prefix { $0 != ":" }
      guard name != "*" else { return true }
      let domain = name.hasPrefix(".") ? name.dropFirst() : name[...]
      return !domain.isEmpty && (host == domain || host.hasSuffix(".\(domain)"))
    }
  }

  private static func read(_ text: String) throws(TransportError) -> Proxy {
    var rest = text[...]
    if let mark = text.firstRange(of: "://") {
      guard text[..<mark.lowerBound].lowercased() == "http" else {
        throw TransportError(
          "the proxy is one of '\(text[..<mark.lowerBound])', and only HTTP proxies are spoken to",
          isPassing: false
        )
      }
      rest = text[mark.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    let at = rest.lastIndex(of: "@")
    let credentials = at.map { String(rest[..<$0]) }
    let place = at.map { rest[rest.index(after: $0)...] } ?? rest
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2,
      let port = parts.count == 2 ? Int(parts[1]) : 80, (1...65535).contains(port)
    else { throw TransportError("the proxy's address cannot be read", isPassing: false) }
    return Proxy(host: String(host), port: port, credentials: credentials)
  }
}
