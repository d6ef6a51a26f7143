/// The comment behind a scalar on its line, where `comment: version` says that it is the version.
struct VersionComment {
  let text: String
  let span: Range<Int>

  /// Nothing where no comment stands there, or one that belongs to another tool.
  init?(behind place: LocatedScalar, in document: ParsedDocument) {
    guard let span = Self.span(behind: place, in: document), !span.isEmpty else { return nil }
    text = String(decoding: document.bytes[span], as: UTF8.self)
    self.span = span
    if Self.isMarker(text) { return nil }
  }

  /// Whether a comment speaks to a tool and not to people.
  private static func isMarker(_ text: String) -> Bool {
    text.contains("$imagepolicy") || text.lowercased().hasPrefix("renovate")
  }

  /// The comment's text without `#` and the space around it.
  private static func span(
    behind place: LocatedScalar,
    in document: ParsedDocument
  ) -> Range<Int>? {
    let bytes = document.bytes
    let end = YAMLScan.lineEnd(bytes, from: place.span.upperBound)
    let rest = place.span.upperBound..<end
    guard let mark = rest.first(where: { isComment(bytes, at: $0) }) else { return nil }
    let between = bytes[place.span.upperBound..<mark]
    guard place.node == nil || between.allSatisfy({ " \t,]}".utf8.contains($0) }) else {
      return nil
    }
    return trimmed((mark + 1)..<end, bytes)
  }

  private static func isComment(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "#") && offset > 0
      && (bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09)
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var range = range
    while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 {
      range = range.lowerBound..<last
    }
    return range
  }

  /// Where a comment can be put behind a scalar that has none: only spaces follow on its line.
  static func place(behind place: LocatedScalar, in document: ParsedDocument) -> Int? {
    guard document.format == .yaml, place.node != nil else { return nil }
    let end = YAMLScan.lineEnd(document.bytes, from: place.span.upperBound)
    let rest = document.bytes[place.span.upperBound..<end]
    return rest.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? place.span.upperBound : nil
  }
}
