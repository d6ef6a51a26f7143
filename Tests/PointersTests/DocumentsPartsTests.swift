import Pointers
import Testing

@Suite
struct DocumentsPartsTests {
  @Test(arguments: [
    ("nginx:1.25", "1.25", ""), ("registry:5000/name:v1", "v1", ""), ("registry:5000/name", "", ""),
    ("nginx", "", ""), ("acme/nginx", "", ""), ("v1.2", "v1.2", ""), ("1.10", "1.10", ""),
    ("n:v1@sha256:\(a64)", "v1", "sha256:\(a64)"), ("v1@sha256:\(a64)", "v1", "sha256:\(a64)"),
    ("r/n@sha256:\(a64)", "", "sha256:\(a64)"), ("sha256:\(a64)", "", "sha256:\(a64)"),
    ("git::https://u@x:8080/y//m?ref=v1", "v1", ""), ("x?depth=1&ref=v1&y=z", "v1", ""),
    ("x?ref=", "", ""), ("", "", ""), (":", "", ""), ("@", "", ""), ("n@sha256:short", "short", ""),
  ])
  func partsAreToldApart(_ text: String, _ tag: String, _ digest: String) throws {
    let file = "i: '\(text)'"
    #expect(try query("i", part: .tag).tags(in: file) == [tag])
    #expect(try query("i", part: .digest).tags(in: file) == [digest])
  }

  @Test(
    arguments: [
      ("n:v1", "v2", nil, "n:v2"), ("r:5000/n", "v2", nil, "r:5000/n:v2"),
      ("x?ref=v1&d=1", "v2", nil, "x?ref=v2&d=1"),
      ("n:v1@sha256:\(a64)", "v2", "sha256:\(b64)", "n:v2@sha256:\(b64)"),
      ("v1@sha256:\(a64)", "v2", "sha256:\(b64)", "v2@sha256:\(b64)"),
      ("r/n@sha256:\(a64)", "v2", "sha256:\(b64)", "r/n:v2@sha256:\(b64)"),
      ("n:v1", "v2", "sha256:\(b64)", "n:v2"),
      ("n:v1@sha256:\(a64)", "v1", "sha256:\(b64)", "n:v1@sha256:\(b64)"),
    ] as [(String, String, String?, String)]
  )
  func onlyTheTagChanges(
    _ text: String,
    _ tag: String,
    _ companion: String?,
    _ expected: String
  ) throws {
    let written = try query("i", part: .tag).written(
      tag,
      companion: companion,
      into: "i: \(text) # c"
    )
    #expect(written == "i: \(expected) # c")
  }

  @Test
  func theDigestTakesItsTagAlong() throws {
    let query = try query("i", part: .digest)
    let text = "i: n:v1@sha256:\(a64)"
    #expect(
      try query.written("sha256:\(b64)", companion: "v2", into: text) == "i: n:v2@sha256:\(b64)"
    )
    #expect(throws: EditRefusal.self) { try query.written("sha256:\(b64)", into: text) }
  }

  @Test(arguments: [
    ("n:v1", "a/b"), ("n:v1", "a:b"), ("n:v1", "a@b:c"), ("n:v1", ""), ("x?ref=v1", "a&b"),
    ("n:v1@sha256:\(a64)", "v2"), ("v1", "main"),
  ])
  func whatWouldNotBeReadBackIsRefused(_ text: String, _ tag: String) throws {
    #expect(throws: EditRefusal.self) {
      try query("i", part: .tag).written(tag, into: "i: \(text)")
    }
  }

  @Test
  func theCommentIsTheVersionOfTheDigest() throws {
    let query = try query("d", comment: true)
    let text = "d: sha256:aa # v1.0 (2026)  \nx: 1 # v1.0\n"
    let found = try query.read(Array(text.utf8), format: .yaml, bound: Captures())
    #expect(found.map(\.value) == [PointerValue(tag: "sha256:aa", companion: "v1.0 (2026)")])
    #expect(
      try query.written("sha256:bb", companion: "v1.1", into: text)
        == "d: sha256:bb # v1.1  \nx: 1 # v1.0\n"
    )
    let refusal = try #require(throws: EditRefusal.self) {
      try query.written("sha256:bb", into: text)
    }
    #expect(refusal.message.contains("'v1.0 (2026)'"))
    #expect(refusal.hint != nil)
  }

  @Test(arguments: [
    ("{d: aa} # v1", "{d: bb} # v2"), ("d: 'aa'\t#v1", "d: 'bb'\t#v2"), ("d: aa", "d: bb # v2"),
    ("d: aa  \nx: 1", "d: bb # v2  \nx: 1"), ("d: aa\r\n", "d: bb # v2\r\n"),
  ])
  func theCommentIsFoundOrPutBehindTheScalar(_ text: String, _ expected: String) throws {
    #expect(try query("d", comment: true).written("bb", companion: "v2", into: text) == expected)
  }

  @Test(arguments: ["d: aa # {\"$imagepolicy\": \"a:b\"}", "{d: aa, e: 1} # v1"])
  func aCommentOfAnotherKindIsLeftAlone(_ text: String) throws {
    let query = try query("d", comment: true)
    #expect(
      try query.read(Array(text.utf8), format: .yaml, bound: Captures()).first?.value.companion
        == nil
    )
    #expect(try query.written("bb", into: text) == text.replacing("aa", with: "bb"))
    #expect(throws: EditRefusal.self) { try query.written("bb", companion: "v2", into: text) }
  }

  @Test
  func aDigestBesideATagAndACommentGoTogether() throws {
    let query = try query("i", part: .tag, comment: true)
    let text = "i: n:v1@sha256:\(a64) # one\n"
    let value = try #require(
      try query.read(Array(text.utf8), format: .yaml, bound: Captures()).first
    ).value
    #expect(value.companion == "sha256:\(a64) # one")
    let other = "i: 'm:v0@sha256:\(b64)' # zero\n"
    #expect(
      try query.written(value.tag, companion: value.companion, into: other)
        == "i: 'm:v1@sha256:\(a64)' # one\n"
    )
  }
}
