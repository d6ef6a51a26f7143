/// 128 random bits that make every record its own, as 32 lower-case hexadecimal digits.
public struct Nonce: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// - Parameter text: In exactly that form; anything else is `nil`.
  public init?(_ text: String) {
    guard Hex.isLowerCase(text.utf8, count: 32) else { return nil }
    self.text = text
  }

  /// Draws one; for a record, from `SystemRandomNumberGenerator`.
  public init(using generator: inout some RandomNumberGenerator) {
    text = Hex.digits((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  public var description: String { text }
}
