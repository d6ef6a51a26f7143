/// Keeps away from the parser what would make it work without end.
enum YAMLGuard {
  /// Below this number of aliases a file cannot grow enough to matter.
  private static let manyAliases = 12

  /// Refuses a file with many aliases that also uses collections or aliases as keys.
  ///
  /// The parser hashes each key with all that it contains. Aliases of aliases as a key would be
  /// hashed as often as they would be expanded: that doubles with every line.
  static func check(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return }
    var aliases = 0
    var firstKey: Int?
    for offset in bytes.indices {
      switch bytes[offset] {
      case UInt8(ascii: "*"):
        aliases += 1
        if firstKey == nil, colonFollows(bytes, nameBehind: offset) { firstKey = offset }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if firstKey == nil, colonFollows(bytes, behind: offset + 1) { firstKey = offset }
      case UInt8(ascii: "?"):
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0x20
        if firstKey == nil, next <= 0x20 || next >= 0x80 || "*&![{".utf8.contains(next) {
          firstKey = offset
        }
      default: break
      }
    }
    guard aliases >= manyAliases, let firstKey else { return }
    throw Fault(
      offset: firstKey,
      message: "a file with many aliases may not use a collection as a key"
    )
  }

  private static func colonFollows(_ bytes: [UInt8], nameBehind offset: Int) -> Bool {
    var end = offset + 1
    while end < bytes.count, YAMLScan.isAnchorByte(bytes[end]) { end += 1 }
    return colonFollows(bytes, behind: end)
  }

  private static func colonFollows(_ bytes: [UInt8], behind offset: Int) -> Bool {
    var end = offset
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: ":")
  }
}
