extension ScalarQuery {
  /// The content with the tag, and what goes along with it, changed, and no other byte.
  ///
  /// All places that the query finds are copies of one pointer, and are written together. The
  /// outcome is parsed again: only the scalars that were meant may differ.
  ///
  /// - Parameters:
  ///   - value: What is to stand there.
  ///   - bytes: The file's content.
  ///   - format: How it is understood; a pattern takes any content as text.
  ///   - bound: The names, all of them bound.
  /// - Returns: The whole content, equal to `bytes` where the tag stands there already.
  /// - Throws: ``EditRefusal`` where that cannot be done without changing more.
  public func write(
    _ value: PointerValue,
    into bytes: [UInt8],
    format: DocumentFormat,
    bound: Captures
  ) throws(EditRefusal) -> [UInt8] {
    let document = try parsed(bytes, format)
    let places = try located(in: document, bound)
    try checkAgreement(of: places, in: document)
    var edit = DocumentEdit(document)
    for place in places { try edit.set(value, at: place, for: self) }
    let written = edit.result
    if written == bytes { return bytes }
    let outcome = try parsed(written, format)
    guard document.tree.equals(outcome.tree, butFor: edit.texts),
      try located(in: outcome, bound).allSatisfy({ reads(value, from: $0, in: outcome) }),
      try located(in: outcome, bound).count == places.count
    else {
      throw document.refusal(
        "the file would not say '\(value.tag)' here and nothing else new",
        at: places.first?.span.lowerBound ?? 0
      )
    }
    return written
  }

  private func parsed(
    _ bytes: [UInt8],
    _ format: DocumentFormat
  ) throws(EditRefusal) -> ParsedDocument {
    do throws(DocumentMistake) {
      return try document(bytes, format)
    } catch {
      throw EditRefusal(error)
    }
  }

  private func located(
    in document: ParsedDocument,
    _ bound: Captures
  ) throws(EditRefusal) -> [LocatedScalar] {
    do throws(DocumentMistake) {
      let places = try locate(in: document, bound)
      guard !places.isEmpty else {
        throw DocumentMistake(message: "'\(spelled(bound))' does not stand in this file")
      }
      return places
    } catch {
      throw EditRefusal(error)
    }
  }

  private func checkAgreement(
    of places: [LocatedScalar],
    in document: ParsedDocument
  ) throws(EditRefusal) {
    guard let first = places.first else { return }
    let expected = ScalarReading(first, self, in: document).value.tag
    for place in places.dropFirst() {
      let tag = ScalarReading(place, self, in: document).value.tag
      guard !tag.isSameText(as: expected) else { continue }
      let line = document.position(of: first.span.lowerBound).line
      throw document.refusal(
        "the copies disagree: '\(tag)' here and '\(expected)' on line \(line)",
        at: place.span.lowerBound,
        hint: "make them agree in a commit of its own, then go on"
      )
    }
  }

  private func reads(
    _ value: PointerValue,
    from place: LocatedScalar,
    in document: ParsedDocument
  ) -> Bool {
    ScalarReading(place, self, in: document).value.tag.isSameText(as: value.tag)
  }
}
