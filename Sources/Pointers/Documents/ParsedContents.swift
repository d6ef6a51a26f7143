/// The contents of a file, parsed at most once for each format, however many paths and entries ask.
///
/// The same contents come back in one environment after the other, so whoever reads many commits
/// keeps these for a while.
public struct ParsedContents: Sendable {
  public let bytes: [UInt8]
  private var documents: [DocumentFormat: Result<ParsedDocument, DocumentMistake>] = [:]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document(_ format: DocumentFormat) throws(DocumentMistake) -> ParsedDocument {
    if let known = documents[format] { return try known.get() }
    let bytes = bytes
    let parsed = Result { () throws(DocumentMistake) in
      try ParsedDocument(bytes, format: format)
    }
    documents[format] = parsed
    return try parsed.get()
  }
}
