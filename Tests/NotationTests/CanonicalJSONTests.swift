import Notation
import OpsTestSupport
import Testing

struct CanonicalJSONTests {
  private func text(_ value: JSONValue) -> String {
    String(decoding: value.canonical, as: UTF8.self)
  }

  @Test
  func keysAreSortedByTheirBytesAndNothingStandsBetween() {
    // Sorted by UTF-8, 'ｚ' (EF BD 9A) comes before '🚀' (F0 …); by UTF-16 it would not.
    let value: JSONValue = ["b": [1, -2, .null], "a": [:], "B": true, "🚀": "", "ｚ": [], "": false]
    #expect(text(value) == #"{"":false,"B":true,"a":{},"b":[1,-2,null],"ｚ":[],"🚀":""}"#)
  }

  @Test
  func onlyWhatMustBeEscapedIs() {
    let value: JSONValue = "\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1f}\u{7f}<é\u{2028}🚀"
    #expect(text(value) == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7f}<é\u{2028}🚀\"")
  }

  @Test
  func whatIsWrittenIsReadAndWrittenTheSame() throws {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<3000 {
      let value = JSONValue.random(depth: 4, using: &generator)
      let read = try JSONValue(parsing: value.canonical, largest: 1 << 20, deepest: 8)
      #expect(read.canonical == value.canonical)
      #expect(!value.canonical.contains(0x0A))
    }
  }
}
