import Git
import Testing

@Suite
struct PatternTests {
  private func found(_ expression: String, in text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try Pattern(expression).matches(in: bytes).compactMap { match in
      match.groups[0].map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test
  func allMatchesAreFoundFromLeftToRight() throws {
    #expect(try found("a.", in: "abacaxa") == ["ab", "ac", "ax"])
    #expect(try found("nothing", in: "abc") == [])
    #expect(try found("", in: "").count == 1)
  }

  @Test
  func anEmptyMatchIsFoundOncePerCharacter() throws {
    #expect(try found("x*", in: "é🚀x").map(\.count) == [0, 0, 1, 0])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndInAnyOfTheThreeWays(_ end: String) throws {
    #expect(try found("^b.*$", in: "ab\(end)bc\(end)cb") == ["bc"])
  }

  @Test
  func groupsAreKnownByName() throws {
    let pattern = try Pattern("(?<name>a)|(?<tag>b)")
    #expect(pattern.number(ofGroup: "tag") == 2)
    #expect(pattern.number(ofGroup: "other") == nil)
    #expect(try pattern.matches(in: Array("b".utf8)).map(\.groups) == [[0..<1, nil, 0..<1]])
  }

  @Test(arguments: [
    ("a(b", 3), ("(?<tag>a)(?<tag>b)", 14), ("[z-a]", 3), ("\\C", 2), ("a\\", 2), ("(?<é", 3),
  ])
  func aMistakeIsToldWithItsPlace(_ expression: String, _ offset: Int) throws {
    let mistake = try #require(throws: Pattern.Mistake.self) { try Pattern(expression) }
    #expect(abs(mistake.offset - offset) <= 2, "\(mistake)")
    #expect(!mistake.message.isEmpty)
  }

  @Test
  func bytesThatAreNoTextAreRefused() throws {
    let pattern = try Pattern(".")
    for bytes in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x61, 0x80]] as [[UInt8]] {
      #expect(throws: Pattern.Failure.notUTF8) { try pattern.matches(in: bytes) }
    }
  }

  /// Each would run for hours or exhaust the stack without a bound.
  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a|aa)+$b", "a*a*a*a*a*b", "[^b\\n]++b", "(?:a?){40}a{40}b", "(.*)*\\1b",
    "(?=(a+))\\1b", "((a)|(?R))*b", "a.*?b",
  ])
  func anExpressionThatNeverEndsIsStopped(_ expression: String) throws {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 300_000) + Array("\nb".utf8)
    #expect(throws: Pattern.Failure.self) { try Pattern(expression).matches(in: text) }
  }

  @Test
  func manyMatchesInAMegabyteAreFine() throws {
    let text = String(repeating: "source = \"git::x//m?ref=v1.2.3\"\n", count: 30_000)
    #expect(try found("\\?ref=([^\"]+)", in: text).count == 30_000)
    #expect(try found("(?s)^source.*?ref=(\\S+)\"$", in: text).count == 30_000)
  }
}
