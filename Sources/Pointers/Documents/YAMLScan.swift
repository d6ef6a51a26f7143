import Notation

/// Finds in the bytes of a YAML file where a scalar begins and ends, given what the parser read.
enum YAMLScan {
  /// The `&anchor` and `!tag` in front of a node.
  struct Properties {
    /// Where the last of them ends, or where the node begins.
    var end: Int
    /// Where the node's own text begins.
    var content: Int
    /// The tag as written.
    var tag: String?
  }

  static func properties(_ bytes: [UInt8], from start: Int) -> Properties {
    var found = Properties(end: start, content: start)
    while found.content < bytes.count {
      let first = bytes[found.content]
      guard first == UInt8(ascii: "&") || first == UInt8(ascii: "!") else { break }
      found.end = propertyEnd(bytes, from: found.content)
      if first == UInt8(ascii: "!") {
        found.tag = String(decoding: bytes[found.content..<found.end], as: UTF8.self)
      }
      found.content = skipSpaceAndComments(bytes, from: found.end)
    }
    return found
  }

  private static func propertyEnd(_ bytes: [UInt8], from start: Int) -> Int {
    if bytes[start...].starts(with: "!<".utf8) {
      return bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
    }
    let isAnchor = bytes[start] == UInt8(ascii: "&")
    var end = start + 1
    while end < bytes.count {
      let byte = bytes[end]
      let goesOn =
        isAnchor
        ? isAnchorByte(byte)
        : byte > 0x20 && !",[]{}".utf8.contains(byte)
      guard goesOn else { break }
      end += 1
    }
    return end
  }

  static func isAnchorByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func skipSpaceAndComments(_ bytes: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      let length = LineTable.breakLength(bytes, at: offset, .yaml)
      if length > 0 {
        offset += length
      } else if bytes[offset] == 0x20 || bytes[offset] == 0x09 {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "#") {
        offset = lineEnd(bytes, from: offset)
      } else {
        break
      }
    }
    return offset
  }

  /// Where the line ends, before its break.
  static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, LineTable.breakLength(bytes, at: offset, .yaml) == 0 {
      offset += 1
    }
    return offset
  }

  /// The bytes of a scalar with its quotes; of a block scalar, from `|` to its one line's end.
  static func span(
    of text: String,
    _ style: DocumentTree.Style,
    behind properties: Properties,
    in bytes: [UInt8]
  ) -> Range<Int> {
    let start = properties.content
    switch style {
    case .plain:
      if text.isEmpty { return properties.end..<properties.end }
      return start..<plainEnd(text, bytes, from: start)
    case .singleQuoted, .doubleQuoted: return start..<quotedEnd(style, bytes, from: start)
    case .literal, .folded:
      let line = blockLine(text, bytes, from: start)
      return start..<(line?.upperBound ?? lineEnd(bytes, from: start))
    }
  }

  /// A plain scalar stands in the file as it is read, but for folded line breaks.
  private static func plainEnd(_ text: String, _ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    for byte in text.utf8 {
      if byte == 0x20 || byte == 0x0A {
        end = skipSpaceAndBreaks(bytes, from: end)
      } else if end < bytes.count, bytes[end] == byte {
        end += 1
      } else if let next = after(byte, bytes, skippingSpaceFrom: end) {
        end = next
      } else {
        return end
      }
    }
    return end
  }

  private static func after(
    _ byte: UInt8,
    _ bytes: [UInt8],
    skippingSpaceFrom start: Int
  ) -> Int? {
    let end = skipSpaceAndBreaks(bytes, from: start)
    return end < bytes.count && bytes[end] == byte ? end + 1 : nil
  }

  private static func skipSpaceAndBreaks(_ bytes: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      let length = LineTable.breakLength(bytes, at: offset, .yaml)
      guard length > 0 || bytes[offset] == 0x20 || bytes[offset] == 0x09 else { break }
      offset += max(length, 1)
    }
    return offset
  }

  private static func quotedEnd(
    _ style: DocumentTree.Style,
    _ bytes: [UInt8],
    from start: Int
  ) -> Int {
    let quote = UInt8(ascii: style == .singleQuoted ? "'" : "\"")
    var offset = start + 1
    while offset < bytes.count {
      if style == .doubleQuoted, bytes[offset] == UInt8(ascii: "\\") {
        offset += 2
      } else if bytes[offset] != quote {
        offset += 1
      } else if style == .singleQuoted, offset + 1 < bytes.count, bytes[offset + 1] == quote {
        offset += 2
      } else {
        return offset + 1
      }
    }
    return min(offset, bytes.count)
  }

  /// The bytes of a block scalar's content, if it is one line and stands there as it is read.
  ///
  /// Its `|` or `>` stands at `start`.
  static func blockLine(_ text: String, _ bytes: [UInt8], from start: Int) -> Range<Int>? {
    let content = text.withoutTrailingBreaks
    guard !content.isEmpty, !content.utf8.contains(0x0A) else { return nil }
    var line = nextLine(bytes, behind: lineEnd(bytes, from: start))
    while line < bytes.count {
      let end = lineEnd(bytes, from: line)
      let from = end - content.utf8.count
      if from >= line, bytes[from..<end].elementsEqual(content.utf8) { return from..<end }
      guard bytes[line..<end].allSatisfy({ $0 == 0x20 }) else { return nil }
      line = nextLine(bytes, behind: end)
    }
    return nil
  }

  private static func nextLine(_ bytes: [UInt8], behind end: Int) -> Int {
    end + LineTable.breakLength(bytes, at: end, .yaml)
  }
}

extension String {
  /// The text up to the line breaks at its end.
  var withoutTrailingBreaks: String {
    String(decoding: utf8.reversed().drop { $0 == 0x0A }.reversed(), as: UTF8.self)
  }
}
