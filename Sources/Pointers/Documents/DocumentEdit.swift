/// Collects replacements of bytes in one file, each of which changes one scalar or its comment.
struct DocumentEdit {
  private let document: ParsedDocument
  private var splices: [Splice] = []
  /// The new text of each scalar, by its node.
  private(set) var texts: [Int: String] = [:]

  private struct Splice {
    var range: Range<Int>
    var bytes: [UInt8]
  }

  init(_ document: ParsedDocument) {
    self.document = document
  }

  /// The file's content after all replacements.
  var result: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(document.bytes.count + 64)
    var done = 0
    for splice in splices.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += document.bytes[done..<splice.range.lowerBound]
      result += splice.bytes
      done = splice.range.upperBound
    }
    return result + document.bytes[done...]
  }

  /// Puts a value where a scalar stands.
  mutating func set(
    _ value: PointerValue,
    at place: LocatedScalar,
    for query: ScalarQuery
  ) throws(EditRefusal) {
    let reading = ScalarReading(place, query, in: document)
    let companion = Companion(value.companion, for: query)
    let isSameTag = reading.value.tag.isSameText(as: value.tag)
    if !isSameTag { try checkCompanions(companion, reading, at: place) }
    let text = try newText(value.tag, companion, reading, at: place, query)
    if !text.isSameText(as: place.text) { try setText(text, of: place) }
    if query.comment, let comment = companion.comment {
      try setComment(comment, reading, at: place)
    }
  }

  private func refusal(
    _ message: String,
    _ place: LocatedScalar,
    hint: String? = nil
  ) -> EditRefusal {
    document.refusal(message, at: place.span.lowerBound, hint: hint)
  }

  private static let nameBoth = """
    name both: `--tag 'v2@sha256:…'`, or `--tag 'sha256:… # v2'` where a comment has the version
    """

  private func checkCompanions(
    _ companion: Companion,
    _ reading: ScalarReading,
    at place: LocatedScalar
  ) throws(EditRefusal) {
    if let neighbour = reading.neighbour, companion.neighbour == nil {
      throw refusal(
        "'\(neighbour)' stands beside the tag and would no longer fit it",
        place,
        hint: Self.nameBoth
      )
    }
    if let comment = reading.comment, companion.comment == nil {
      throw refusal(
        "the comment '\(comment.text)' stands behind the tag and would no longer fit it",
        place,
        hint: Self.nameBoth
      )
    }
  }

  private func newText(
    _ tag: String,
    _ companion: Companion,
    _ reading: ScalarReading,
    at place: LocatedScalar,
    _ query: ScalarQuery
  ) throws(EditRefusal) -> String {
    try checkCharacters(tag, place)
    guard let part = query.part, let parts = reading.parts else { return tag }
    if let neighbour = companion.neighbour { try checkCharacters(neighbour, place) }
    let text = parts.replacing(part, with: tag, companion: companion.neighbour)
    guard let text, !tag.isEmpty else {
      throw refusal("'\(tag)' cannot be the \(part.rawValue) of '\(place.text)'", place)
    }
    return text
  }

  private func checkCharacters(_ text: String, _ place: LocatedScalar) throws(EditRefusal) {
    guard text.utf8.count <= 1024 else {
      throw refusal("the new tag is longer than 1024 bytes", place)
    }
    guard text.unicodeScalars.allSatisfy(\.isPrintable) else {
      throw refusal("the new tag has a control character or line break", place)
    }
  }

  private mutating func setText(
    _ text: String,
    of place: LocatedScalar
  ) throws(EditRefusal) {
    if let shared = place.shared {
      let line = document.position(of: document.tree.nodes[shared].span.lowerBound).line
      throw refusal(
        "line \(line) is read in several places, so an edit would change more than this pointer",
        place,
        hint: "write the tag out where it stands for this environment alone"
      )
    }
    guard !place.text.contains("{{") else {
      throw refusal("a template stands here, not a tag", place)
    }
    guard let node = place.node else {
      return try setMatch(text, of: place)
    }
    texts[node] = text
    let (range, bytes) = try ScalarWriter(document: document, node: node).replacement(text)
    splices.append(Splice(range: range, bytes: bytes))
    if case .scalar(let style) = document.tree.nodes[node].kind,
      style == .literal || style == .folded
    {
      texts[node] = text + document.tree.nodes[node].text.dropFirst(place.text.count)
    }
  }

  /// Text that a pattern found has no grammar here, so what could mean more than itself is refused.
  private mutating func setMatch(
    _ text: String,
    of place: LocatedScalar
  ) throws(EditRefusal) {
    let special = Set(" \"'`\\$#{}<>&;")
    guard !text.isEmpty, !text.contains(where: special.contains) else {
      throw refusal("'\(text)' cannot be put in place of what a pattern found", place)
    }
    splices.append(Splice(range: place.span, bytes: Array(text.utf8)))
  }

  private mutating func setComment(
    _ text: String,
    _ reading: ScalarReading,
    at place: LocatedScalar
  ) throws(EditRefusal) {
    try checkCharacters(text, place)
    if let comment = reading.comment {
      guard !comment.text.isSameText(as: text) else { return }
      splices.append(Splice(range: comment.span, bytes: Array(text.utf8)))
    } else if let offset = VersionComment.place(behind: place, in: document) {
      splices.append(Splice(range: offset..<offset, bytes: Array(" # \(text)".utf8)))
    } else {
      throw refusal("there is no room for the comment '\(text)' behind the tag", place)
    }
  }
}

extension Unicode.Scalar {
  /// Whether YAML and JSON may hold the character as it is, and people can see it.
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}
