/// What is wrong in a JSON text, and at which byte.
public struct JSONFault: Error, Hashable, Sendable {
  /// The byte, from 0.
  public let offset: Int
  /// What is so: lower case, one line, no full stop.
  public let message: String

  public init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }
}

/// One step through a JSON text.
public struct JSONToken: Sendable {
  public enum Kind: Hashable, Sendable {
    /// An opening brace or bracket.
    case object, array
    /// The brace or bracket that closes the innermost object or array.
    case close
    case key, string
    /// `true`, `false`, `null` or a number, as it is written.
    case word
  }

  public let kind: Kind
  /// A key's or string's content without escapes, or a word; else empty.
  public let text: String
  /// The bytes of the token, with its quotes.
  public let span: Range<Int>
}

/// Reads one JSON value as RFC 8259 has it, token by token.
///
/// Stricter than the RFC where it leaves a choice: an escape that is half a character is refused,
/// since its text could not be shown. The bytes must be UTF-8; who calls has looked. Whether a key stands
/// in an object twice is for the caller to see, who keeps the keys anyway.
public struct JSONScanner: Sendable {
  private enum Expectation { case value, first, more }

  private let bytes: [UInt8]
  private let deepest: Int
  private var offset: Int
  private var expectation = Expectation.value
  /// Whether each open collection is an object, from the outermost.
  private var open: [Bool] = []

  /// Begins at a byte of a text.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - start: Where the value begins, or the white space before it.
  ///   - deepest: How many values may stand in each other.
  public init(_ bytes: [UInt8], from start: Int = 0, deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
    offset = start
  }

  /// The next token; `nil` behind the value, where nothing else may stand.
  public mutating func next() throws(JSONFault) -> JSONToken? {
    skipSpace()
    switch expectation {
    case .value: return try value()
    case .first:
      if let close = closing() { return close }
      return try member()
    case .more:
      if open.isEmpty { return try end() }
      if take(",") { return try member() }
      if let close = closing() { return close }
      throw fault("',' or '\(open.last == true ? "}" : "]")' is missing here")
    }
  }

  private var upcoming: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ message: String, at place: Int? = nil) -> JSONFault {
    JSONFault(offset: place ?? offset, message: message)
  }

  private mutating func skipSpace() {
    while let byte = upcoming, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard upcoming == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private func token(_ kind: JSONToken.Kind, _ text: String = "", from start: Int) -> JSONToken {
    JSONToken(kind: kind, text: text, span: start..<offset)
  }

  private func end() throws(JSONFault) -> JSONToken? {
    guard upcoming == nil else { throw fault("something stands behind the JSON value") }
    return nil
  }

  private mutating func value() throws(JSONFault) -> JSONToken {
    guard open.count < deepest else {
      throw fault("the JSON is nested deeper than \(deepest) levels")
    }
    let start = offset
    expectation = .more
    if take("{") { return opened(.object, from: start) }
    if take("[") { return opened(.array, from: start) }
    if upcoming == UInt8(ascii: "\"") { return try string(.string) }
    guard upcoming != nil else { throw fault("a JSON value is missing at the end") }
    return try word()
  }

  private mutating func opened(_ kind: JSONToken.Kind, from start: Int) -> JSONToken {
    open.append(kind == .object)
    expectation = .first
    return token(kind, from: start)
  }

  private mutating func closing() -> JSONToken? {
    guard take(open.last == true ? "}" : "]") else { return nil }
    open.removeLast()
    expectation = .more
    return token(.close, from: offset - 1)
  }

  /// What stands in a collection: a value, or in an object first its key.
  private mutating func member() throws(JSONFault) -> JSONToken {
    skipSpace()
    return open.last == true ? try key() : try value()
  }

  private mutating func key() throws(JSONFault) -> JSONToken {
    guard upcoming == UInt8(ascii: "\"") else {
      throw fault("a key in double quotes is missing here")
    }
    let key = try string(.key)
    skipSpace()
    guard take(":") else { throw fault("':' is missing behind the key") }
    expectation = .value
    return key
  }

  private mutating func word() throws(JSONFault) -> JSONToken {
    let start = offset
    while let byte = upcoming, byte.isWordByte { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || JSONNumber.isNumber(bytes[start..<offset])
    else { throw fault("this is no JSON value; text stands in double quotes", at: start) }
    return token(.word, text, from: start)
  }

  private mutating func string(_ kind: JSONToken.Kind) throws(JSONFault) -> JSONToken {
    let start = offset
    offset += 1
    var content: [UInt8] = []
    var plain = offset
    while let byte = upcoming, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character stands in a string") }
      offset += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      content += bytes[plain..<(offset - 1)]
      try escape(into: &content)
      plain = offset
    }
    content += bytes[plain..<offset]
    guard take("\"") else { throw fault("the string is never closed", at: start) }
    return token(kind, String(decoding: content, as: UTF8.self), from: start)
  }
}

extension JSONScanner {
  private mutating func escape(into content: inout [UInt8]) throws(JSONFault) {
    let start = offset - 1
    guard let byte = upcoming else { throw fault("the string is never closed", at: start) }
    offset += 1
    if byte == UInt8(ascii: "u") {
      content.append(contentsOf: String(try escapedCharacter(from: start)).utf8)
    } else if let character = Self.shortEscape(byte) {
      content.append(character)
    } else {
      throw fault("JSON has no such escape", at: start)
    }
  }

  private static func shortEscape(_ byte: UInt8) -> UInt8? {
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": byte
    case "b": 0x08
    case "f": 0x0C
    case "n": 0x0A
    case "r": 0x0D
    case "t": 0x09
    default: nil
    }
  }

  private mutating func escapedCharacter(from start: Int) throws(JSONFault) -> Unicode.Scalar {
    var code = try fourDigits(from: start)
    if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
      let low = try fourDigits(from: start)
      guard (0xDC00..<0xE000).contains(low) else { throw halfCharacter(at: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw halfCharacter(at: start) }
    return scalar
  }

  private func halfCharacter(at start: Int) -> JSONFault {
    fault("the escape is half a character", at: start)
  }

  private mutating func fourDigits(from start: Int) throws(JSONFault) -> UInt32 {
    let digits = bytes[offset..<min(offset + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy(\.isHexDigit),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("'\\u' needs four hexadecimal digits", at: start) }
    offset += 4
    return code
  }
}
