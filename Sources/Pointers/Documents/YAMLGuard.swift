import Yams

/// Keeps away from the parser what would make it work without end.
///
/// The parser hashes each key with all that it contains. Aliases of aliases as a key would be
/// hashed as often as they would be expanded: that doubles with every line. A quick look at the
/// bytes finds the few files that may do so; those are then parsed with their aliases made
/// harmless, to see whether one does stand in a key.
struct YAMLGuard {
  /// Below this number of aliases a file cannot grow enough to matter.
  private static let manyAliases = 6
  private static let star = UInt8(ascii: "*")

  private let bytes: [UInt8]
  private let lines: LineTable

  /// Refuses a file with many aliases some of which stand in keys.
  static func check(_ bytes: [UInt8], text: String, lines: LineTable) throws(Fault) {
    guard bytes.contains(star), bytes.contains(UInt8(ascii: "&")) else { return }
    let guarded = YAMLGuard(bytes: bytes, lines: lines)
    guard guarded.mayHaveAliasInKey else { return }
    // A letter in place of the star makes plain text of an alias, and keeps every place.
    let harmless = String(decoding: text.utf8.map { $0 == star ? 0x78 : $0 }, as: UTF8.self)
    try YAMLReader.forEachRoot(of: harmless, lines, bytes) { root throws(Fault) in
      try guarded.check(root, inKey: false, depth: 0)
    }
  }

  private var mayHaveAliasInKey: Bool {
    var aliases = 0
    var hasKey = false
    for offset in bytes.indices {
      switch bytes[offset] {
      case Self.star:
        let end = nameEnd(behind: offset)
        if end > offset + 1 { aliases += 1 }
        hasKey = hasKey || colonFollows(end)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): hasKey = hasKey || colonFollows(offset + 1)
      case UInt8(ascii: "?"):
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0x20
        hasKey = hasKey || next <= 0x20 || next >= 0x80 || "*&![{".utf8.contains(next)
      default: break
      }
    }
    return hasKey && aliases >= Self.manyAliases
  }

  private func nameEnd(behind offset: Int) -> Int {
    var end = offset + 1
    while end < bytes.count, YAMLScan.isAnchorByte(bytes[end]) { end += 1 }
    return end
  }

  private func colonFollows(_ offset: Int) -> Bool {
    var end = offset
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: ":")
  }

  private func check(_ node: Node, inKey: Bool, depth: Int) throws(Fault) {
    guard depth < YAMLReader.deepest else { throw YAMLReader.tooDeep(at: nil) }
    switch node {
    case .scalar(let scalar):
      guard let mark = scalar.mark, isAlias(scalar) else { return }
      // `{*a:b}` is an alias as a key, and with a letter for the star one plain text.
      guard inKey || scalar.string.contains(":") else { return }
      throw Fault(
        offset: lines.offset(line: mark.line, column: mark.column, in: bytes),
        message: "a file with many aliases may not use one in a key"
      )
    case .sequence(let sequence):
      for item in sequence { try check(item, inKey: inKey, depth: depth + 1) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        try check(key, inKey: true, depth: depth + 1)
        try check(value, inKey: inKey, depth: depth + 1)
      }
    case .alias: return
    }
  }

  private func isAlias(_ scalar: Node.Scalar) -> Bool {
    guard scalar.style == .plain, let mark = scalar.mark else { return false }
    let offset = lines.offset(line: mark.line, column: mark.column, in: bytes)
    return offset < bytes.count && bytes[offset] == Self.star
  }
}
