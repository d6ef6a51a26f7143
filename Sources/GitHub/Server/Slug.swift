/// A repository's name on a server: `acme/ops`.
public struct Slug: Hashable, Sendable, CustomStringConvertible {
  public let host: String
  public let owner: String
  public let name: String

  public init?(host: String, owner: String, name: String) {
    let name = name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    guard !host.isEmpty, Self.isPlain(owner), Self.isPlain(name) else { return nil }
    self.host = Server(host: host).host
    self.owner = owner
    self.name = name
  }

  /// `github.com/acme/ops`, as the policy and `GH_REPO` write it; without a host it is github.com's.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 2: self.init(host: "github.com", owner: parts[0], name: parts[1])
    case 3: self.init(host: parts[0], owner: parts[1], name: parts[2])
    default: return nil
    }
  }

  /// The address of a remote: `https://github.com/acme/ops.git`, `ssh://git@…`, `git@github.com:acme/ops.git`.
  ///
  /// - Returns: `nil` for a path of this machine, and whatever else has no owner and name.
  public init?(remote url: String) {
    let rest: Substring
    if let mark = url.firstRange(of: "://") {
      guard ["https", "http", "ssh", "git"].contains(url[..<mark.lowerBound].lowercased()) else {
        return nil
      }
      rest = url[mark.upperBound...]
    } else if let colon = url.firstIndex(of: ":"), !url[..<colon].contains("/") {
      rest = url[..<colon] + "/" + url[url.index(after: colon)...].drop { $0 == "/" }
    } else {
      return nil
    }
    let parts = rest.split(separator: "/").map(String.init)
    guard parts.count == 3 else { return nil }
    let place = parts[0].split(separator: "@").last ?? ""
    let host = place.prefix { $0 != ":" }
    // The alias that GitHub offers where port 22 is closed.
    self.init(
      host: host == "ssh.github.com" ? "github.com" : String(host),
      owner: parts[1],
      name: parts[2]
    )
  }

  public var description: String { "\(host)/\(owner)/\(name)" }

  /// The letters that GitHub allows; anything else could leave the path of a request.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text != "." && text != ".."
      && text.utf8.allSatisfy { byte in
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
          || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || "-_.".utf8.contains(byte)
      }
  }
}
