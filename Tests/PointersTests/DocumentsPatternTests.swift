import Pointers
import Testing

@Suite
struct DocumentsPatternTests {
  private func query(_ pattern: String) throws -> ScalarQuery {
    ScalarQuery(.pattern(try PatternTemplate(parsing: pattern)))
  }

  private func found(
    _ pattern: String,
    in text: String,
    _ bound: Captures = Captures()
  ) throws -> [[String?]] {
    try query(pattern).read(Array(text.utf8), format: .text, bound: bound).map {
      [$0.captures.service, $0.captures.environment, $0.value.tag]
    }
  }

  @Test
  func boundNamesAreTakenLiterally() throws {
    let text = "a.b_TAG=v1\naxb_TAG=v2\n"
    #expect(
      try found("^{service}_TAG=(?<tag>.*)", in: text, Captures(service: "a.b"))
        == [["a.b", nil, "v1"]]
    )
    for name in ["\\E.*", "(", "\\Q", "[", "$", "\\E\\E(?<x>"] {
      #expect(
        try found("^{service}_TAG=(?<tag>.*)", in: "\(name)_TAG=v1", Captures(service: name))
          == [[name, nil, "v1"]]
      )
    }
  }

  @Test
  func unboundNamesAreCaptured() throws {
    let text = "api_dev_TAG=v1\nweb_dev_TAG=v2\n"
    #expect(
      try found("^{service}_{environment}_TAG=(?<tag>.*)", in: text)
        == [["api", "dev", "v1"], ["web", "dev", "v2"]]
    )
    #expect(
      try found(
        "^(?<service>[a-z]+)_(?<environment>[a-z]+)_TAG=(?<tag>.*)",
        in: text,
        Captures(service: "web")
      ) == [["web", "dev", "v2"]]
    )
    #expect(try found("{service}={service}:(?<tag>.+)", in: "a=b:v1 c=c:v2") == [["c", nil, "v2"]])
  }

  @Test(arguments: [
    ("x(?<tag>", 8), ("{service}(?<tag>.", 17), ("no group", 0), ("(?<tag>a)(?<tag>b)", 16),
    ("{service}(?<service>x)(?<tag>y)", 19),
  ])
  func aMistakeIsToldWithItsPlace(_ pattern: String, _ offset: Int) throws {
    let mistake = try #require(throws: ScalarPath.Mistake.self) {
      try PatternTemplate(parsing: pattern)
    }
    #expect(abs(mistake.offset - offset) <= 2, "\(mistake)")
  }

  @Test
  func positionsAreThoseOfTheTag() throws {
    let text = "é = 1\r\nñ?ref=v1\r\n"
    let scalar = try #require(
      try query("\\?ref=(?<tag>\\S+)").read(
        Array(text.utf8),
        format: .yaml,
        bound: Captures()
      ).first
    )
    #expect([scalar.line, scalar.column] == [2, 7])
  }

  @Test
  func aPatternWithoutEndIsAMistake() throws {
    let text = String(repeating: "a", count: 100_000) + "\nb"
    let mistake = try #require(throws: DocumentMistake.self) {
      try found("(?<tag>(a*)*b)", in: text)
    }
    #expect(mistake.message == "the pattern took too long on this file")
  }

  @Test
  func allMatchesOfOnePointerAreWritten() throws {
    let text = "a?ref=v1\nb?ref=v1\n"
    #expect(try query("\\?ref=(?<tag>\\S+)").written("v2", into: text) == "a?ref=v2\nb?ref=v2\n")
    #expect(throws: EditRefusal.self) {
      try query("\\?ref=(?<tag>\\S+)").written("v2", into: "a?ref=v1\nb?ref=v3\n")
    }
  }

  @Test(arguments: ["", "a b", "a\"b", "a'b", "${x}", "a#b", "a\\b", "a`b`", "<b>", "v2;x"])
  func aTagThatCouldMeanMoreIsRefused(_ tag: String) throws {
    #expect(throws: EditRefusal.self) { try query("T=(?<tag>.*)").written(tag, into: "T=v1") }
  }

  @Test
  func aTagThatThePatternWouldNotReadBackIsRefused() throws {
    #expect(throws: EditRefusal.self) {
      try query("T=(?<tag>[0-9.]+)").written("main", into: "T=1.0\n")
    }
  }

  @Test
  func aTemplateIsNoYAMLAndTheMistakeSaysWhatToDo() throws {
    let text = "a: 1\n{{- if .x }}\ntag: v1\n{{- end }}\n"
    let mistake = try #require(throws: DocumentMistake.self) {
      try ParsedDocument(Array(text.utf8), format: .yaml)
    }
    #expect(mistake.line == 3)
    #expect(mistake.hint?.contains("`pattern`") == true)
    #expect(try found("^tag: (?<tag>.*)", in: text) == [[nil, nil, "v1"]])
  }
}
