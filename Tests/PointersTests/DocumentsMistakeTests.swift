import Pointers
import Testing

/// Input that is wrong, or made to harm: each is told with its place, and none takes long.
@Suite
struct DocumentsMistakeTests {
  private func mistake(_ bytes: [UInt8], _ format: DocumentFormat) throws -> DocumentMistake {
    try #require(throws: DocumentMistake.self) { try ParsedDocument(bytes, format: format) }
  }

  @Test(arguments: [
    ("a: [1, 2", 1, 9), ("a: 1\nb: 2\n  c: 3\n", 3, 4), ("a: 'x\n", 2, 1), ("a: 1\na: 2\n", 1, 1),
    ("x:\n  k: 1\n  'k': 2\n", 2, 3), ("{ü: 1, 🚀: 1, 🚀: 2}", 1, 8), ("a: *b\n", 1, 4),
    ("\u{FEFF}a: *b\n", 1, 4), ("a: \"\\q\"\n", 1, 5), ("\ta: 1\n", 1, 1),
    ("a: 1\r\nb: *c\r\n", 2, 4),
    ("a: &x 1\n---\nb: *x\n", 1, 4), ("1: a\n'1': b\n", 1, 1), ("a: \"\u{85}\"\nb: *c", 2, 4),
    ("%YAML 3.0\n---\na: 1", 1, 1), ("- a\nb: 1\n", 2, 1),
  ])
  func aMistakeInYAMLHasItsPlace(_ text: String, _ line: Int, _ column: Int) throws {
    let mistake = try mistake(Array(text.utf8), .yaml)
    #expect([mistake.line, mistake.column] == [line, column], "\(mistake)")
  }

  @Test(arguments: [
    ("", 1, 1), ("{\"a\": 1,}", 1, 9), ("{\"a\": 1, \"a\": 2}", 1, 10), ("[1 2]", 1, 4),
    ("[1] x", 1, 5),
    ("{\n  a: 1}", 2, 3), ("[01]", 1, 2), ("[1.]", 1, 2), ("[tru]", 1, 2), ("[\"\\x\"]", 1, 3),
    ("[\"\\ud800\"]", 1, 3), ("[\"\\ud800\\u0041\"]", 1, 3), ("[\"a\tb\"]", 1, 4), ("\"a", 1, 1),
    ("[\"ü🚀\", nul]", 1, 8), ("{\"a\" 1}", 1, 6), ("[1,]", 1, 4), ("'a'", 1, 1),
    ("[\"\\u12\"]", 1, 3),
    ("{\"a\": 1, \"\\u0061\": 2}", 1, 10), ("\u{FEFF}[1e]", 1, 2), ("// c\n1", 1, 1),
    ("[NaN]", 1, 2),
    ("[-]", 1, 2), ("{", 1, 2),
  ])
  func aMistakeInJSONHasItsPlace(_ text: String, _ line: Int, _ column: Int) throws {
    let mistake = try mistake(Array(text.utf8), .json)
    #expect([mistake.line, mistake.column] == [line, column], "\(mistake)")
  }

  @Test(arguments: [
    "0", "-0.5e+10", "\"\"", " [ ] ", "{}", "[true,false,null]", "\"\\ud83d\\ude80\\/\\b\"", "1E5",
  ])
  func plainJSONIsRead(_ text: String) throws {
    #expect(throws: Never.self) { try ParsedDocument(Array(text.utf8), format: .json) }
  }

