/// Writes a text in the place of one scalar, in the style that the scalar has.
struct ScalarWriter {
  let document: ParsedDocument
  let node: Int

  private var old: DocumentTree.Node { document.tree.nodes[node] }

  private func refusal(_ message: String) -> EditRefusal {
    document.refusal(message, at: old.span.lowerBound)
  }

  /// The bytes to replace, and what to put in their place.
  func replacement(_ text: String) throws(EditRefusal) -> (Range<Int>, [UInt8]) {
    if document.format == .json { return (old.span, Array(Self.doubleQuoted(text).utf8)) }
    if let tag = old.tag, !["!", "!!str", "!<tag:yaml.org,2002:str>"].contains(tag) {
      throw refusal("the scalar has the type '\(tag)', and a tag is text")
    }
    guard case .scalar(let style) = old.kind else { throw refusal("this is no scalar") }
    if style == .literal || style == .folded { return try blockReplacement(text) }
    guard document.position(of: old.span.lowerBound).line == lastLine else {
      throw refusal("the scalar goes over several lines")
    }
    return (old.span, Array((leadingSpace + written(text, style)).utf8))
  }

  private var lastLine: Int {
    document.position(of: max(old.span.lowerBound, old.span.upperBound - 1)).line
  }

  /// An empty value may stand right behind its colon.
  private var leadingSpace: String {
    let start = old.span.lowerBound
    guard old.span.isEmpty, start > 0 else { return "" }
    return document.bytes[start - 1] == 0x20 || document.bytes[start - 1] == 0x09 ? "" : " "
  }

  private func written(_ text: String, _ style: DocumentTree.Style) -> String {
    switch style {
    case .singleQuoted: "'" + text.replacing("'", with: "''") + "'"
    case .plain where PlainSyntax.holds(text, inPlaceOf: old): text
    default: Self.doubleQuoted(text)
    }
  }

  private static func doubleQuoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func blockReplacement(_ text: String) throws(EditRefusal) -> (Range<Int>, [UInt8]) {
    guard let line = YAMLScan.blockLine(old.text, document.bytes, from: old.span.lowerBound) else {
      throw refusal("the scalar goes over several lines")
    }
    guard !text.isEmpty, text.first != " ", text.first != "\t" else {
      throw refusal("a block scalar cannot hold '\(text)'")
    }
    return (line, Array(text.utf8))
  }
}

/// Which texts YAML reads as themselves without quotes.
enum PlainSyntax {
  /// Whether `text` can stand plain where `old` does, and is read as text.
  static func holds(_ text: String, inPlaceOf old: DocumentTree.Node) -> Bool {
    guard !YAMLType.isTyped(text), let first = text.unicodeScalars.first,
      !"-?:,[]{}#&*!|>'\"%@` \t".unicodeScalars.contains(first),
      text.last != " ", text.last != "\t", text.last != ":",
      !text.contains(": "), !text.contains(":\t"), !text.contains(" #"), !text.contains("\t#"),
      !text.hasPrefix("..."), text.unicodeScalars.first?.value != 0xFEFF
    else { return false }
    guard old.isInFlow else { return true }
    let hadColon = old.text.contains(":")
    return !text.contains { ",[]{}?".contains($0) || ($0 == ":" && !hadColon) }
  }
}
