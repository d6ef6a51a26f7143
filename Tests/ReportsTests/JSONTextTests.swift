import Foundation
import Notation
import OpsTestSupport
import Testing

@testable import Reports

struct JSONTextTests {
  @Test
  func keysAreSortedAndAbsentThingsAreNull() {
    let value: JSONValue = [
      "b": ["x", 1, true, .null], "a": .optional(String?.none), "Z": [], "é": [:],
      "n": .optional(3),
    ]
    #expect(
      value.text == """
        {
          "Z": [],
          "a": null,
          "b": [
            "x",
            1,
            true,
            null
          ],
          "n": 3,
          "é": {}
        }
        """
    )
  }

  @Test
  func nothingIsLostOfAnyText() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let scalars = (0..<20).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x3000, using: &generator))
      }
      let text = String(String.UnicodeScalarView(scalars)) + "\"\\/##[x]😀\u{e0041}"
      let written = JSONValue.object(["text": .string(text)]).text
      let parsed = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String]
      let found = try #require(parsed?["text"])
      #expect(found.unicodeScalars.elementsEqual(text.unicodeScalars))
      #expect(!written.contains("##["))
    }
  }

  @Test
  func timesAreRFC3339() {
    #expect(JSONValue.time(1_772_442_000).text == #""2026-03-02T09:00:00Z""#)
  }
}
