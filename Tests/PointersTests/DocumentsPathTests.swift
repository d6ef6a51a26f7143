import Pointers
import Testing

@Suite
struct DocumentsPathTests {
  private func tags(_ key: String, in text: String) throws -> [String] {
    try query(key).tags(in: text)
  }

  @Test(arguments: [
    ("a.b", "a: {b: v1}"), ("a[1]", "a: [v0, v1]"), ("[0].b", "[{b: v1}]"),
    ("a\\.b", "a.b: v1"), ("a\\[0\\]", "'a[0]': v1"), ("a\\\\b", "'a\\b': v1"),
    ("a[n=x].t", "a: [{n: y, t: v0}, {n: x, t: v1}]"), ("a[m.n=x].t", "a: [{m: {n: x}, t: v1}]"),
    ("a[n=x=y\\]].t", "a: [{n: 'x=y]', t: v1}]"), ("a[0][0]", "a: [[v1]]"),
    ("\\{a\\}", "'{a}': v1"),
    ("a/b-c", "a/b-c: v1"), ("on", "on: v1"), ("a.1", "a: {1: v1}"), ("ключ", "ключ: v1"),
  ])
  func aKeyLeadsToItsScalar(_ key: String, _ text: String) throws {
    #expect(try tags(key, in: text) == ["v1"])
  }

  @Test(arguments: [
    ("a.c", "a: {b: v1}"), ("a[2]", "a: [v0, v1]"), ("a[0]", "a: {0: v1}"), ("a.b.c", "a: {b: v1}"),
    ("a[n=z].t", "a: [{n: y, t: v0}]"), ("a", ""), ("a", "# nothing"), ("a.b", "a:"),
    ("a.0", "a: [v]"),
    ("a[n=z].t", "a: [{n: [z], t: v0}, z, {t: v}]"), ("e\u{301}", "é: v1"),
  ])
  func anAbsentKeyLeadsNowhere(_ key: String, _ text: String) throws {
    #expect(try tags(key, in: text) == [])
  }

  @Test(arguments: [
    ("", 0), ("a.", 2), (".a", 0), ("a..b", 2), ("a[", 1), ("a[x]", 2), ("a[-1]", 2), ("a[]", 2),
    ("a[0]b", 4), ("a{env}", 1), ("a.{service", 2), ("a\\", 1), ("{service}{service}", 9),
    ("a[{service}=x]", 2), ("a[99999999999999999999]", 2), ("a[=x]", 2), ("🚀.{x}", 2),
  ])
  func aMistakeIsToldWithItsPlace(_ key: String, _ offset: Int) throws {
    let mistake = try #require(throws: ScalarPath.Mistake.self) { try ScalarPath(parsing: key) }
    #expect(mistake.offset == offset, "\(mistake)")
  }

  @Test
  func unboundNamesAreCapturedFromKeysAndSelectors() throws {
    let text = """
      dev: {api: {tag: v2}, web: {tag: v3}, note: text}
      prod: {api: {tag: v1}}
      """
    let query = try query("{environment}.{service}.tag")
    let found = try query.read(Array(text.utf8), format: .yaml, bound: Captures())
    #expect(
      found.map { [$0.captures.environment, $0.captures.service, $0.value.tag] } == [
        ["dev", "api", "v2"], ["dev", "web", "v3"], ["prod", "api", "v1"],
      ]
    )
    let prod = try query.read(
      Array(text.utf8),
      format: .yaml,
      bound: Captures(environment: "prod")
    )
    #expect(prod.map(\.captures) == [Captures(service: "api", environment: "prod")])
    #expect(query.placeholders == [.service, .environment])
    #expect(query.spelled(prod[0].captures) == "prod.api.tag")
  }

  @Test
  func aNameThatStandsTwiceIsOneName() throws {
    let text = "images: [{name: api, tag: v1}, {name: web, tag: v2}]\napi: {on: 1}\n"
    let found = try query("images[name={service}].tag").read(
      Array(text.utf8),
      format: .yaml,
      bound: Captures(service: "web")
    )
    #expect(found.map(\.value.tag) == ["v2"])
    #expect(
      try query("images[name={service}].tag").read(
        Array(text.utf8),
        format: .yaml,
        bound: Captures()
      ).map(\.captures.service) == ["api", "web"]
    )
  }

  @Test
  func partsOfKeysAreCapturedInEveryWay() throws {
    let found = try query("{environment}-{service}").read(
      Array("a-b-c: v1".utf8),
      format: .yaml,
      bound: Captures()
    )
    #expect(found.map(\.captures.service) == ["b-c", "c"])
    let tags = try query("{service}_TAG").read(
      Array("api_TAG: v1\nweb_URL: x\n_TAG: v0".utf8),
      format: .yaml,
      bound: Captures()
    )
    #expect(tags.map(\.captures.service) == ["api"])
  }

  @Test
  func everyItemIsACopy() throws {
    #expect(try tags("c[*].i", in: "c: [{i: v1}, {i: v1}, {x: v1}]") == ["v1", "v1"])
    #expect(try tags("c[*]", in: "c: {a: v1, b: v2}") == ["v1", "v2"])
  }

  @Test
  func mergedKeysAreReadAndOwnKeysWin() throws {
    let text = """
      a: &a {tag: v1, x: 1}
      b: &b {tag: v2, y: v2}
      c: {<<: *a}
      d: {<<: [*a, *b], x: 2}
      e: {<<: *a, tag: v3}
      """
    #expect(try tags("c.tag", in: text) == ["v1"])
    #expect(try tags("d.tag", in: text) == ["v1"])
    #expect(try tags("d.y", in: text) == ["v2"])
    #expect(try tags("d.x", in: text) == ["2"])
    #expect(try tags("e.tag", in: text) == ["v3"])
    let found = try query("{service}.tag").read(Array(text.utf8), format: .yaml, bound: Captures())
    #expect(found.map(\.value.tag) == ["v1", "v2", "v1", "v1", "v3"])
    #expect(found.map(\.sharedLine) == [1, 2, 1, 1, nil])
  }

  @Test
  func aCollectionIsNoTag() throws {
    let mistake = try #require(throws: DocumentMistake.self) {
      try tags("image", in: "x: 1\nimage: {tag: v1}\n")
    }
    #expect(mistake.message == "'image' is a mapping, not a tag")
    #expect([mistake.line, mistake.column] == [2, 8])
    #expect(throws: DocumentMistake.self) { try tags("a", in: "a: [v1]") }
  }
}