  @Test
  func aTextOfJSONIsUnescaped() throws {
    #expect(
      try query("a").tags(in: "{\"a\": \"\\u00e9\\ud83d\\ude80\\n\\\"\"}", .json) == ["é🚀\n\""]
    )
  }

  @Test(arguments: [DocumentFormat.yaml, .json, .text])
  func bytesThatAreNoTextAreToldSo(_ format: DocumentFormat) throws {
    #expect(try mistake([0x61, 0xFF], format).message == "the file is not UTF-8")
    #expect(try mistake([0xFF, 0xFE, 0x61, 0], format).message.contains("UTF-16"))
    let large = [UInt8](repeating: 0x20, count: 10 << 20)
    #expect(try mistake(large, format).message.contains("larger than 8 MiB"))
  }

  @Test
  func controlCharactersAreMistakes() throws {
    for byte in [0x00, 0x01, 0x1B, 0x7F] as [UInt8] {
      _ = try mistake(Array("a: b".utf8) + [byte, 0x0A], .yaml)
    }
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
    String(repeating: "[a: ", count: 100_000), String(repeating: "{", count: 900),
    (0..<900).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    String(repeating: "[", count: 990) + String(repeating: "]", count: 990),
    (0..<900).map { "\(String(repeating: " ", count: $0))- a:" }.joined(separator: "\n"),
  ])
  func deepNestingIsAMistake(_ text: String) throws {
    _ = try mistake(Array(text.utf8), .yaml)
  }

  @Test
  func deepNestingInJSONIsAMistake() throws {
    for text in ["[", "{\"a\":"] {
      let deep = String(repeating: text, count: 100_000)
      #expect(try mistake(Array(deep.utf8), .json).message.contains("nested deeper"))
    }
  }

  /// Nine aliases a line, forty lines: expanded, it would not fit the universe.
  @Test
  func aliasesOfAliasesAreNeverExpanded() throws {
    var text = "a0: &a0 [x, x]\nm0: &m0 {k: v}\n"
    for level in 1...40 {
      let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
      text += "m\(level): &m\(level) {<<: [*m\(level - 1), *m\(level - 1)]}\n"
    }
    text += "tag: v1\n"
    #expect(
      try query("tag").written("v2", into: text) == text.replacing("tag: v1", with: "tag: v2")
    )
    #expect(try query("m40.k").tags(in: text) == ["v"])
    #expect(try query("m40.{service}").tags(in: text) == ["v"])
    #expect(try query("a40[0][1][0].x").tags(in: text) == [])
  }

  @Test(arguments: [
    "? *a40\n  : x\n", "{*a40 : x}\n", "{[*a40]: x}\n", "{?*a40 : x}\n", "*a40 : x\n", "[*a40:x]\n",
    "{*a40:x}\n",
    "{? [*a40] : x}\n", "? - *a40\n",
  ])
  func aliasesOfAliasesAsAKeyAreAMistake(_ key: String) throws {
    var text = "- &a0 [x, x]\n"
    for level in 1...40 { text += "- &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    text += "- " + key
    #expect(try mistake(Array(text.utf8), .yaml).message.contains("in a key"))
  }

  @Test
  func whatOnlyLooksLikeAnAliasInAKeyIsRead() throws {
    var text = "a: &a {x: 1}\n"
    for number in 1...20 { text += "k\(number): *a\n" }
    text += "t: |\n  *a : *b\n  [*a]: {{ x }}: ? y\nu: '{*a : b}' # ? *a\ntag: v1\n"
    #expect(try query("tag").tags(in: text) == ["v1"])
  }

  @Test
  func manyKeysAliasesAndLongLinesTakeNoLongerThanTheirNumber() throws {
    let keys = (0..<20_000).map { "k\($0): v" }.joined(separator: "\n")
    #expect(try query("k19999").tags(in: keys) == ["v"])
    let flow = "[" + (0..<20_000).map { "{n: s\($0), t: ü}" }.joined(separator: ", ") + "]"
    let found = try query("[n={service}].t").read(
      Array(flow.utf8),
      format: .yaml,
      bound: Captures()
    )
    #expect(found.count == 20_000)
    #expect(found.last?.column == flow.count - 2)
    let stars = "a: '" + String(repeating: "*&", count: 200_000) + "'"
    #expect(try query("a").tags(in: stars).count == 1)
  }
}
