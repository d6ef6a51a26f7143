/// A file's content, read once, on which any number of queries run.
public struct ParsedDocument: Sendable {
  /// Larger files are no pointer files; reading them would cost seconds and much memory.
  public static let largestFile = 8 << 20

  let bytes: [UInt8]
  let format: DocumentFormat
  let lines: LineTable
  let tree: DocumentTree
  /// Where the content begins: behind a byte order mark, if there is one.
  let start: Int

  /// Reads a file's content; as `.text`, only that it is UTF-8 is checked.
  ///
  /// - Throws: ``DocumentMistake`` where the content is no UTF-8, or not what `format` asks for.
  public init(_ bytes: [UInt8], format: DocumentFormat) throws(DocumentMistake) {
    guard bytes.count <= Self.largestFile else {
      throw DocumentMistake(
        message: "the file is larger than \(Self.largestFile >> 20) MiB",
        hint: "point at a smaller file: pointers stand in files that people read"
      )
    }
    self.bytes = bytes
    self.format = format
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = String(validating: bytes[start...], as: UTF8.self) else {
      throw Self.notUTF8(bytes)
    }
    lines = LineTable(bytes, from: start, breaks: .editor)
    tree = try Self.tree(bytes, text, format, lines, from: start)
  }

  private static func notUTF8(_ bytes: [UInt8]) -> DocumentMistake {
    let isSixteen = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return DocumentMistake(
      message: isSixteen ? "the file is UTF-16, not UTF-8" : "the file is not UTF-8",
      hint: "an encrypted or binary file holds no pointer; leave it out of the path"
    )
  }

  private static func tree(
    _ bytes: [UInt8],
    _ text: String,
    _ format: DocumentFormat,
    _ lines: LineTable,
    from start: Int
  ) throws(DocumentMistake) -> DocumentTree {
    do throws(Fault) {
      switch format {
      case .text: return DocumentTree()
      case .json: return try JSONReader.tree(of: bytes, from: start)
      case .yaml:
        let yamlLines = hasYAMLBreaks(bytes) ? LineTable(bytes, from: start, breaks: .yaml) : lines
        return try YAMLReader.tree(of: bytes, text: text, lines: yamlLines)
      }
    } catch {
      throw mistake(error, format, text, lines, bytes)
    }
  }

  /// Whether a line ends where an editor sees no end: NEL, LS or PS.
  private static func hasYAMLBreaks(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { offset in
      bytes[offset] >= 0xC2 && bytes[offset] != 0x0A
        && LineTable.breakLength(bytes, at: offset, .yaml) > 0
    }
  }

  private static func mistake(
    _ fault: Fault,
    _ format: DocumentFormat,
    _ text: String,
    _ lines: LineTable,
    _ bytes: [UInt8]
  ) -> DocumentMistake {
    let position = fault.offset.map { lines.position(of: $0, in: bytes) }
    let isTemplate = format == .yaml && text.contains("{{")
    return DocumentMistake(
      line: position?.line,
      column: position?.column,
      message: fault.message,
      hint: isTemplate ? "a template is no YAML: read it with `pattern` in place of `key`" : nil
    )
  }

  /// The line and column of a byte, from 1.
  func position(of offset: Int) -> (line: Int, column: Int) {
    lines.position(of: offset, in: bytes)
  }

  /// A mistake at a byte of this file.
  func mistake(_ message: String, at offset: Int, hint: String? = nil) -> DocumentMistake {
    let (line, column) = position(of: offset)
    return DocumentMistake(line: line, column: column, message: message, hint: hint)
  }

  /// A refusal at a byte of this file.
  func refusal(_ message: String, at offset: Int, hint: String? = nil) -> EditRefusal {
    EditRefusal(mistake(message, at: offset, hint: hint))
  }
}

/// What is wrong in a file, and at which byte, if that is known.
struct Fault: Error {
  var offset: Int?
  var message: String
}
