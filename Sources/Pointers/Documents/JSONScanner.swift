/// Reads one JSON value as RFC 8259 has it, with the bytes of every scalar.
///
/// Stricter than the RFC where it leaves a choice: a key may stand in an object once, and an
/// escape that is half a character is refused, since its text could not be shown.
struct JSONScanner {
  private static let deepest = 256

  private let bytes: [UInt8]
  private var offset: Int
  private var tree = DocumentTree()

  private init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    offset = start
  }

  static func tree(of bytes: [UInt8], from start: Int) throws(Fault) -> DocumentTree {
    var scanner = JSONScanner(bytes, from: start)
    scanner.skipSpace()
    scanner.tree.roots = [0]
    try scanner.value(depth: 0)
    guard scanner.next == nil else { throw scanner.fault("something stands behind the JSON value") }
    return scanner.tree
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ message: String, at place: Int? = nil) -> Fault {
    Fault(offset: place ?? offset, message: message)
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// Reads a value and the space behind it.
  private mutating func value(depth: Int) throws(Fault) {
    guard depth < Self.deepest else {
      throw fault("the file is nested deeper than \(Self.deepest) levels")
    }
    switch next {
    case UInt8(ascii: "{"): try collection(.mapping, until: "}", depth: depth)
    case UInt8(ascii: "["): try collection(.sequence, until: "]", depth: depth)
    case UInt8(ascii: "\""): try string()
    case nil: throw fault("a JSON value is missing at the end")
    default: try word()
    }
    skipSpace()
  }

  private mutating func collection(
    _ kind: DocumentTree.Kind,
    until close: Unicode.Scalar,
    depth: Int
  ) throws(Fault) {
    let index = tree.nodes.count
    tree.nodes.append(DocumentTree.Node(kind: kind, span: offset..<(offset + 1), isInFlow: true))
    offset += 1
    skipSpace()
    if !take(close) {
      repeat {
        skipSpace()
        if kind == .mapping { try key() }
        try value(depth: depth + 1)
      } while take(",")
      guard take(close) else { throw fault("',' or '\(close)' is missing here") }
    }
    tree.nodes[index].end = tree.nodes.count
    guard kind == .mapping, let key = tree.repeatedKey(in: index) else { return }
    let node = tree.nodes[key]
    throw fault("the key '\(node.text)' stands here a second time", at: node.span.lowerBound)
  }

  private mutating func key() throws(Fault) {
    guard next == UInt8(ascii: "\"") else { throw fault("a key in double quotes is missing here") }
    try string()
    skipSpace()
    guard take(":") else { throw fault("':' is missing behind the key") }
    skipSpace()
  }

  private mutating func append(
    _ style: DocumentTree.Style,
    _ text: String,
    from start: Int
  ) {
    tree.nodes.append(
      DocumentTree.Node(
        kind: .scalar(style),
        text: text,
        span: start..<offset,
        end: tree.nodes.count + 1,
        isInFlow: true
      )
    )
  }

  private mutating func word() throws(Fault) {
    let start = offset
    while let byte = next, byte.isWordByte { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || JSONNumber.isNumber(bytes[start..<offset])
    else {
      throw fault("this is no JSON value; text stands in double quotes", at: start)
    }
    append(.plain, text, from: start)
  }

  private mutating func string() throws(Fault) {
    let start = offset
    offset += 1
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character stands in a string") }
      offset += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &content) } else { content.append(byte) }
    }
    guard take("\"") else { throw fault("the string is never closed", at: start) }
    append(.doubleQuoted, String(decoding: content, as: UTF8.self), from: start)
  }

  private mutating func escape(into content: inout [UInt8]) throws(Fault) {
    let start = offset - 1
    guard let byte = next else { throw fault("the string is never closed", at: start) }
    offset += 1
    if byte == UInt8(ascii: "u") {
      content.append(contentsOf: String(try escapedCharacter(from: start)).utf8)
    } else if let index = "\"\\/bfnrt".utf8.firstIndex(of: byte) {
      let distance = "\"\\/bfnrt".utf8.distance(from: "\"\\/bfnrt".utf8.startIndex, to: index)
      content.append(Array("\"\\/\u{8}\u{C}\n\r\t".utf8)[distance])
    } else {
      throw fault("JSON has no such escape", at: start)
    }
  }

  private mutating func escapedCharacter(from start: Int) throws(Fault) -> Unicode.Scalar {
    var code = try fourDigits(from: start)
    if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
      let low = try fourDigits(from: start)
      guard (0xDC00..<0xE000).contains(low) else { throw halfCharacter(at: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw halfCharacter(at: start) }
    return scalar
  }

  private func halfCharacter(at start: Int) -> Fault {
    fault("the escape is half a character", at: start)
  }

  private mutating func fourDigits(from start: Int) throws(Fault) -> UInt32 {
    let digits = bytes[offset..<min(offset + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy(\.isHexDigit),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("'\\u' needs four hexadecimal digits", at: start) }
    offset += 4
    return code
  }
}
