import Pointers
import Testing

@Suite
struct SourceReaderTests {
  private func mistakes(
    _ text: String,
    _ read: (inout SourceReader, SourceNode) -> Void
  ) -> [String] {
    var reader = SourceReader(path: "p.yaml")
    if let root = reader.document(Array(text.utf8)) { read(&reader, root) }
    return words(reader.mistakes)
  }

  @Test(arguments: [
    ("", "p.yaml: the file is empty"),
    ("a: b: c", "p.yaml:1:5: this is no YAML: mapping values are not allowed in this context"),
    (
      "a: 1\n---\nb: 2\n",
      "p.yaml:3:1: a second document begins before here (keep one document, and take the '---' out)"
    ),
    (
      "path: [{service}/a.yaml]",
      "p.yaml:1:17: this is no YAML: did not find expected ',' or ']' "
        + "(between '[' and ']' a template needs quotes: [\"{service}/values.yaml\"])"
    ),
    ("a: *b", "p.yaml:1:4: this is no YAML: found undefined alias"),
  ])
  func refuses(_ text: String, _ expected: String) {
    #expect(mistakes(text) { _, _ in } == [expected])
  }

  @Test
  func aKeyStandsOnce() {
    let noted = mistakes("a: 1\nb: 2\na: 3") { _, _ in }
    #expect(noted.count == 1)
    #expect(noted.first?.contains("the key 'a' stands") == true)
  }

  @Test
  func bearsHostileFiles() {
    let bomb = (1...40).reduce("a0: &a0 x\n") {
      $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n"
    }
    #expect(mistakes(bomb) { _, _ in }.map { $0.contains("p.yaml:") } == [true])
    for text in [
      String(repeating: "[", count: 200_000), String(repeating: "- ", count: 100_000),
      String(repeating: "a: {", count: 5_000), String(repeating: "x", count: 10_000_000),
      "a: &a [*a]", "&a {? *a : 1}",
    ] {
      #expect(mistakes(text) { _, _ in }.count <= 1)
    }
  }

  @Test
  func readsScalarsAsText() {
    var reader = SourceReader(path: "p.yaml")
    let root = reader.document(Array("[1.10, 007, on, 1e3, 'null', null, ~, \"a\\tb\"]".utf8))
    let items = root.map { reader.list($0, "x") } ?? []
    #expect(items.map(\.text) == ["1.10", "007", "on", "1e3", "null", nil, nil, "a\tb"])
    #expect(items.map(\.column) == [2, 8, 13, 17, 22, 30, 36, 39])
  }

  @Test
  func countsColumnsInCharacters() {
    #expect(
      mistakes("é: ü\nab: x") { reader, root in
        let table = reader.table(root, "p")
        _ = table?["é"].map { reader.wholeNumber($0, "n") }
      } == ["p.yaml:1:4: 'n' must be a whole number, and is 'ü'"]
    )
  }

  @Test(arguments: [
    ("two", "1:1: 'n' must be a whole number, and is 'two'"),
    ("-1", "1:1: 'n' must be a whole number, and is '-1'"),
    ("1.0", "1:1: 'n' must be a whole number, and is '1.0'"),
    ("99999999999999999999", "1:1: 'n' must be a whole number, and is '99999999999999999999'"),
    ("~", "1:1: 'n' must be a whole number, and is empty"),
    ("''", "1:1: 'n' must be a whole number, and is ''"),
    ("[1]", "1:1: 'n' must be a whole number, and is a list"),
    ("{a: 1}", "1:1: 'n' must be a whole number, and is a table"),
    ("0", "1:1: 'n' must be at least 1, and is 0"),
    ("10", "1:1: 'n' must be at most 9, and is 10"),
  ])
  func wantsWholeNumbers(_ text: String, _ expected: String) {
    #expect(mistakes(text) { _ = $0.wholeNumber($1, "n", in: 1...9) } == ["p.yaml:" + expected])
  }

  @Test
  func aKeyIsText() {
    #expect(
      mistakes("? [a]\n: b") { _ = $0.table($1, "p") }
        == ["p.yaml:1:3: a key must be text, and is a list"]
    )
    #expect(
      mistakes("{}: b") { _ = $0.table($1, "p") }
        == ["p.yaml:1:1: a key must be text, and is a table"]
    )
  }

  @Test
  func aliasesStandForWhatTheyName() {
    var reader = SourceReader(path: "p.yaml")
    let root = reader.document(Array("a: &x {b: [1]}\nc: *x\n".utf8))
    let table = root.flatMap { reader.table($0, "p") }
    let copy = table?["c"].flatMap { reader.table($0, "c") }
    #expect(copy?["b"].map { reader.list($0, "b").map(\.text) } == ["1"])
    #expect(reader.mistakes.isEmpty)
  }
}
