extension PathTemplate {
  static func parse(_ text: String) throws(Mistake) -> [Component] {
    if text.isEmpty { throw Mistake(offset: 0, message: "the path is empty", hint: nil) }
    var components: [Component] = []
    var offset = 0
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      try checkName(part, offset, isFirst: offset == 0)
      components.append(try component(part, offset))
      offset += part.count + 1
    }
    if components.last == .deep {
      components.append(.pattern(ComponentPattern(tokens: [.any])))
    }
    return components
  }

  private static func checkName(_ part: Substring, _ offset: Int, isFirst: Bool) throws(Mistake) {
    switch part {
    case "" where isFirst: throw Mistake(offset: offset, message: startsWithSlash, hint: relative)
    case "": throw Mistake(offset: offset, message: emptyComponent, hint: nil)
    case ".", "..": throw Mistake(offset: offset, message: dots(part), hint: relative)
    default: break
    }
    if part.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw Mistake(offset: offset, message: controlCharacter, hint: nil)
    }
  }

  private static func component(_ part: Substring, _ offset: Int) throws(Mistake) -> Component {
    if part == "**" { return .deep }
    if let stars = part.firstRange(of: "**") {
      let before = part.distance(from: part.startIndex, to: stars.lowerBound)
      throw Mistake(offset: offset + before, message: starsInside, hint: starsAlone)
    }
    let tokens = try tokens(part, offset)
    if case .literal = tokens[0], tokens.count == 1 { return .literal(String(part)) }
    return .pattern(ComponentPattern(tokens: tokens))
  }

  private static func tokens(
    _ part: Substring,
    _ start: Int
  ) throws(Mistake) -> [ComponentPattern.Token] {
    var tokens: [ComponentPattern.Token] = []
    var rest = part
    while let first = rest.first {
      let offset = start + part.count - rest.count
      let token: ComponentPattern.Token
      switch first {
      case "*":
        token = .any
        rest = rest.dropFirst()
      case "{": token = try placeholder(&rest, offset)
      case "}": throw Mistake(offset: offset, message: strayBrace, hint: nil)
      default:
        let literal = rest.prefix { !"*{}".contains($0) }
        token = .literal(Array(literal.utf8))
        rest = rest.dropFirst(literal.count)
      }
      if let last = tokens.last, isUncertain(last, token) {
        throw Mistake(offset: offset, message: touching, hint: apart)
      }
      tokens.append(token)
    }
    return tokens
  }

  private static func placeholder(
    _ rest: inout Substring,
    _ offset: Int
  ) throws(Mistake) -> ComponentPattern.Token {
    let name = rest.dropFirst().prefix { $0 != "}" && $0 != "{" }
    guard rest.dropFirst(name.count + 1).first == "}" else {
      throw Mistake(offset: offset, message: openBrace, hint: nil)
    }
    rest = rest.dropFirst(name.count + 2)
    switch name {
    case "service": return .service
    case "environment": return .environment
    default:
      let known = ["service", "environment"]
      throw Mistake(
        offset: offset,
        message: unknownPlaceholder(name),
        hint: didYouMean(String(name), among: known) ?? knownPlaceholders
      )
    }
  }

  /// Where `{service}` touches another wildcard, nothing says where the one ends and the other begins.
  private static func isUncertain(
    _ one: ComponentPattern.Token,
    _ other: ComponentPattern.Token
  ) -> Bool {
    switch (one, other) {
    case (.service, .any), (.any, .service), (.service, .service), (.service, .environment),
      (.environment, .service):
      true
    default: false
    }
  }
}

private let startsWithSlash = "the path begins with a slash"
private let emptyComponent = "the path has an empty component"
private let relative = "write it from the root of the repository, as `git ls-files` does"
private let controlCharacter = "the path has a control character"
private let starsInside = "'**' stands beside other characters"
private let starsAlone = "write it between two slashes, or use '*'"
private let strayBrace = "a '}' stands without its '{'"
private let openBrace = "a '{' stands without its '}'"
private let touching = "nothing stands between two wildcards, so it is open where '{service}' ends"
private let apart = "put a character or a slash between them"
private let knownPlaceholders = "a path has '{service}' and '{environment}'"

private func dots(_ part: Substring) -> String { "the path has the component '\(part)'" }

private func unknownPlaceholder(_ name: Substring) -> String {
  "nothing is called '{\(name)}' in a path"
}
