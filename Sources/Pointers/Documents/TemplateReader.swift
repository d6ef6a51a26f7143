/// Reads dotted keys and templates, character by character, and knows where it stands.
struct TemplateReader {
  private let characters: [Character]
  private var offset = 0

  init(_ text: String) {
    characters = Array(text)
  }

  private var next: Character? { offset < characters.count ? characters[offset] : nil }

  private func mistake(_ message: String, at place: Int? = nil) -> ScalarPath.Mistake {
    ScalarPath.Mistake(offset: place ?? offset, message: message)
  }

  /// Reads the whole text as a dotted key.
  mutating func steps() throws(ScalarPath.Mistake) -> [ScalarPath.Step] {
    var steps: [ScalarPath.Step] = []
    if next != "[" { steps.append(.key(try key())) }
    while let character = next {
      offset += 1
      switch character {
      case ".": steps.append(.key(try key()))
      case "[": steps.append(try selector())
      default: throw mistake("a '.' or '[' must follow ']'", at: offset - 1)
      }
    }
    return steps
  }

  private mutating func key() throws(ScalarPath.Mistake) -> TextTemplate {
    let start = offset
    let pieces = try template(until: [".", "["])
    guard !pieces.isEmpty else { throw mistake("a key is missing here", at: start) }
    return TextTemplate(pieces: pieces)
  }

  /// Reads what stands between `[`, which is behind us, and `]`.
  private mutating func selector() throws(ScalarPath.Mistake) -> ScalarPath.Step {
    let start = offset
    guard let end = closingBracket() else { throw mistake("'[' is never closed", at: start - 1) }
    let inside = String(characters[start..<end])
    if inside == "*" || isNumber(inside) {
      offset = end + 1
      if inside == "*" { return .every }
      guard let index = Int(inside) else { throw mistake("'\(inside)' is too large", at: start) }
      return .index(index)
    }
    let key = try selectorKey()
    guard next == "=" else {
      throw mistake("'\(inside)' is neither a number, nor '*', nor 'key=value'", at: start)
    }
    offset += 1
    let value = TextTemplate(pieces: try template(until: ["]"]))
    offset += 1
    return .having(key: key, value: value)
  }

  private func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func closingBracket() -> Int? {
    var index = offset
    while index < characters.count, characters[index] != "]" {
      index += characters[index] == "\\" ? 2 : 1
    }
    return index < characters.count ? index : nil
  }

  private mutating func selectorKey() throws(ScalarPath.Mistake) -> [String] {
    var keys: [String] = []
    repeat {
      if !keys.isEmpty { offset += 1 }
      let start = offset
      guard let text = TextTemplate(pieces: try template(until: [".", "=", "]"])).text(Captures())
      else { throw mistake("a placeholder may stand behind '=' only", at: start) }
      guard !text.isEmpty else { throw mistake("a key is missing here", at: start) }
      keys.append(text)
    } while next == "."
    return keys
  }

  /// Reads up to one of `stops` or the end.
  mutating func template(
    until stops: Set<Character>
  ) throws(ScalarPath.Mistake) -> [TextTemplate.Piece] {
    var pieces: [TextTemplate.Piece] = []
    var literal = ""
    while let character = next, !stops.contains(character) {
      guard character == "{" else {
        literal.append(try plainCharacter())
        continue
      }
      let start = offset
      let piece = TextTemplate.Piece.placeholder(try placeholder())
      guard !pieces.contains(piece) else { throw mistake("the same name stands twice", at: start) }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
      pieces.append(piece)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }

  private mutating func plainCharacter() throws(ScalarPath.Mistake) -> Character {
    let start = offset
    if next == "\\" { offset += 1 }
    guard let character = next else { throw mistake("nothing stands behind '\\'", at: start) }
    offset += 1
    return character
  }

  private mutating func placeholder() throws(ScalarPath.Mistake) -> Placeholder {
    let start = offset
    guard let end = characters[start...].firstIndex(of: "}") else {
      throw mistake("'{' is never closed; write '\\{' for the character itself")
    }
    let name = String(characters[(start + 1)..<end])
    guard let placeholder = Placeholder(rawValue: name) else {
      throw mistake("'{\(name)}' is neither '{service}' nor '{environment}'")
    }
    offset = end + 1
    return placeholder
  }
}
