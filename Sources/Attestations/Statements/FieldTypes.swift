import Git
import Notation

/// The longest texts that a record may hold, in bytes of UTF-8.
private enum Limit {
  static let name = 255
  static let line = 1024
  static let scalar = 4096
  static let prose = 16_384
}

extension Fields {
  /// A name of something: one line, not empty.
  mutating func name(_ key: String) throws(RecordMistake) -> String {
    try line(key, longest: Limit.name)
  }

  /// One line that may be longer than a name: a repository, a reference, an address.
  mutating func line(_ key: String) throws(RecordMistake) -> String {
    try line(key, longest: Limit.line)
  }

  private mutating func line(_ key: String, longest: Int) throws(RecordMistake) -> String {
    let text = try text(key, 1...longest)
    guard !text.unicodeScalars.contains(where: \.isControl) else {
      throw wrong(key, "one line without control characters")
    }
    return text
  }

  /// A tag: any text, also an empty one.
  mutating func tag(_ key: String) throws(RecordMistake) -> String {
    try text(key, 0...Limit.scalar)
  }

  /// A file's path: any text but an empty one.
  mutating func file(_ key: String) throws(RecordMistake) -> String {
    try text(key, 1...Limit.scalar)
  }

  /// What people write to each other: several lines, not empty.
  mutating func prose(_ key: String) throws(RecordMistake) -> String {
    try text(key, 1...Limit.prose)
  }

  private mutating func text(
    _ key: String,
    _ lengths: ClosedRange<Int>
  ) throws(RecordMistake) -> String {
    let text = try string(key)
    guard lengths.contains(text.utf8.count) else {
      throw wrong(key, "\(lengths.lowerBound) to \(lengths.upperBound) bytes long")
    }
    guard !text.utf8.contains(0) else { throw wrong(key, "without the character NUL") }
    return text
  }

  /// One of a few words.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String
  ) throws(RecordMistake) -> Word {
    let text = try string(key)
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong(key, "one of \(words), and is '\(text.excerpt)'")
    }
    return word
  }

  /// The number that somebody else's system gives to a thing.
  ///
  /// It stays below 2^53, so that every JSON tool reads the same number.
  mutating func number(_ key: String) throws(RecordMistake) -> Int {
    guard case .number(let number) = try value(key), (0..<(1 << 53)).contains(number) else {
      throw wrong(key, "a whole number from 0 to 2^53")
    }
    return number
  }

  /// Seconds since 1970-01-01T00:00:00Z, of RFC 3339 in UTC to the second.
  mutating func time(_ key: String) throws(RecordMistake) -> Int {
    guard let time = Timestamp.seconds(rfc3339: try string(key)) else {
      throw wrong(key, "a time as '2026-03-04T16:30:00Z'")
    }
    return time
  }

  mutating func objectID(_ key: String) throws(RecordMistake) -> ObjectID {
    try Self.objectID(.string(string(key)), at: path(key))
  }

  mutating func objectIDs(_ key: String) throws(RecordMistake) -> [ObjectID] {
    try list(key, Self.objectID)
  }

  private static func objectID(
    _ value: JSONValue,
    at place: String
  ) throws(RecordMistake) -> ObjectID {
    guard case .string(let hex) = value, let id = ObjectID(hex: hex), id.hex == hex else {
      throw RecordMistake(.malformed, "'\(place)' must be 40 lower-case hexadecimal digits")
    }
    return id
  }

  mutating func digest(_ key: String) throws(RecordMistake) -> String {
    let text = try string(key)
    guard Digest.isDigest(text) else {
      throw wrong(key, "'sha256:' and 64 lower-case hexadecimal digits")
    }
    return text
  }

  mutating func nonce(_ key: String) throws(RecordMistake) -> Nonce {
    guard let nonce = Nonce(try string(key)) else {
      throw wrong(key, "32 lower-case hexadecimal digits")
    }
    return nonce
  }

  /// The names of records, each once.
  mutating func recordNames(_ key: String) throws(RecordMistake) -> [RecordName] {
    let names = try list(key) { value, place throws(RecordMistake) in
      guard case .string(let text) = value, let name = RecordName(text) else {
        throw RecordMistake(.malformed, "'\(place)' must be the name of a record")
      }
      return name
    }
    guard Set(names).count == names.count else { throw wrong(key, "names that differ") }
    return names
  }
}

extension Unicode.Scalar {
  /// Whether it is of the general category Cc, without a look into the tables of Unicode.
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
