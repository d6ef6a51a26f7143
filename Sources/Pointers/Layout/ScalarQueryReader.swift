extension SourceReader {
  /// Reads what stands beside `path:` in a pointer's entry and says where in the file the tag is.
  mutating func query(_ table: SourceTable) -> ScalarQuery? {
    let conditions = table["document"].map { self.conditions($0) } ?? []
    let part: ScalarPart? = table["part"].flatMap { choice($0, "part") }
    let comment: CommentRule? = table["comment"].flatMap { choice($0, "comment") }
    checkCompany(table)
    guard let locator = self.locator(table, conditions) else { return nil }
    return ScalarQuery(locator, part: part, comment: comment != nil)
  }

  private enum CommentRule: String, CaseIterable { case version }

  private mutating func locator(
    _ table: SourceTable,
    _ conditions: [DocumentCondition]
  ) -> ScalarQuery.Locator? {
    switch (table["key"], table["pattern"]) {
    case (nil, nil):
      guard table.lacks("key"), table.lacks("pattern") else { return nil }
      note("'key' is missing", at: table.node, hint: "or 'pattern', for files without a parser")
      return nil
    case (_?, let pattern?):
      note("'pattern' stands beside 'key'", at: pattern, hint: "leave one of them out")
      return nil
    case (let key?, nil):
      guard let text = text(key, "key"),
        let path = parsed(key, { () throws(ScalarPath.Mistake) in try ScalarPath(parsing: text) })
      else { return nil }
      return .key(path, document: conditions)
    case (nil, let pattern?):
      guard let text = text(pattern, "pattern"),
        let template = parsed(
          pattern,
          { () throws(ScalarPath.Mistake) in try PatternTemplate(parsing: text) }
        )
      else { return nil }
      return .pattern(template)
    }
  }

  /// What makes sense beside a key only.
  private mutating func checkCompany(_ table: SourceTable) {
    guard table["key"] == nil, table["pattern"] != nil else { return }
    for name in ["document", "part", "comment"] {
      guard let node = table[name] else { continue }
      note("'\(name)' stands beside 'pattern', and goes with 'key' only", at: node)
    }
  }

  private mutating func conditions(_ node: SourceNode) -> [DocumentCondition] {
    guard let table = table(node, "document") else { return [] }
    if table.entries.isEmpty { note("'document' asks for nothing", at: node) }
    return table.entries.compactMap { entry in
      let path = parsed(entry.key) { () throws(ScalarPath.Mistake) in
        try ScalarPath(parsing: entry.name)
      }
      let value = text(entry.value, entry.name).flatMap { text in
        parsed(entry.value) { () throws(ScalarPath.Mistake) in try TextTemplate(parsing: text) }
      }
      guard let path, let value else { return nil }
      return DocumentCondition(path: path, value: value)
    }
  }

  /// What `parse` makes of a node's text; its mistake is noted where it is.
  private mutating func parsed<Value>(
    _ node: SourceNode,
    _ parse: () throws(ScalarPath.Mistake) -> Value
  ) -> Value? {
    do throws(ScalarPath.Mistake) {
      return try parse()
    } catch {
      note(error.message, at: node, offset: error.offset)
      return nil
    }
  }
}
