import Pointers
import Testing

@Suite
struct DocumentsReadTests {
  @Test
  func aDottedKeyFindsItsScalar() throws {
    let text = "image:\n  tag: 1.10 # keep\n"
    let found = try query("image.tag").read(Array(text.utf8), format: .yaml, bound: Captures())
    #expect(found.map(\.value.tag) == ["1.10"])
    #expect(found.map(\.line) == [2])
    #expect(found.map(\.column) == [8])
  }
}

/// A query by key, with nothing else said.
func query(_ key: String, part: ScalarPart? = nil, comment: Bool = false) throws -> ScalarQuery {
  ScalarQuery(.key(try ScalarPath(parsing: key), document: []), part: part, comment: comment)
}
