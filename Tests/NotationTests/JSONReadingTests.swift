import Foundation
import Notation
import OpsTestSupport
import Testing

struct JSONReadingTests {
  private func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
    try JSONValue(parsing: bytes, largest: 10_000, deepest: 8)
  }

  private func message(_ text: String) -> String? {
    message(Array(text.utf8))
  }

  private func message(_ bytes: [UInt8]) -> String? {
    do throws(JSONFault) {
      _ = try read(bytes)
      return nil
    } catch {
      return "\(error.offset): \(error.message)"
    }
  }

  @Test
  func everySortOfValueIsRead() throws {
    let text = #" {"a" : [true, false,null ,-7,"\u00e9\ud83d\ude80\n\/"],"":{}, "b":[]}"# + "\n\t"
    #expect(
      try read(Array(text.utf8)) == [
        "a": [true, false, .null, -7, "é🚀\n/"], "": [:], "b": [],
      ]
    )
  }

  @Test(arguments: [
    ("", "0: a JSON value is missing at the end"),
    ("{", "1: a key in double quotes is missing here"),
    (#"{"a""#, "4: ':' is missing behind the key"),
    (#"{"a":"#, "5: a JSON value is missing at the end"),
    (#"{"a":1"#, "6: ',' or '}' is missing here"),
    ("[1 2]", "3: ',' or ']' is missing here"),
    ("[1,]", "3: this is no JSON value; text stands in double quotes"),
    (#"{"a":1,}"#, "7: a key in double quotes is missing here"),
    ("[1}", "2: ',' or ']' is missing here"),
    ("{} {}", "3: something stands behind the JSON value"),
    ("]", "0: this is no JSON value; text stands in double quotes"),
    ("// no\n1", "0: this is no JSON value; text stands in double quotes"),
    ("'a'", "0: this is no JSON value; text stands in double quotes"),
    ("\u{FEFF}1", "0: this is no JSON value; text stands in double quotes"),
    (#"{"a":1,"b":2,"a":1}"#, "13: the key 'a' stands here a second time"),
    (#"{"a":1,"\u0061":1}"#, "7: the key 'a' stands here a second time"),
    ("1.0", "0: the number is no whole one, or too large"),
    ("1e3", "0: the number is no whole one, or too large"),
    ("9223372036854775808", "0: the number is no whole one, or too large"),
    ("01", "0: this is no JSON value; text stands in double quotes"),
    ("+1", "0: this is no JSON value; text stands in double quotes"),
    ("NaN", "0: this is no JSON value; text stands in double quotes"),
    (#""\ud800""#, "1: the escape is half a character"),
    (#""\ud800\u0041""#, "1: the escape is half a character"),
    (#""\udc00""#, "1: the escape is half a character"),
    (#""\x41""#, "1: JSON has no such escape"),
    (#""\u12"#, "1: '\\u' needs four hexadecimal digits"),
    ("\"a\nb\"", "2: a control character stands in a string"),
    ("\"a\u{0}\"", "2: a control character stands in a string"),
    (#""never"#, "0: the string is never closed"),
    ("[[[[[[[[1]]]]]]]]", "8: the JSON is nested deeper than 8 levels"),
  ])
  func whatIsNotStrictIsRefusedAtItsByte(_ text: String, _ expected: String) {
    #expect(message(text) == expected)
  }

  @Test
  func sevenLevelsAroundAValueAreReadWhereEightMayStandInEachOther() {
    #expect(message("[[[[[[[1]]]]]]]") == nil)
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
  ])
  func bytesThatAreNotUTF8AreRefused(_ bytes: [UInt8]) {
    #expect(message(bytes) == "0: the JSON is not UTF-8")
  }

  @Test
  func aTextThatIsTooLongIsNotLookedAt() {
    #expect(
      message([UInt8](repeating: 0x20, count: 10_001))
        == "10000: the JSON is longer than 10000 bytes"
    )
  }

  @Test
  func manyBracketsThatAreNeverClosedEndAtTheLimit() throws {
    let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONFault.self) {
      try JSONValue(parsing: brackets, largest: 2_000_000, deepest: 256)
    }
  }

  @Test
  func whatIsReadFoundationReadsToo() throws {
    var generator = SeededGenerator(seed: 41)
    var read = 0
    for _ in 0..<5000 {
      var bytes = JSONValue.random(depth: 3, using: &generator).canonical
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0...127, using: &generator)
      }
      guard let value = try? self.read(bytes) else { continue }  // Refusing more is what we want.
      read += 1
      let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
      let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: options)
      let again = try JSONSerialization.data(
        withJSONObject: theirs,
        options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
      )
      #expect(try self.read([UInt8](again)) == value, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(read > 1000)
  }
}
