/// A token, which nobody sees.
///
/// It has no text of its own: whatever prints one, by accident or in a dump, prints where it came from.
public struct Token: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// Where it was found: `GH_TOKEN`, `hosts.yml`, `gh`.
  public let source: String
  private let secret: String

  /// - Returns: `nil` for what can be no header: empty, or with spaces and control characters.
  public init?(_ secret: String, from source: String) {
    guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.secret = secret
    self.source = source
  }

  public var description: String { "the token of \(source)" }
  public var customMirror: Mirror { Mirror(self, children: ["source": source]) }

  /// What is sent, to the token's own server alone.
  var authorization: String { "Bearer \(secret)" }

  /// A text with the token, and whatever looks like one, taken out.
  public func redacting(_ text: String) -> String {
    Self.redacting(text.replacing(secret, with: Self.mask))
  }

  static let mask = "***"

  /// A text with all that looks like one of GitHub's tokens taken out, whosever it is.
  public static func redacting(_ text: String) -> String {
    text.replacing(/(gh[pousr]_|github_pat_)[A-Za-z0-9_.\-]+/, with: mask)
      .replacing(/(?i)(bearer|token|basic) +[A-Za-z0-9_.\-=+\/]{16,}/) { "\($0.1) \(mask)" }
  }
}
