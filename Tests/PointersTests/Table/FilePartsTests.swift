import Git
import OpsTestSupport
import Testing

@testable import Pointers

@Suite
struct FilePartsTests {
  private func layout(
    _ queries: [ScalarQuery],
    path: String = "{service}/{environment}.yaml"
  ) throws
    -> Layout
  {
    Layout(
      environments: [Environment(name: "dev"), Environment(name: "prod", from: "dev")],
      entries: try queries.map {
        PointerEntry(paths: [try PathTemplate(parsing: path)], query: $0)
      }
    )
  }

  private func key(
    _ text: String,
    part: ScalarPart? = nil,
    comment: Bool = false
  ) throws
    -> ScalarQuery
  {
    ScalarQuery(
      .key(try ScalarPath(parsing: text), document: []),
      part: part,
      comment: comment
    )
  }

  private func parts(_ text: String, _ queries: ScalarQuery...) throws -> FileParts {
    try layout(queries).parts(path: "api/prod.yaml", mode: .regular, bytes: Array(text.utf8))
  }

  /// The masked text with `_` for what was left out.
  private func masked(_ parts: FileParts) -> String {
    String(decoding: parts.masked.map { $0 == 0xFF ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  @Test(arguments: [
    ("tag: v1 # one\n", "tag: _ # one\n", "v1"),
    ("tag: 'v1'\n", "tag: _\n", "'v1'"),
    ("tag: \"1.10\"\r\nmore: 1\r\n", "tag: _\r\nmore: 1\r\n", "\"1.10\""),
    ("tag:\n", "tag:_\n", ""),
    ("{tag: v1, x: v1}\n", "{tag: _, x: v1}\n", "v1"),
    ("x: &t v1\ntag: *t\n", "x: &t _\ntag: *t\n", "v1"),
    ("tag: |\n  v1\n", "tag: _\n", "|\n  v1"),
  ])
  func leavesOutTheWholeScalar(text: String, rest: String, written: String) throws {
    let parts = try parts(text, key("tag"))
    #expect(masked(parts) == rest)
    #expect(parts.places.map(\.written) == [written])
    #expect(parts.unread.isEmpty)
  }

  @Test(arguments: [
    ("tag: reg:5000/app:v1\n", "tag: reg:5000/app:_\n", "v1"),
    ("tag: \"reg/app:v1@sha256:\(digest)\"\n", "tag: \"reg/app:_@_\"\n", "v1\0sha256:\(digest)"),
    ("tag: git::x?ref=v1&depth=1\n", "tag: git::x?ref=_&depth=1\n", "v1"),
    ("tag: reg/app\n", "tag: _\n", "reg/app"),
    ("tag: \"reg\\x2fapp:v1\"\n", "tag: _\n", "\"reg\\x2fapp:v1\""),
  ])
  func leavesTheNameOfAPartInSight(text: String, rest: String, written: String) throws {
    let parts = try parts(text, key("tag", part: .tag))
    #expect(masked(parts) == rest)
    #expect(parts.places.map(\.written) == [written])
  }

  @Test
  func aVersionInTheCommentGoesAlong() throws {
    let parts = try parts("tag: sha256:\(digest)   #  v1.2 \n", key("tag", comment: true))
    #expect(masked(parts) == "tag: _   #  _ \n")
    #expect(parts.places.map(\.written) == ["sha256:\(digest)\0v1.2"])
  }

  @Test
  func severalPlacesAreCountedAndOneIsNot() throws {
    let text = "tag: v1\n---\ntag: v2\n"
    let parts = try parts(text, key("tag"), key("tag"))
    #expect(masked(parts) == "tag: _\n---\ntag: _\n")
    #expect(parts.places.map(\.copy) == [1, 2])
    #expect(parts.places.map(\.written) == ["v1", "v2"])
    #expect(parts.places.allSatisfy { $0.serves("prod") && !$0.serves("dev") })
  }

  @Test
  func aWrongFileIsMaskedNowhere() throws {
    let parts = try parts("tag: [\n", key("tag"))
    #expect(masked(parts) == "tag: [\n")
    #expect(parts.places.isEmpty)
    #expect(parts.unread.count == 1)
  }

  @Test
  func aFileOfNobodyIsItself() throws {
    let bytes: [UInt8] = [0xFF, 0, 1]
    let parts = try layout([key("tag")]).parts(path: "x", mode: .regular, bytes: bytes)
    #expect(parts.masked == bytes)
    #expect(parts.places.isEmpty && parts.unread.isEmpty)
  }

  /// What is not masked is written: together they are the file, for whatever shape.
  @Test(arguments: 1...200)
  func nothingIsLost(seed: UInt64) throws {
    let tags = ["v1", "'v1'", "\"a b\"", "", "~", "&a v1", "|\n    v1", "reg/x:v1", "!!str 1"]
    var random = SeededGenerator(seed: seed)
    var text = random.next() % 3 == 0 ? "\u{FEFF}" : ""
    for name in ["a", "b", "c"] {
      let tag = tags[Int(random.next() % UInt64(tags.count))]
      text += "\(name):\n  tag: \(tag)" + (random.next() % 2 == 0 ? "\n" : " # v3\n")
    }
    let queries = try ["a.tag", "b.tag", "c.tag"].map {
      try key($0, part: random.next() % 2 == 0 ? .tag : nil, comment: random.next() % 2 == 0)
    }
    let parts = try layout(queries).parts(
      path: "api/prod.yaml",
      mode: .regular,
      bytes: Array(text.utf8)
    )
    guard parts.unread.isEmpty else { return }
    var pieces = parts.places.flatMap {
      $0.written.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    }[...]
    var whole: [UInt8] = []
    for byte in parts.masked {
      whole += byte == 0xFF ? Array((pieces.popFirst() ?? "?").utf8) : [byte]
    }
    #expect(String(decoding: whole, as: UTF8.self) == text)
    #expect(pieces.isEmpty)
  }
}

private let digest = String(repeating: "a", count: 64)
