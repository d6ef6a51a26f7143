/// The entries of one table of a file, by key, each key once.
public struct SourceTable: Sendable {
  public struct Entry: Sendable {
    public let name: String
    public let key: SourceNode
    public let value: SourceNode
  }

  /// Where the table begins.
  public let node: SourceNode
  /// The entries in the file's order.
  public let entries: [Entry]

  /// The known keys that are not among the entries but were meant, since a mistake was noted about each:
  /// keys without a value, and those that an unknown key is nearly spelled like.
  let flawed: Set<String>

  /// The value of a key, or `nil` where the key is not there.
  public subscript(name: String) -> SourceNode? { entries.first { $0.name == name }?.value }

  /// Whether the key is not there, and nothing was noted that explains it.
  public func lacks(_ name: String) -> Bool { self[name] == nil && !flawed.contains(name) }
}

extension SourceReader {
  /// A table with keys of the reader's own choice, such as people's names.
  ///
  /// - Returns: `nil` where it is no table.
  public mutating func table(_ node: SourceNode, _ name: String) -> SourceTable? {
    guard case .table(let pairs) = node.content else {
      note("'\(name)' must be a table, and is \(node.summary)", at: node)
      return nil
    }
    var entries: [SourceTable.Entry] = []
    for (key, value) in pairs {
      if case .scalar(let text, _) = key.content, !text.isEmpty {
        entries.append(SourceTable.Entry(name: text, key: key, value: value))
      } else {
        note("a key must be text, and is \(key.summary)", at: key)
      }
    }
    return SourceTable(node: node, entries: entries, flawed: [])
  }

  /// A table that may have these keys and no others; a key without a value is a mistake too.
  ///
  /// The keys that are `nullable` may be `null`.
  public mutating func table(
    _ node: SourceNode,
    _ name: String,
    keys: [String],
    nullable: Set<String> = []
  ) -> SourceTable? {
    guard let table = table(node, name) else { return nil }
    var known: [SourceTable.Entry] = []
    var flawed: Set<String> = []
    for entry in table.entries {
      if !keys.contains(entry.name) {
        noteUnknown(entry, keys)
        flawed.formUnion(nearest(to: entry.name, among: keys))
      } else if entry.value.isNull, !nullable.contains(entry.name) {
        note("'\(entry.name)' has no value", at: entry.key, hint: "give it one, or leave it out")
        flawed.insert(entry.name)
      } else {
        known.append(entry)
      }
    }
    return SourceTable(node: node, entries: known, flawed: flawed)
  }

  private mutating func noteUnknown(_ entry: SourceTable.Entry, _ keys: [String]) {
    note(
      "nothing is called '\(entry.name.shortened)' here",
      at: entry.key,
      hint: didYouMean(entry.name, among: keys) ?? "known here: " + keys.joined(separator: ", ")
    )
  }

  /// The value of a key that must be there; its absence is noted at the table.
  public mutating func required(
    _ table: SourceTable,
    _ key: String,
    hint: String? = nil
  ) -> SourceNode? {
    if let value = table[key] { return value }
    if table.lacks(key) { note("'\(key)' is missing", at: table.node, hint: hint) }
    return nil
  }
}
