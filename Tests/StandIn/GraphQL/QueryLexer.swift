/// Reads a query word by word, as chapter 2 of the GraphQL specification has it, without numbers that have fractions.
struct QueryLexer {
  private var rest: Substring.UnicodeScalarView
  private var place = QueryPlace()

  init(_ text: String) { rest = text[...].unicodeScalars }

  mutating func tokens() throws(QueryFault) -> [QueryToken] {
    var tokens: [QueryToken] = []
    while true {
      skip()
      let start = place
      let kind = try next()
      tokens.append(QueryToken(kind: kind, place: start))
      if kind == .end { return tokens }
    }
  }

  private mutating func skip() {
    while let first = rest.first {
      if first == "#" {
        while let next = rest.first, next != "\n" { take(next) }
      } else if " \t\n\r,\u{FEFF}".unicodeScalars.contains(first) {
        take(first)
      } else {
        return
      }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    rest.removeFirst()
    if scalar == "\n" {
      place = QueryPlace(line: place.line + 1, column: 1)
    } else {
      place.column += 1
    }
  }

  private mutating func run(while fits: (Unicode.Scalar) -> Bool) -> String {
    var text = ""
    while let first = rest.first, fits(first) {
      text.unicodeScalars.append(first)
      take(first)
    }
    return text
  }

  private mutating func next() throws(QueryFault) -> QueryToken.Kind {
    guard let first = rest.first else { return .end }
    if first.isNameStart { return .name(run { $0.isNameStart || $0.isDigit }) }
    if first.isDigit || first == "-" {
      take(first)
      let digits = String(first) + run(while: \.isDigit)
      if let number = Int(digits) { return .number(number) }
    } else if first == "\"" {
      return .string(try string())
    } else if "!$&():=@[]{|}".unicodeScalars.contains(first) {
      take(first)
      return .sign(String(first))
    } else if run(while: { $0 == "." }) == "..." {
      return .sign("...")
    }
    throw QueryFault(message: "Parse error on \"\(first)\"", place: place)
  }

  private mutating func string() throws(QueryFault) -> String {
    take("\"")
    var text = ""
    while let first = rest.first, first != "\n" {
      take(first)
      if first == "\"" { return text }
      guard first == "\\", let escaped = rest.first else {
        text.unicodeScalars.append(first)
        continue
      }
      take(escaped)
      text.unicodeScalars.append(Self.escapes[escaped] ?? escaped)
    }
    throw QueryFault(message: "Parse error: a string has no end", place: place)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}",
  ]
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isNameStart: Bool {
    self == "_" || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
