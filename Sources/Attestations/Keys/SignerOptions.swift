/// What stands between the principals and the key of a line of `allowed_signers`.
struct SignerOptions {
  var namespaces: String?
  var validAfter: Int?
  var validBefore: Int?
}

/// Reads the options of a line, and collects all that is wrong with them.
struct SignerOptionsReader {
  /// What ends the name of an option.
  private static let marks = Set("=,\"".utf8)

  private(set) var mistakes: [KeyFileMistake] = []
  private var found = SignerOptions()
  private var rest: ArraySlice<UInt8>
  private let line: KeyFileLine
  private let path: String

  init(_ line: KeyFileLine, _ options: ArraySlice<UInt8>, path: String) {
    self.line = line
    self.path = path
    rest = options
  }

  mutating func options() -> SignerOptions? {
    let start = rest.startIndex
    repeat { option() } while next()
    if let after = found.validAfter, let before = found.validBefore, before <= after {
      refuse("'valid-before' is not after 'valid-after'", at: start)
    }
    return mistakes.isEmpty ? found : nil
  }

  /// Goes behind a comma; what else follows an option ends the reading.
  private mutating func next() -> Bool {
    guard let byte = rest.first, mistakes.count < SignerLineReader.mostMistakes else {
      return false
    }
    guard byte == UInt8(ascii: ",") else {
      if mistakes.isEmpty { refuse("a comma is missing between two options", at: rest.startIndex) }
      return false
    }
    rest = rest.dropFirst()
    return true
  }

  private mutating func option() {
    let start = rest.startIndex
    let name = rest.prefix { !Self.marks.contains($0) }
    rest = rest.dropFirst(name.count)
    let text = String(decoding: name, as: UTF8.self)
    switch text.lowercased() {
    case "namespaces":
      guard let value = value(of: text, isSet: found.namespaces != nil, at: start) else { return }
      found.namespaces = namespaces(value, at: start)
    case "valid-after":
      guard let value = value(of: text, isSet: found.validAfter != nil, at: start) else { return }
      found.validAfter = time(value, at: start)
    case "valid-before":
      guard let value = value(of: text, isSet: found.validBefore != nil, at: start) else { return }
      found.validBefore = time(value, at: start)
    case "cert-authority":
      refuse(
        "certificates are not taken, so 'cert-authority' would let nobody sign",
        hint: "write a line for the plain key of each person",
        at: start,
        .certAuthority
      )
    case "": refuse("an option is missing between two commas", at: start, .looseComma)
    default: unknown(text, at: start)
    }
  }

  private mutating func unknown(_ name: String, at start: Int) {
    refuse(
      "there is no option '\(name.excerpt)'",
      hint:
        "the options are 'namespaces', 'valid-after' and 'valid-before'; the key comes behind them",
      at: start
    )
    // The rest of the unknown option.
    _ = quoted()
    rest = rest.drop { $0 != UInt8(ascii: ",") }
  }

  private mutating func value(of name: String, isSet: Bool, at start: Int) -> [UInt8]? {
    guard let value = quoted() else {
      refuse("the option needs a value in quotes: \(name)=\"…\"", at: start)
      rest = rest.drop { $0 != UInt8(ascii: ",") }
      return nil
    }
    guard !isSet else {
      refuse("the option '\(name)' is there twice", at: start)
      return nil
    }
    return value
  }

  /// `="…"`, in which `\"` is a quote.
  private mutating func quoted() -> [UInt8]? {
    guard rest.starts(with: Array("=\"".utf8)) else { return nil }
    var value: [UInt8] = []
    var index = rest.startIndex + 2
    while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
      if rest[index...].starts(with: Array("\\\"".utf8)) { index += 1 }
      value.append(rest[index])
      index += 1
    }
    guard index < rest.endIndex else { return nil }
    rest = rest[(index + 1)...]
    return value
  }

  private mutating func namespaces(_ value: [UInt8], at start: Int) -> String? {
    guard !value.isEmpty else {
      refuse("no namespace is named, so the key could sign nothing", at: start, .emptyNamespaces)
      return nil
    }
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func time(_ value: [UInt8], at start: Int) -> Int? {
    do throws(SSHMistake) {
      return try SignerTime.seconds(value)
    } catch {
      let text = String(decoding: value, as: UTF8.self)
      let hint = error.strictness == .localTime ? "write '\(text)Z' for that time in UTC" : nil
      refuse(error.message, hint: hint, at: start, error.strictness)
      return nil
    }
  }

  private mutating func refuse(
    _ message: String,
    hint: String? = nil,
    at index: Int,
    _ strictness: Strictness? = nil
  ) {
    mistakes.append(KeyFileMistake(path, line, at: index, message, hint: hint, strictness))
  }
}
