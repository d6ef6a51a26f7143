extension QueryParser {
  /// `$after: String = null`.
  mutating func variable() throws(QueryFault) -> QueryVariable {
    try need("$")
    let name = try name()
    try need(":")
    let type = try type()
    let preset = take("=") ? try value() : nil
    return QueryVariable(name: name, type: type, preset: preset)
  }

  private mutating func type() throws(QueryFault) -> String {
    var text: String
    if take("[") {
      text = "[\(try type())]"
      try need("]")
    } else {
      text = try name()
    }
    if take("!") { text += "!" }
    return text
  }
}
