/// What a located scalar says: its tag, and what goes along with it.
struct ScalarReading {
  let value: PointerValue
  /// The scalar taken apart, where the query asks for a part.
  let parts: ScalarParts?
  /// What stands beside the part.
  let neighbour: String?
  /// The comment that is the version.
  let comment: VersionComment?
  let tagSpan: Range<Int>
  /// The bytes of the tag and of what goes along with it, in the file's order.
  let valueSpans: [Range<Int>]

  init(_ place: LocatedScalar, _ query: ScalarQuery, in document: ParsedDocument) {
    let parts = query.part.map { _ in ScalarParts(place.text) }
    let neighbour = query.part.flatMap { parts?.companion(of: $0) }
    let comment = query.comment ? VersionComment(behind: place, in: document) : nil
    let tag = query.part.flatMap { parts?[$0] } ?? place.text
    self.parts = parts
    self.neighbour = neighbour
    self.comment = comment
    value = PointerValue(
      tag: tag,
      companion: Companion(neighbour: neighbour, comment: comment?.text).text(for: query)
    )
    let tagSpan = Self.tagSpan(tag, parts, query.part, place)
    self.tagSpan = tagSpan
    let scalar = Self.scalarSpans(tagSpan, parts, query.part, place)
    valueSpans = scalar + (comment.map { [$0.span] } ?? [])
  }

  /// The whole scalar, since its quotes change with its text; where a part is asked for and its bytes
  /// can be told, that part and its neighbour, so that the name before them stays in sight.
  private static func scalarSpans(
    _ tagSpan: Range<Int>,
    _ parts: ScalarParts?,
    _ part: ScalarPart?,
    _ place: LocatedScalar
  ) -> [Range<Int>] {
    guard let parts, let part, let content = place.content, !place.isNull, !parts[part].isEmpty
    else { return [place.span] }
    let beside: ScalarPart = part == .tag ? .digest : .tag
    guard !parts[beside].isEmpty else { return [tagSpan] }
    let start = min(content.lowerBound + parts.offset(of: beside), content.upperBound)
    let end = min(start + parts[beside].utf8.count, content.upperBound)
    return [tagSpan, start..<end].sorted { $0.lowerBound < $1.lowerBound }
  }

  private static func tagSpan(
    _ tag: String,
    _ parts: ScalarParts?,
    _ part: ScalarPart?,
    _ place: LocatedScalar
  ) -> Range<Int> {
    guard let content = place.content, !place.isNull else { return place.span }
    guard let parts, let part else { return content }
    let start = content.lowerBound + min(parts.offset(of: part), content.count)
    return start..<min(start + tag.utf8.count, content.upperBound)
  }
}

/// The two things that may go along with a tag, and their one text.
struct Companion {
  var neighbour: String?
  var comment: String?

  init(neighbour: String?, comment: String?) {
    self.neighbour = neighbour
    self.comment = comment
  }

  /// Takes apart what ``text(for:)`` put together for a query with the same `part` and `comment`.
  init(_ text: String?, for query: ScalarQuery) {
    guard let text, !text.isEmpty else { return }
    if query.part == nil {
      comment = text
    } else if !query.comment {
      neighbour = text
    } else if let mark = text.firstRange(of: "# ") {
      let before = String(text[..<mark.lowerBound].filter { $0 != " " })
      neighbour = before.isEmpty ? nil : before
      comment = String(text[mark.upperBound...])
    } else {
      neighbour = text
    }
  }

  func text(for query: ScalarQuery) -> String? {
    guard query.part != nil, query.comment, let comment else { return neighbour ?? comment }
    return (neighbour.map { $0 + " " } ?? "") + "# " + comment
  }
}
