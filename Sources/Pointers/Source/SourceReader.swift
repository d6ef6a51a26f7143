/// Reads the values of a YAML file that people write for opsgate, and notes every mistake on the way.
///
/// Each reading method returns `nil` after it noted why, so that a reader goes on and finds all mistakes at once.
public struct SourceReader: Sendable {
  /// The file that mistakes are noted against.
  public let path: String
  private var noted: [FileMistake] = []
  private var isCutShort = false

  public init(path: String) { self.path = path }

  /// Who makes more mistakes than this has no use for the rest, and their hints cost time.
  private static let most = 200

  /// What was noted so far, in the file's order, each mistake once.
  ///
  /// Of very many mistakes only the first 200 that were met are here, and one that says so.
  public var mistakes: [FileMistake] {
    let all = Set(noted).sorted()
    let message = "there are more mistakes than these \(Self.most)"
    return !isCutShort ? all : all + [FileMistake(path: path, message: message)]
  }

  /// Notes a mistake at a node.
  public mutating func note(
    _ message: String,
    at node: SourceNode,
    hint: @autoclosure () -> String? = nil
  ) {
    note(message, line: node.line, column: node.column, hint: hint())
  }

  /// Notes a mistake so many characters behind the beginning of a scalar's text.
  public mutating func note(
    _ message: String,
    at node: SourceNode,
    offset: Int,
    hint: @autoclosure () -> String? = nil
  ) {
    let column = node.textColumn.map { $0 + offset } ?? node.column
    note(message, line: node.line, column: column, hint: hint())
  }

  /// Notes a mistake of the whole file, or of a place that has no node.
  public mutating func note(
    _ message: String,
    line: Int? = nil,
    column: Int? = nil,
    hint: @autoclosure () -> String? = nil
  ) {
    guard noted.count < Self.most else {
      isCutShort = true
      return
    }
    noted.append(
      FileMistake(path: path, line: line, column: column, message: message, hint: hint())
    )
  }

  mutating func note(_ mistake: DocumentMistake) {
    note(mistake.message, line: mistake.line, column: mistake.column, hint: mistake.hint)
  }

  /// Any text.
  public mutating func text(_ node: SourceNode, _ name: String) -> String? {
    guard case .scalar(let text, isNull: false) = node.content else {
      note("'\(name)' must be text, and is \(node.summary)", at: node)
      return nil
    }
    guard !text.isEmpty else {
      note("'\(name)' is empty", at: node)
      return nil
    }
    return text
  }

  /// A whole number, from nought if nothing else is said.
  public mutating func wholeNumber(
    _ node: SourceNode,
    _ name: String,
    in range: ClosedRange<Int> = 0...Int.max
  ) -> Int? {
    guard let text = node.text, text.utf8.allSatisfy(Digits.isDigit), let number = Int(text)
    else {
      note("'\(name)' must be a whole number, and is \(node.summary)", at: node)
      return nil
    }
    guard range.contains(number) else {
      let bound =
        number < range.lowerBound ? "least \(range.lowerBound)" : "most \(range.upperBound)"
      note("'\(name)' must be at \(bound), and is \(number)", at: node)
      return nil
    }
    return number
  }

  /// One of a few words.
  public mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: SourceNode,
    _ name: String
  ) -> Choice? where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    guard let text = node.text else {
      note("'\(name)' must be \(words.alternatives), and is \(node.summary)", at: node)
      return nil
    }
    if let choice = Choice(rawValue: text) { return choice }
    note(
      "'\(name)' must be \(words.alternatives), and is \(node.summary)",
      at: node,
      hint: didYouMean(text, among: words)
    )
    return nil
  }

  /// The items of a list; none after a mistake.
  public mutating func list(_ node: SourceNode, _ name: String) -> [SourceNode] {
    if case .list(let items) = node.content { return items }
    note("'\(name)' must be a list, and is \(node.summary)", at: node)
    return []
  }

  /// A list of texts, each at most once, with the place of each.
  public mutating func names(
    _ node: SourceNode,
    _ name: String
  ) -> [(name: String, node: SourceNode)] {
    var names: [(name: String, node: SourceNode)] = []
    var seen: Set<String> = []
    for item in list(node, name) {
      guard let text = text(item, name) else { continue }
      if seen.insert(text).inserted {
        names.append((text, item))
      } else {
        note("'\(text.shortened)' stands twice in '\(name)'", at: item)
      }
    }
    return names
  }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  var alternatives: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
