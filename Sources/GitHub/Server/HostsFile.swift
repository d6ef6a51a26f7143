import Yams

/// What gh's `hosts.yml` says; newer versions keep tokens elsewhere, so that there may be none.
public struct HostsFile: Hashable, Sendable {
  private let tokens: [String: String]

  /// - Returns: `nil` for what is no such file.
  public init?(_ text: String) {
    guard let root = try? Yams.compose(yaml: text)?.mapping else { return nil }
    var tokens: [String: String] = [:]
    for (host, entry) in root {
      guard let name = host.string, let token = entry.mapping?["oauth_token"]?.string else {
        continue
      }
      tokens[name.lowercased()] = token
    }
    self.tokens = tokens
  }

  /// Where the file is: in `GH_CONFIG_DIR`, else in `XDG_CONFIG_HOME`, else below the home directory.
  ///
  /// - Returns: `nil` where no variable says.
  public static func path(_ environment: [String: String]) -> String? {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    return folder("GH_CONFIG_DIR").map { "\($0)/hosts.yml" }
      ?? folder("XDG_CONFIG_HOME").map { "\($0)/gh/hosts.yml" }
      ?? folder("HOME").map { "\($0)/.config/gh/hosts.yml" }
  }

  public func token(of host: String) -> String? { tokens[host] }
}
