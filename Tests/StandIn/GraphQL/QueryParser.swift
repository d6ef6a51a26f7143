import Notation

/// Makes a document of the words of a query.
struct QueryParser {
  private var tokens: ArraySlice<QueryToken>
  private let end: QueryToken

  init(_ text: String) throws(QueryFault) {
    var lexer = QueryLexer(text)
    let tokens = try lexer.tokens()
    self.tokens = tokens[...]
    end = tokens[tokens.count - 1]
  }

  mutating func document() throws(QueryFault) -> QueryDocument {
    var operations: [QueryOperation] = []
    var fragments: [String: QueryFragment] = [:]
    while current.kind != .end {
      if take(name: "fragment") {
        let name = try name()
        fragments[name] = try fragment()
      } else {
        operations.append(try operation())
      }
    }
    return QueryDocument(operations: operations, fragments: fragments)
  }

  private var current: QueryToken { tokens.first ?? end }

  private var fault: QueryFault {
    let word =
      switch current.kind {
      case .sign(let text), .name(let text), .string(let text): "\"\(text)\""
      case .number(let number): "\(number)"
      case .end: "the end"
      }
    return QueryFault(message: "Parse error on \(word)", place: current.place)
  }

  mutating func take(_ sign: String) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  private mutating func take(name: String) -> Bool {
    guard current.kind == .name(name) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  mutating func need(_ sign: String) throws(QueryFault) {
    guard take(sign) else { throw fault }
  }

  mutating func name() throws(QueryFault) -> String {
    guard case .name(let name) = current.kind else { throw fault }
    tokens = tokens.dropFirst()
    return name
  }

  private mutating func operation() throws(QueryFault) -> QueryOperation {
    guard current.kind != .sign("{") else {
      return QueryOperation(kind: "query", name: nil, variables: [], selection: try selection())
    }
    let kind = try name()
    guard ["query", "mutation", "subscription"].contains(kind) else { throw fault }
    var title: String?
    if case .name = current.kind { title = try name() }
    var variables: [QueryVariable] = []
    if take("(") { while !take(")") { variables.append(try variable()) } }
    return QueryOperation(
      kind: kind,
      name: title,
      variables: variables,
      selection: try selection()
    )
  }

  private mutating func fragment() throws(QueryFault) -> QueryFragment {
    let place = current.place
    guard take(name: "on") else { throw fault }
    return QueryFragment(type: try name(), selection: try selection(), place: place)
  }

  private mutating func selection() throws(QueryFault) -> [QuerySelection] {
    try need("{")
    var selection: [QuerySelection] = []
    repeat { selection.append(try selected()) } while !take("}")
    return selection
  }

  private mutating func selected() throws(QueryFault) -> QuerySelection {
    let place = current.place
    guard take("...") else { return .field(try field()) }
    if take(name: "on") { return .inline(type: try name(), try selection(), place) }
    if case .name(let name) = current.kind {
      tokens = tokens.dropFirst()
      return .spread(name, place)
    }
    return .inline(type: nil, try selection(), place)
  }

  private mutating func field() throws(QueryFault) -> QueryField {
    let place = current.place
    let first = try name()
    let second = take(":") ? try name() : nil
    var arguments: [String: QueryValue] = [:]
    if take("(") {
      while !take(")") {
        let name = try name()
        try need(":")
        arguments[name] = try value()
      }
    }
    return QueryField(
      alias: second.map { _ in first },
      name: second ?? first,
      arguments: arguments,
      selection: current.kind == .sign("{") ? try selection() : [],
      place: place
    )
  }

  mutating func value() throws(QueryFault) -> QueryValue {
    let kind = current.kind
    if take("$") { return .variable(try name()) }
    if take("[") {
      var items: [QueryValue] = []
      while !take("]") { items.append(try value()) }
      return .list(items)
    }
    if take("{") { return try object() }
    guard let plain = kind.plain else { throw fault }
    tokens = tokens.dropFirst()
    return .plain(plain)
  }

  private mutating func object() throws(QueryFault) -> QueryValue {
    var members: [String: QueryValue] = [:]
    while !take("}") {
      let name = try name()
      try need(":")
      members[name] = try value()
    }
    return .object(members)
  }
}

extension QueryToken.Kind {
  /// A value of one word; the names of enumerations become texts.
  fileprivate var plain: JSONValue? {
    switch self {
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .name("true"): true
    case .name("false"): false
    case .name("null"): .null
    case .name(let name): .string(name)
    case .sign, .end: nil
    }
  }
}
