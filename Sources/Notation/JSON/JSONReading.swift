extension JSONValue {
  /// Reads exactly one JSON value.
  ///
  /// Nothing is read leniently: the bytes must be UTF-8 without a byte-order mark, a key may stand
  /// in an object once, and a number must be a whole one that fits `Int`.
  ///
  /// - Parameters:
  ///   - bytes: The whole text; white space around the value is allowed.
  ///   - largest: How many bytes it may have.
  ///   - deepest: How many values may stand in each other.
  /// - Throws: What is wrong, and at which byte.
  public init(parsing bytes: [UInt8], largest: Int, deepest: Int) throws(JSONFault) {
    guard bytes.count <= largest else {
      throw JSONFault(offset: largest, message: "the JSON is longer than \(largest) bytes")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONFault(offset: 0, message: "the JSON is not UTF-8")
    }
    var builder = JSONBuilder(scanner: JSONScanner(bytes, deepest: deepest))
    self = try builder.whole()
  }
}

/// Makes a value of the tokens of a text.
private struct JSONBuilder {
  var scanner: JSONScanner

  mutating func whole() throws(JSONFault) -> JSONValue {
    let value = try self.value()
    // Behind the value the scanner has one more look: nothing may stand there.
    _ = try scanner.next()
    return value
  }

  private mutating func next() throws(JSONFault) -> JSONToken {
    guard let token = try scanner.next() else {
      throw JSONFault(offset: 0, message: "a JSON value is missing at the end")
    }
    return token
  }

  private mutating func value() throws(JSONFault) -> JSONValue { try value(of: next()) }

  /// As deep as the scanner lets it, which counts.
  private mutating func value(of token: JSONToken) throws(JSONFault) -> JSONValue {
    switch token.kind {
    case .object: return try object()
    case .array: return try array()
    case .word: return try word(token)
    case .string, .key, .close: return .string(token.text)
    }
  }

  private mutating func object() throws(JSONFault) -> JSONValue {
    var members: [String: JSONValue] = [:]
    while true {
      let key = try next()
      guard key.kind == .key else { return .object(members) }
      let value = try self.value()
      guard members.updateValue(value, forKey: key.text) == nil else {
        throw JSONFault(
          offset: key.span.lowerBound,
          message: "the key '\(key.text)' stands here a second time"
        )
      }
    }
  }

  private mutating func array() throws(JSONFault) -> JSONValue {
    var values: [JSONValue] = []
    while true {
      let token = try next()
      guard token.kind != .close else { return .array(values) }
      values.append(try value(of: token))
    }
  }

  private func word(_ token: JSONToken) throws(JSONFault) -> JSONValue {
    switch token.text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      guard let number = Int(token.text) else {
        throw JSONFault(
          offset: token.span.lowerBound,
          message: "the number is no whole one, or too large"
        )
      }
      return .number(number)
    }
  }
}
