import Notation

extension QueryParser {
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
    skip()
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
