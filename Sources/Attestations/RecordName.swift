/// What a record is called: the SHA-256 of its decoded payload, as `sha256:` and 64 digits.
///
/// The envelope is left out of it: wrapped anew, or signed once more, a record keeps its name.
public struct RecordName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `sha256:` and 64 lower-case hexadecimal digits.
  public let text: String

  /// - Parameter text: In exactly that form; anything else is `nil`.
  public init?(_ text: String) {
    guard Digest.isDigest(text) else { return nil }
    self.text = text
  }

  /// Names the record that has this payload.
  public init(ofPayload payload: [UInt8]) { text = Digest.sha256(payload) }

  public var description: String { text }

  /// Enough to tell one from others, and to type it.
  public var short: String { String(text.prefix("sha256:".count + 12)) }

  public static func < (one: RecordName, other: RecordName) -> Bool { one.text < other.text }
}
