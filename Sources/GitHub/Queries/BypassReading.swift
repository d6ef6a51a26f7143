import FoundationEssentials
public import Git

/// Who pushed past a branch's rules (rule suites with the result `bypass`); the token needs `Administration: write`.
public struct BypassReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  /// The pushes of the last month.
  ///
  /// - Parameter branch: Without `refs/heads/`.
  /// - Returns: Who pushed, by the commit that stood there afterwards.
  /// - Throws: `Unknown`, also where the token may not see it.
  public func bypasses(of branch: String) async throws(Unknown) -> [ObjectID: String] {
    let operation = "read who pushed past the rules of '\(branch)'"
    var found: [ObjectID: String] = [:]
    let path =
      "/repos/\(slug.owner)/\(slug.name)/rulesets/rule-suites?ref=refs/heads/\(URLPart.escaped(branch))"
      + "&time_period=month&rule_suite_result=bypass&per_page=100"
    try await client.pages(path, to: operation) { response throws(Unknown) in
      for suite in try response.decoded(as: [Suite].self, operation)
      where suite.result == "bypass" {
        guard let commit = suite.after_sha.flatMap(ObjectID.init(hex:)) else { continue }
        found[commit] = suite.actor_name ?? "somebody"
      }
    }
    return found
  }

  private struct Suite: Decodable {
    let after_sha: String?
    let actor_name: String?
    let result: String
  }
}

/// Text as one part of an address's path or query (RFC 3986, section 2.3).
enum URLPart {
  static func escaped(_ text: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = text.utf8.flatMap { byte -> [UInt8] in
      plain.contains(byte)
        ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
