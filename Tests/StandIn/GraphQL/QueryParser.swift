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

  var current: QueryToken { tokens.first ?? end }

  var fault: QueryFault {
    let word =
      switch current.kind {
      case .sign(let text), .name(let text), .string(let text): "\"\(text)\""
      case .number(let number): "\(number)"
      case .end: "the end"
      }
    return QueryFault(message: "Parse error on \(word)", place: current.place)
  }

  mutating func skip() { tokens = tokens.dropFirst() }

  mutating func take(_ sign: String) -> Bool { take(.sign(sign)) }

  mutating func take(name: String) -> Bool { take(.name(name)) }

  private mutating func take(_ kind: QueryToken.Kind) -> Bool {
    guard current.kind == kind else { return false }
    skip()
    return true
  }

  mutating func need(_ sign: String) throws(QueryFault) {
    guard take(sign) else { throw fault }
  }

  mutating func name() throws(QueryFault) -> String {
    guard case .name(let name) = current.kind else { throw fault }
    skip()
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
}
