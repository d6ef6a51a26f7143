/// Where in a file's content a pointer stands: all that a policy says beside `path:`.
public struct ScalarQuery: Hashable, Sendable {
  /// How the scalar is found.
  public enum Locator: Hashable, Sendable {
    /// By its key in YAML or JSON, in the documents that meet all conditions.
    case key(ScalarPath, document: [DocumentCondition])
    /// By an expression in text of any kind.
    case pattern(PatternTemplate)
  }

  public var locator: Locator
  /// The part of the scalar that is the tag; `nil` for the whole.
  public var part: ScalarPart?
  /// Whether the comment behind the scalar is its version, and is rewritten together with it.
  public var comment: Bool

  public init(_ locator: Locator, part: ScalarPart? = nil, comment: Bool = false) {
    self.locator = locator
    self.part = part
    self.comment = comment
  }

  /// The placeholders that the query captures when they are not bound.
  public var placeholders: Set<Placeholder> {
    switch locator {
    case .pattern(let pattern): pattern.placeholders
    case .key(let path, let conditions):
      conditions.reduce(into: path.placeholders) { found, condition in
        found.formUnion(condition.path.placeholders)
        found.formUnion(condition.value.placeholders)
      }
    }
  }

  /// The format in which a file must be parsed for this query.
  public func format(ofFileAt path: String) -> DocumentFormat {
    if case .pattern = locator { .text } else { .of(path: path) }
  }

  /// The key or pattern with the bound names put in, for people to read.
  public func spelled(_ bound: Captures) -> String {
    switch locator {
    case .key(let path, _): path.spelled(bound)
    case .pattern(let pattern): pattern.text
    }
  }

  /// The scalars that the query finds; none where the key is absent.
  ///
  /// - Throws: ``DocumentMistake`` where the content cannot be read, a pattern takes too long, or a
  ///   mapping or sequence stands where the tag should.
  public func read(
    _ bytes: [UInt8],
    format: DocumentFormat,
    bound: Captures
  ) throws(DocumentMistake) -> [FoundScalar] {
    try read(in: document(bytes, format), bound: bound)
  }

  /// The scalars that the query finds in content that was parsed before.
  ///
  /// - Throws: ``DocumentMistake``, as ``read(_:format:bound:)``.
  public func read(
    in document: ParsedDocument,
    bound: Captures
  ) throws(DocumentMistake) -> [FoundScalar] {
    try locate(in: document, bound).map { found(at: $0, in: document) }
  }

  func document(
    _ bytes: [UInt8],
    _ format: DocumentFormat
  ) throws(DocumentMistake) -> ParsedDocument {
    if case .pattern = locator { return try ParsedDocument(bytes, format: .text) }
    return try ParsedDocument(bytes, format: format)
  }

  private func found(at place: LocatedScalar, in document: ParsedDocument) -> FoundScalar {
    let reading = ScalarReading(place, self, in: document)
    let (line, column) = document.position(of: place.span.lowerBound)
    return FoundScalar(
      captures: place.captures,
      value: reading.value,
      isNull: place.isNull,
      span: place.span,
      tagSpan: reading.tagSpan,
      valueSpans: reading.valueSpans,
      line: line,
      column: column,
      sharedLine: place.shared.map {
        document.position(of: document.tree.nodes[$0].span.lowerBound).line
      }
    )
  }
}
