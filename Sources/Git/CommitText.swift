/// What git takes the bytes of a commit's people and message for.
struct CommitText {
  private let isLatin1: Bool

  /// - Parameter encoding: What the commit's `encoding` header says.
  init(encoding: ArraySlice<UInt8>? = nil) {
    let name = encoding.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
    isLatin1 = ["iso-8859-1", "iso8859-1", "latin1", "latin-1"].contains(name)
  }

  /// The text, where no byte is lost.
  ///
  /// Without a header it is UTF-8, and each byte that does not fit is Latin-1, as git has it when it
  /// writes such a message anew. An encoding that is neither is read in the same way.
  func text(_ bytes: ArraySlice<UInt8>) -> String {
    if !isLatin1, let text = String(validating: bytes, as: UTF8.self) { return text }
    return isLatin1 ? Self.latin1(bytes) : Self.repaired(bytes)
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func repaired(_ bytes: ArraySlice<UInt8>) -> String {
    var (text, rest) = (String.UnicodeScalarView(), bytes)
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        text.append(Unicode.UTF8.decode(encoded))
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        text.append(contentsOf: rest.prefix(length).map { Unicode.Scalar($0) })
        rest = rest.dropFirst(length)
      case .emptyInput: return String(text)
      }
    }
  }
}
