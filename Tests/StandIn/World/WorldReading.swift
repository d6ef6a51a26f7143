public import FoundationEssentials

extension World {
  /// Reads a world from JSON: the names of its properties, times as `2026-03-02T09:00:00Z`.
  ///
  /// Lists may be left out where they are empty, flags where they are false, and whatever may be absent.
  ///
  /// - Throws: `DecodingError`, which names what is missing.
  public init(json: Data) throws {
    self = try JSONDecoder().decode(World.self, from: json)
  }

  /// The same world as JSON, with every property in it.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}

// The compiler's own decoding of the types of a world calls these rather than those of the standard library, since
// they are nearer; so a list or a flag may be left out of a file.
extension KeyedDecodingContainer {
  func decode<Element: Decodable>(_ type: [Element].Type, forKey key: Key) throws -> [Element] {
    try decodeIfPresent(type, forKey: key) ?? []
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try decodeIfPresent(type, forKey: key) ?? false
  }
}
