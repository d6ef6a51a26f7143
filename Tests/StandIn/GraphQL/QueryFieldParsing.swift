extension QueryParser {
  mutating func selection() throws(QueryFault) -> [QuerySelection] {
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
      skip()
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
}
