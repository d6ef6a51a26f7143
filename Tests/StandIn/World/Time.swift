import Notation

extension World {
  /// A moment, to the second.
  ///
  /// It is an input: nothing here looks at a clock.
  public struct Time: Hashable, Sendable, Comparable {
    /// Since 1970, in UTC.
    public var seconds: Int

    public init(_ seconds: Int) { self.seconds = seconds }

    public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// As GitHub writes it: `2026-03-02T09:00:00Z`.
    var text: String { Timestamp.rfc3339(seconds) }
  }
}

extension World.Time: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  /// For texts such as `2026-03-02T09:00:00Z`; any other is a slip in the test itself.
  public init(stringLiteral value: String) {
    guard let seconds = Timestamp.seconds(rfc3339: value) else {
      preconditionFailure("no time: \(value)")
    }
    self.init(seconds)
  }
}

extension World.Time: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let seconds = Timestamp.seconds(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "no time: \(text)")
    }
    self.init(seconds)
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(text)
  }
}
