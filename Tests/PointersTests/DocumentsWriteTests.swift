import Pointers
import Testing

@Suite
struct DocumentsWriteTests {
  @Test(arguments: [
    "1.10", "007", "1e3", "1e5", "12e4567", "0777", "0o7", "1_000", "0x1F", "0b1", "1:30", "3.20",
    "on", "Yes", "y", "N", "off", "null", "NULL", "~", "", ".inf", "-.INF", ".NaN", "=", "<<",
    "2026-01-01", "2026-1-2", "2026-01-01T10:00:00Z", "1,000", "1.", ".5", "+1", "true", "0X1f",
    "-x", "?x", ":x", "*x", "&x", "!x", "%x", "@x", "`x", "|x", ">x", "'x", "#x", "[x", "{x", ",x",
    "a: b", "a #b", "a:", "a ", " a", "---", "...",
  ])
  func whatIsNoPlainTextIsQuoted(_ tag: String) throws {
    #expect(try query("t").written(tag, into: "t: v0 # c\n") == "t: \"\(tag)\" # c\n")
    #expect(try query("t").tags(in: "t: \"\(tag)\"\n") == [tag])
  }

  @Test(arguments: [
    "v1", "1.2.3", "main", "release/1.2", "1.0.0-rc.1+b5", "2026-08-17-094555-production", "a:b",
    "^1.2", "~1.2", "=1.2", "<2", "701ac57", "1e3x", "0x1G", "nullable", "yes1", "a#b", "größe",
    "v1,2", "é🚀", "$TAG", "a'b", "a\"b", "(x)", "1.2.3.4", "12:ab", "sha256:0a",
  ])
  func plainTextStaysPlain(_ tag: String) throws {
    #expect(try query("t").written(tag, into: "t: v0 # c\n") == "t: \(tag) # c\n")
  }

  @Test(arguments: [
    ("t: '%'", "it's", "t: 'it''s'"), ("t: \"%\"", "a\"b\\c", "t: \"a\\\"b\\\\c\""),
    ("t: '%'", "1.10", "t: '1.10'"), ("{t: %}", "a,b", "{t: \"a,b\"}"),
    ("{t: %}", "a]b", "{t: \"a]b\"}"), ("[{t: %}]", "v2", "[{t: v2}]"),
    ("t: |\n  %\n", "1.10", "t: |\n  1.10\n"), ("t: %", "a\"b", "t: a\"b"),
  ])
  func theStyleIsKept(_ template: String, _ tag: String, _ expected: String) throws {
    let text = template.replacing("%", with: "v1")
    let key = template.hasPrefix("[") ? "[0].t" : "t"
    #expect(try query(key).written(tag, into: text) == expected)
  }

  @Test(arguments: [
    ("t:\nb: 1", "t: v1\nb: 1"), ("t: \nb: 1", "t: v1 \nb: 1"), ("t: # c", "t: v1 # c"),
    ("t: ~", "t: v1"), ("t: null # c", "t: v1 # c"), ("t: ''", "t: 'v1'"),
    ("{t: , b: 1}", "{t: v1, b: 1}"),
    ("t: &a\nb: 1", "t: &a v1\nb: 1"), ("t: 1.10", "t: v1"), ("t:", "t: v1"),
  ])
  func aTagIsPutWhereNoneWas(_ text: String, _ expected: String) throws {
    #expect(try query("t").written("v1", into: text) == expected)
  }

  @Test(arguments: [
    ("{\"t\": \"v0\"}", "a\"b\\c", "{\"t\": \"a\\\"b\\\\c\"}"),
    ("{\"t\": 1.10}", "1.11", "{\"t\": \"1.11\"}"),
    ("{\"t\": null}", "on", "{\"t\": \"on\"}"), ("{\"t\":true }", "é", "{\"t\":\"é\" }"),
    ("{\"t\": \"\\u0061\"}", "v1", "{\"t\": \"v1\"}"),
  ])
  func jsonIsWrittenAsText(_ text: String, _ tag: String, _ expected: String) throws {
    #expect(try query("t").written(tag, into: text, .json) == expected)
  }

  @Test
  func theSameTagChangesNothing() throws {
    for text in ["t: 1.10", "t: \"\\x41\"", "t: two\n  lines", "a: &a v1\nt: *a"] {
      let tag = try #require(try query("t").tags(in: text).first)
      #expect(try query("t").written(tag, into: text) == text)
    }
  }

  @Test(arguments: [
    ("t: two\n  lines", "several lines", 1), ("t: \"two\n  lines\"", "several lines", 1),
    ("t: |\n  two\n  lines\n", "several lines", 1),
    ("x: &a v1\nt: *a", "line 1 is read in several", 1),
    ("\nt: &a v1\nx: *a", "line 2 is read in several", 2),
    ("t: !!int 5", "has the type '!!int'", 1),
    ("t: \"{{ .tag }}\"", "a template stands here", 1),
    ("x: 1", "does not stand in this file", nil),
    ("t: {a: b}", "is a mapping", 1), ("t: [", "this is no YAML", 1), ("? t\n? b", "not say", 2),
    ("x: &m {t: v1}\n<<: *m", "line 1 is read in several", 1),
  ])
  func whatWouldChangeMoreIsRefused(_ text: String, _ words: String, _ line: Int?) throws {
    let refusal = try #require(throws: EditRefusal.self) {
      try query("t").written("v9", into: text)
    }
    #expect(refusal.message.contains(words), "\(refusal)")
    #expect(refusal.line == line, "\(refusal)")
  }

  @Test
  func aSharedMappingIsRefusedFromEitherSide() throws {
    let text = "base: &b\n  image: {tag: v1}\nprod:\n  <<: *b\n  x: 1\n"
    for key in ["base.image.tag", "prod.image.tag"] {
      #expect(throws: EditRefusal.self) { try query(key).written("v2", into: text) }
    }
    #expect(try query("prod.x").written("v2", into: text) == text.replacing("x: 1", with: "x: v2"))
  }

  @Test
  func copiesAreWrittenTogether() throws {
    let text = "c: [{i: 'n:v1'}, {i: n:v1}, {i: \"m:v1\"}]\n"
    #expect(
      try query("c[*].i", part: .tag).written("v2", into: text) == text.replacing("v1", with: "v2")
    )
    let refusal = try #require(throws: EditRefusal.self) {
      try query("c[*].i").written("v2", into: "c:\n- i: v1\n- i: v3\n")
    }
    #expect(refusal.message == "the copies disagree: 'v3' here and 'v1' on line 2")
  }

  @Test
  func aSelectorMayNotBeCutOffItsBranch() throws {
    #expect(throws: EditRefusal.self) {
      try query("c[i=v1].i").written("v2", into: "c: [{i: v1}]")
    }
  }

  @Test
  func documentsAreSelectedByWhatTheyHold() throws {
    let text = "kind: A\nt: v1\n---\nkind: B\nt: v2\n--- {kind: A, t: v3}\n"
    let condition = DocumentCondition(
      path: try ScalarPath(parsing: "kind"),
      value: try TextTemplate(parsing: "A")
    )
    let query = ScalarQuery(.key(try ScalarPath(parsing: "t"), document: [condition]))
    #expect(try query.tags(in: text) == ["v1", "v3"])
  }
}
