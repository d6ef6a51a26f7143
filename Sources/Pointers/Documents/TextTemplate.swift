/// A text with places for a service or an environment, as `{service}_TAG`.
public struct TextTemplate: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case placeholder(Placeholder)
  }

  let pieces: [Piece]

  /// Reads a template; `\` takes the meaning from the character behind it.
  ///
  /// - Throws: ``ScalarPath/Mistake`` for an unknown placeholder or one that stands there twice.
  public init(parsing text: String) throws(ScalarPath.Mistake) {
    var reader = TemplateReader(text)
    self.init(pieces: try reader.template(until: []))
  }

  init(pieces: [Piece]) {
    self.pieces = pieces
  }

  /// The placeholders that occur.
  public var placeholders: Set<Placeholder> {
    Set(
      pieces.compactMap {
        if case .placeholder(let placeholder) = $0 { placeholder } else { nil }
      }
    )
  }

  /// The one text that the template stands for, or `nil` while a placeholder is unbound.
  func text(_ bound: Captures) -> String? {
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .placeholder(let placeholder):
        guard let value = bound[placeholder] else { return nil }
        text += value
      }
    }
    return text
  }

  /// Every way in which `text` can be read as this template, bound names kept.
  ///
  /// A placeholder stands for at least one character. Two unbound ones may be read several ways.
  func matches(_ text: String, _ bound: Captures) -> [Captures] {
    if let expected = self.text(bound) { return expected.isSameText(as: text) ? [bound] : [] }
    var found: [Captures] = []
    match(pieces[...], Array(text.utf8)[...], bound, into: &found)
    return found
  }

  private func match(
    _ pieces: ArraySlice<Piece>,
    _ rest: ArraySlice<UInt8>,
    _ bound: Captures,
    into found: inout [Captures]
  ) {
    guard let piece = pieces.first else {
      if rest.isEmpty { found.append(bound) }
      return
    }
    switch piece {
    case .literal(let literal):
      guard rest.starts(with: literal.utf8) else { return }
      match(pieces.dropFirst(), rest.dropFirst(literal.utf8.count), bound, into: &found)
    case .placeholder(let placeholder):
      if let value = bound[placeholder] {
        guard rest.starts(with: value.utf8) else { return }
        match(pieces.dropFirst(), rest.dropFirst(value.utf8.count), bound, into: &found)
      } else {
        capture(placeholder, pieces.dropFirst(), rest, bound, into: &found)
      }
    }
  }

  private func capture(
    _ placeholder: Placeholder,
    _ pieces: ArraySlice<Piece>,
    _ rest: ArraySlice<UInt8>,
    _ bound: Captures,
    into found: inout [Captures]
  ) {
    // The last piece takes all that is left, which spares trying every shorter length.
    let shortest = pieces.isEmpty ? rest.count : 1
    guard !rest.isEmpty, shortest <= rest.count else { return }
    for count in shortest...rest.count {
      let end = rest.startIndex + count
      guard end == rest.endIndex || !rest[end].isUTF8Continuation else { continue }
      var captures = bound
      captures[placeholder] = String(decoding: rest[..<end], as: UTF8.self)
      match(pieces, rest[end...], captures, into: &found)
    }
  }
}

extension String {
  /// Equality of the bytes: to Swift, two spellings of one accent are equal.
  func isSameText(as other: String) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }
}

extension UInt8 {
  /// Whether the byte goes on with a character that began before it.
  var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
