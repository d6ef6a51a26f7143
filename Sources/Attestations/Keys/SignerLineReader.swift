/// Reads a line of `allowed_signers`, and collects all that is wrong with it.
struct SignerLineReader {
  /// More is not said of one line, so that no line takes long.
  static let mostMistakes = 8

  private(set) var mistakes: [KeyFileMistake] = []
  private var line: KeyFileLine
  private let path: String

  init(_ line: KeyFileLine, path: String) {
    self.line = line
    self.path = path
  }

  /// The line's entry, or `nil` where mistakes are found.
  mutating func entry() -> AllowedSigners.Entry? {
    if let mistake = KeyFileMistake.controlCharacter(path, line) {
      mistakes = [mistake]
      return nil
    }
    guard namesSomebody() else { return nil }
    guard let principals = principals(), let options = options(), let key = key(),
      mistakes.isEmpty
    else { return nil }
    return AllowedSigners.Entry(
      principals: principals,
      key: key,
      namespaces: options.namespaces,
      validAfter: options.validAfter,
      validBefore: options.validBefore,
      line: line.number
    )
  }

  // MARK: Principals

  /// Whether something stands in front of the key, as in no other file of keys.
  private mutating func namesSomebody() -> Bool {
    var copy = line
    // An error says that the line does not begin with a key, which is as it should be.
    guard (try? copy.key()) != nil else { return true }
    refuse(
      "the line does not say whose the key is",
      hint: "write who signs with it in front of the key"
    )
    return false
  }

  private mutating func principals() -> [String]? {
    let start = line.rest.startIndex
    guard let word = principalsWord() else { return nil }
    let names = word.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    for name in names {
      guard let problem = Self.problem(of: name) else { continue }
      refuse("the principal '\(Self.text(name).excerpt)' \(problem.words)", at: start, problem.rule)
      guard mistakes.count < Self.mostMistakes else { return nil }
    }
    return names.map(Self.text)
  }

  /// One word, or any characters in quotes.
  private mutating func principalsWord() -> ArraySlice<UInt8>? {
    let quote = UInt8(ascii: "\"")
    let isQuoted = line.rest.first == quote
    let word = isQuoted ? line.rest.dropFirst().prefix { $0 != quote } : line.nextWord
    let behind = line.rest.dropFirst(word.count + (isQuoted ? 2 : 0)).first
    guard !word.contains(quote), behind.map(KeyFileLine.isBlank) ?? true,
      !isQuoted || line.rest.dropFirst(word.count + 1).first == quote
    else {
      refuse("the principals' quotes do not go around the whole word", .oddPrincipal)
      return nil
    }
    line.skip(word.count + (isQuoted ? 2 : 0))
    return word
  }

  private static func problem(of name: ArraySlice<UInt8>) -> (words: String, rule: Strictness)? {
    if name.isEmpty { return ("is empty", .oddPrincipal) }
    guard let text = String(validating: name, as: UTF8.self) else {
      return ("is not UTF-8", .oddPrincipal)
    }
    let invisible: Set<Unicode.GeneralCategory> = [.control, .format]
    if text.unicodeScalars.contains(where: { invisible.contains($0.properties.generalCategory) }) {
      return ("has invisible characters", .oddPrincipal)
    }
    if name.first == UInt8(ascii: "!") || name.contains(where: { $0 == 0x2a || $0 == 0x3f }) {
      return ("is a pattern: each name must be written out", .wildcardPrincipal)
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Options and key

  /// `nil` where it cannot be told where they end; what else is wrong with them is among the mistakes.
  private mutating func options() -> SignerOptions? {
    guard !line.rest.isEmpty, !SSHKeyKind.isType(Self.text(line.nextWord)) else {
      return SignerOptions()
    }
    guard let length = Self.lengthOfOptions(line.rest) else {
      refuse("a quote is not closed")
      return nil
    }
    var reader = SignerOptionsReader(line, line.rest.prefix(length), path: path)
    let options = reader.options()
    mistakes += reader.mistakes
    line.skip(length)
    return options ?? SignerOptions()
  }

  /// Up to the first blank that is not in quotes.
  private static func lengthOfOptions(_ rest: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var index = rest.startIndex
    while index < rest.endIndex, isQuoted || !KeyFileLine.isBlank(rest[index]) {
      let isEscaped = rest[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\"")])
      if !isEscaped, rest[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      index += isEscaped ? 2 : 1
    }
    return isQuoted ? nil : index - rest.startIndex
  }

  private mutating func key() -> SSHPublicKey? {
    guard !line.rest.isEmpty else {
      // Where the options are wrong, the key was mistaken for them or is not what matters.
      if mistakes.isEmpty { refuse("the line has no key") }
      return nil
    }
    let start = line.rest.startIndex
    do throws(SSHMistake) {
      return try line.key()
    } catch {
      refuse(error.message, at: start, error.strictness)
      return nil
    }
  }

  private mutating func refuse(
    _ message: String,
    hint: String? = nil,
    at index: Int? = nil,
    _ strictness: Strictness? = nil
  ) {
    mistakes.append(KeyFileMistake(path, line, at: index, message, hint: hint, strictness))
  }
}
