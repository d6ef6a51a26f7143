/// A line of a file of keys, read word by word.
struct KeyFileLine {
  let number: Int
  private let whole: ArraySlice<UInt8>
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>, number: Int) {
    self.number = number
    whole = bytes
    rest = bytes.drop(while: Self.isBlank)
  }

  /// The lines of a file that are neither empty nor comments.
  static func lines(_ bytes: [UInt8]) -> [KeyFileLine] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      .map { KeyFileLine($1, number: $0 + 1) }
      .filter { !$0.rest.isEmpty && $0.rest.first != UInt8(ascii: "#") }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Where the unread part begins, from 1, in characters.
  var column: Int { column(at: rest.startIndex) }

  func column(at index: Int) -> Int {
    String(decoding: whole[whole.startIndex..<index], as: UTF8.self).count + 1
  }

  /// The first byte that no line of text has.
  var controlCharacter: Int? { whole.firstIndex { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7f } }

  /// The next word, without going on.
  var nextWord: ArraySlice<UInt8> { rest.prefix { !Self.isBlank($0) } }

  /// Goes on behind the next bytes and the blanks that follow them.
  mutating func skip(_ count: Int) {
    rest = rest.dropFirst(count).drop(while: Self.isBlank)
  }

  mutating func word() -> ArraySlice<UInt8> {
    let word = nextWord
    skip(word.count)
    return word
  }

  /// Type and base64; what follows is a comment.
  mutating func key() throws(SSHMistake) -> SSHPublicKey {
    let type = String(decoding: word(), as: UTF8.self)
    _ = try SSHKeyKind(named: type)
    let key = try SSHPublicKey(blob: try StrictBase64.bytes(word(), "the key"))
    guard key.type == type else {
      throw SSHMistake("the key is of the type '\(key.type)', and the line says '\(type)'")
    }
    return key
  }
}

extension KeyFileMistake {
  /// A mistake where a line's unread part begins, or at a byte of the line.
  init(
    _ path: String,
    _ line: KeyFileLine,
    at index: Int? = nil,
    _ message: String,
    hint: String? = nil,
    _ strictness: Strictness? = nil
  ) {
    self.init(
      path: path,
      line: line.number,
      column: index.map { line.column(at: $0) } ?? line.column,
      message: message,
      hint: hint,
      strictness: strictness
    )
  }

  /// A line with a control character in it, which an editor would not show.
  static func controlCharacter(_ path: String, _ line: KeyFileLine) -> KeyFileMistake? {
    line.controlCharacter.map { index in
      KeyFileMistake(
        path,
        line,
        at: index,
        "there is a control character",
        hint: "write plain text, with a newline alone at the end of a line",
        .controlCharacter
      )
    }
  }
}
