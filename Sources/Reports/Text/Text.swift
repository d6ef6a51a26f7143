/// What a piece of text is; the theme says how that looks.
public enum Label: CaseIterable, Hashable, Sendable {
  case heading, service, environment, tag
  /// A tag that the environment before does not run.
  case differingTag
  case floatingTag, commit, person, path
  case quiet, good, warning, bad
  case added, removed, place
}

/// One line of text whose pieces say what they are.
///
/// Pieces are escaped when they are made, so that nothing from a repository reaches a terminal as it
/// is.
public struct Text: Hashable, Sendable {
  /// A piece of a line; `label` is `nil` for plain words.
  public struct Piece: Hashable, Sendable {
    public let text: String
    public let label: Label?

    init(_ text: String, _ label: Label?) {
      self.text = SafeText.escaped(text)
      self.label = label
    }

    /// What stands between the fields of a record.
    static let tab = Piece()

    private init() { (text, label) = ("\t", nil) }
  }

  public private(set) var pieces: [Piece]

  public init(_ text: String, _ label: Label? = nil) {
    pieces = text.isEmpty ? [] : [Piece(text, label)]
  }

  public init() { pieces = [] }

  public var isEmpty: Bool { pieces.isEmpty }

  /// A line of a file, whose tabs do no harm.
  init(keepingTabs line: Substring, _ label: Label?) {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    pieces = parts.flatMap { [Piece.tab, Piece(String($0), label)] }
    if !pieces.isEmpty { pieces.removeFirst() }
  }

  /// How many columns of a terminal it takes.
  public var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// The words, harmless and without colour.
  public var plain: String { SafeText.escapedLine(pieces.map(\.text).joined()) }

  /// A record of a pipe: fields divided by tabs, `-` for what is absent, so that none is empty.
  public init(fields: [Text]) {
    pieces = fields.flatMap { [Piece.tab] + ($0.isEmpty ? [Piece("-", nil)] : $0.pieces) }
    if !pieces.isEmpty { pieces.removeFirst() }
  }

  public static func + (one: Text, other: Text) -> Text {
    var sum = one
    sum.pieces += other.pieces
    return sum
  }

  public static func += (one: inout Text, other: Text) { one.pieces += other.pieces }

  /// The text without blanks at its end.
  var trimmed: Text {
    var text = self
    while let last = text.pieces.last, last.text.allSatisfy({ $0 == " " }) {
      text.pieces.removeLast()
    }
    return text
  }

  /// The text with blanks behind it, so that it takes at least so many columns.
  func padded(to width: Int) -> Text {
    let missing = width - self.width
    return missing > 0 ? self + Text(String(repeating: " ", count: missing)) : self
  }
}

extension [Text] {
  /// The texts with a separator between them; empty ones are left out.
  public func joined(separator: String) -> Text {
    let texts = filter { !$0.isEmpty }
    guard let first = texts.first else { return Text() }
    return texts.dropFirst().reduce(first) { $0 + Text(separator) + $1 }
  }
}

extension Text: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }

  public init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

  /// Collects pieces: `"\(tag, .tag) since \(time)"`.
  public struct Interpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { appendInterpolation(literal, nil) }

    public mutating func appendInterpolation(_ text: String, _ label: Label? = nil) {
      if !text.isEmpty { pieces.append(Piece(text, label)) }
    }

    public mutating func appendInterpolation(_ number: Int) {
      appendInterpolation(String(number), nil)
    }

    public mutating func appendInterpolation(_ text: Text) { pieces += text.pieces }
  }
}
