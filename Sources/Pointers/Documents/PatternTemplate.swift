import Git

/// An expression whose group `tag` is the tag, with places for a service and an environment.
///
/// `{service}` and `{environment}` stand for names, quoted where they are known and captured where
/// they are not; `(?<service>…)` and `(?<environment>…)` capture what the author of the policy says.
public struct PatternTemplate: Hashable, Sendable {
  /// What an unbound placeholder may be: the characters of names in files and variables.
  private static let name = "[A-Za-z0-9_.\\-]+"

  /// The expression as written.
  public let text: String
  private let unbound: Pattern

  /// Reads an expression.
  ///
  /// - Throws: ``ScalarPath/Mistake`` where it cannot be compiled or has no group `tag`.
  public init(parsing text: String) throws(ScalarPath.Mistake) {
    self.text = text
    let expansion = Self.expand(text, Captures())
    do throws(Pattern.Mistake) {
      unbound = try Pattern(expansion.text)
    } catch {
      throw ScalarPath.Mistake(
        offset: expansion.sourceOffset(of: error.offset, in: text),
        message: error.message
      )
    }
    guard unbound.number(ofGroup: "tag") != nil else {
      throw ScalarPath.Mistake(offset: 0, message: "the pattern has no group '(?<tag>…)'")
    }
  }

  public static func == (one: PatternTemplate, other: PatternTemplate) -> Bool {
    one.text == other.text
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }

  /// The placeholders and named groups that occur.
  public var placeholders: Set<Placeholder> {
    Set(
      Placeholder.allCases.filter { placeholder in
        unbound.number(ofGroup: placeholder.rawValue) != nil
      }
    )
  }

  /// One match: its names, and the bytes of its tag.
  struct Hit {
    var captures: Captures
    var tag: Range<Int>
  }

  /// All matches that agree with what is bound.
  func hits(in bytes: [UInt8], _ bound: Captures) throws(DocumentMistake) -> [Hit] {
    let pattern = try compiled(bound)
    guard let tag = pattern.number(ofGroup: "tag") else { return [] }
    var hits: [Hit] = []
    for match in try matches(of: pattern, in: bytes) {
      guard let range = match.groups[tag] else { continue }
      guard let captures = captures(of: match, pattern, bytes, bound) else { continue }
      hits.append(Hit(captures: captures, tag: range))
    }
    return hits
  }

  private func compiled(_ bound: Captures) throws(DocumentMistake) -> Pattern {
    let expansion = Self.expand(text, bound)
    guard expansion.isBound else { return unbound }
    do throws(Pattern.Mistake) {
      return try Pattern(expansion.text)
    } catch {
      throw DocumentMistake(
        message: "the pattern cannot be used for these names: \(error.message)"
      )
    }
  }

  private func matches(
    of pattern: Pattern,
    in bytes: [UInt8]
  ) throws(DocumentMistake) -> [Pattern.Match] {
    do throws(Pattern.Failure) {
      return try pattern.matches(in: bytes)
    } catch {
      switch error {
      case .notUTF8: throw DocumentMistake(message: "the file is not UTF-8")
      case .tooLong:
        throw DocumentMistake(
          message: "the pattern took too long on this file",
          hint: "begin the pattern with text that stands there, and repeat as little as you can"
        )
      case .other(let words):
        throw DocumentMistake(message: "the pattern cannot be used on this file: \(words)")
      }
    }
  }

  private func captures(
    of match: Pattern.Match,
    _ pattern: Pattern,
    _ bytes: [UInt8],
    _ bound: Captures
  ) -> Captures? {
    var captures = bound
    for placeholder in Placeholder.allCases {
      guard let group = pattern.number(ofGroup: placeholder.rawValue),
        let range = match.groups[group]
      else { continue }
      let text = String(decoding: bytes[range], as: UTF8.self)
      if let expected = bound[placeholder], !expected.isSameText(as: text) { return nil }
      captures[placeholder] = text
    }
    return captures
  }
}

extension PatternTemplate {
  /// The expression that PCRE2 sees, and which of its bytes stand for a placeholder.
  private struct Expansion {
    var text = ""
    var isBound = false
    /// For each piece, where it begins in the expression and in the template, in bytes.
    var origins: [(expanded: Int, source: Int)] = [(0, 0)]

    /// The place in the template, in characters, of a byte of the expression.
    func sourceOffset(of offset: Int, in source: String) -> Int {
      let origin = origins.last { $0.expanded <= offset } ?? (0, 0)
      let byte = origin.source + offset - origin.expanded
      return String(decoding: source.utf8.prefix(byte), as: UTF8.self).count
    }
  }

  private static func expand(_ text: String, _ bound: Captures) -> Expansion {
    var expansion = Expansion()
    var rest = text[...]
    var captured: Set<Placeholder> = []
    while let (range, placeholder) = firstPlaceholder(in: rest) {
      expansion.text += rest[..<range.lowerBound]
      if let value = bound[placeholder] {
        expansion.text += quoted(value)
        expansion.isBound = true
      } else if captured.insert(placeholder).inserted {
        expansion.text += "(?<\(placeholder.rawValue)>\(name))"
      } else {
        expansion.text += "\\k<\(placeholder.rawValue)>"
      }
      rest = rest[range.upperBound...]
      let source = text.utf8.distance(from: text.startIndex, to: range.upperBound)
      expansion.origins.append((expansion.text.utf8.count, source))
    }
    expansion.text += rest
    return expansion
  }

  private static func firstPlaceholder(
    in text: Substring
  ) -> (Range<Substring.Index>, Placeholder)? {
    Placeholder.allCases
      .compactMap { placeholder in
        text.firstRange(of: "{\(placeholder.rawValue)}").map { ($0, placeholder) }
      }
      .min { $0.0.lowerBound < $1.0.lowerBound }
  }

  /// A name as literal text in an expression; `\E` inside it would end the quotation.
  private static func quoted(_ name: String) -> String {
    "\\Q" + name.replacing("\\E", with: "\\E\\\\E\\Q") + "\\E"
  }
}
