/// Makes YAML files of every style out of a number, the same file for the same number.
struct DocumentsGenerator {
  private var state: UInt64
  private var lineEnd = "\n"
  /// PyYAML knows no tabs between tokens, so that most files have none.
  private var tab = " "
  private var names = 0
  private var anchors: [String] = []

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func one(of texts: [String]) -> String { texts[below(texts.count)] }
  private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One file: one to three documents, each a mapping whose first key tells it from the others.
  mutating func file() -> [UInt8] {
    lineEnd = chance(25) ? "\r\n" : "\n"
    tab = chance(10) ? "\t" : " "
    var text = chance(15) ? "\u{FEFF}" : ""
    let documents = 1 + (chance(25) ? below(3) : 0)
    for number in 0..<documents {
      anchors = []
      if documents > 1 || chance(20) { text += "---" + lineEnd }
      text += "doc\(number):" + value(indent: 0, depth: 0)
      text += mapping(indent: 0, depth: 1)
    }
    if chance(30) { while text.hasSuffix(lineEnd) { text.removeLast() } }
    return Array(text.utf8)
  }

  private mutating func key() -> String {
    names += 1
    let key = one(of: ["tag", "image", "größe", "a b", "x.y/z", "🚀", "v1", "on", "[k", "e\u{301}"])
    switch below(6) {
    case 0: return "'\(key)\(names)'"
    case 1: return "\"\(key)\(names)\""
    default: return key.hasPrefix("[") ? "k\(names)" : "\(key)\(names)"
    }
  }

  private mutating func mapping(indent: Int, depth: Int) -> String {
    let space = String(repeating: " ", count: indent)
    var text = ""
    for _ in 0...below(4) {
      if chance(10) { text += one(of: ["", space + "# note: x", "# {{ no }}"]) + lineEnd }
      text += space + key() + ":" + value(indent: indent, depth: depth)
    }
    return text
  }

  private mutating func sequence(indent: Int, depth: Int) -> String {
    let space = String(repeating: " ", count: indent)
    var text = ""
    for _ in 0...below(3) {
      if chance(30), depth < 4 {
        let item = mapping(indent: indent + 2, depth: depth + 1)
        // A comment or blank line first would leave the dash alone, which is a different shape.
        text +=
          item.first == " " && item.dropFirst(indent + 2).first != "#"
          ? space + "- " + item.dropFirst(indent + 2) : space + "-" + lineEnd + item
      } else {
        text += space + "-" + value(indent: indent, depth: depth + 1, isItem: true)
      }
    }
    return text
  }

  /// What follows `key:` or `-`, with the line's end.
  private mutating func value(indent: Int, depth: Int, isItem: Bool = false) -> String {
    let step = indent + 1 + below(4)
    switch below(depth > 3 ? 6 : 10) {
    case 0: return isItem ? lineEnd : end()
    case 1: return " " + block(indent: step)
    case 2 where !anchors.isEmpty: return " *" + one(of: anchors) + end()
    case 3: return " " + flow(depth: depth) + end()
    case 6, 7: return (isItem ? lineEnd : end()) + mapping(indent: step, depth: depth + 1)
    case 8: return (isItem ? lineEnd : end()) + sequence(indent: step, depth: depth + 1)
    default:
      return one(of: [" ", "  ", isItem ? " " : tab]) + properties() + inline(indent: step) + end()
    }
  }

  private mutating func end() -> String {
    one(of: ["", "", "", " ", " # v1 \"x", "  # {\"$imagepolicy\": \"a:b\"}", tab + "# ü🚀"])
      + lineEnd
  }

  private mutating func properties() -> String {
    guard chance(12) else { return "" }
    names += 1
    if chance(30) { return "!!str " }
    anchors.append("a\(names)")
    return "&a\(names) "
  }

  private mutating func inline(indent: Int) -> String {
    let fold = lineEnd + String(repeating: " ", count: indent)
    switch below(8) {
    case 0, 1: return quoted()
    case 2 where chance(30): return "two words\(fold)folded"
    case 3 where chance(30): return "\"two\(fold)lines\""
    default:
      return one(of: [
        "v1.2.3", "1.10", "007", "on", "r:5000/n:v1", "~", "null", "2026-01-01", "a#b", "größe",
        "https://x/y?ref=v1", "x y", "🚀", "-1", "a\u{A0}b", "a'b", "1:30", "\\n", "x,y", "[]", "{}",
      ])
    }
  }

  private mutating func quoted() -> String {
    one(of: [
      "'v1'", "'it''s'", "''", "\"v1\"", "\"a\\\"b\"", "\"\\u00e9\\n\"", "\"\"", "'# x'",
      "\"a: b\"",
      "'🚀'", "\"a\u{2028}b\"", "\"x\u{85}y\"", "'x{y'",
    ])
  }

  private mutating func block(indent: Int) -> String {
    let space = String(repeating: " ", count: indent + 1)
    var text = one(of: ["|", "|-", ">", ">-", "|+", ">+", "|- # note"]) + lineEnd
    text += space + one(of: ["v1", "v1 ", "# no comment", "größe: 🚀", "a: b"]) + lineEnd
    if chance(20) { text += space + "more" + lineEnd }
    return text
  }

  private mutating func flow(depth: Int) -> String {
    let space = one(of: ["", " "])
    var parts: [String] = []
    let isMapping = chance(60)
    for _ in 0..<below(4) {
      let inner = depth < 4 && chance(25) ? flow(depth: depth + 1) : flowScalar()
      parts.append(isMapping ? key() + ": " + inner : inner)
    }
    let list = parts.joined(separator: "," + one(of: [" ", "  ", " "]))
    return isMapping ? "{\(space)\(list)\(space)}" : "[\(space)\(list)\(space)]"
  }

  private mutating func flowScalar() -> String {
    chance(30)
      ? quoted() : one(of: ["v1", "1.10", "on", "r/n:v1", "größe", "x y", "~", "🚀", "a#b", "-1"])
  }
}
