import Attestations
import Foundation
import OpsTestSupport
import Testing

struct RecordSearchTests {
  private static let digest = "sha256:" + String(repeating: "0123456789abcdef", count: 4)

  /// Wherever the text stands in the payload, and whatever stands around it.
  @Test(arguments: 0..<40)
  func aTextIsFoundInEveryPlace(_ before: Int) {
    for after in 0..<4 {
      for text in [Self.digest, "abcde", "\"tag\":\"v1\""] {
        let payload =
          String(repeating: "x", count: before) + text + String(repeating: "y", count: after)
        #expect(RecordSearch([text]).finds(Self.line(payload)))
        #expect(RecordSearch(["nothing", text]).finds(Self.line(payload)))
      }
    }
  }

  @Test
  func whatIsNotThereIsNotFound() {
    let search = RecordSearch([Self.digest])
    let other = Self.digest.replacing("89abcdef01", with: "89abcdff01")
    for payload in [other, "x" + other, "xx" + other, String(Self.digest.dropFirst(8))] {
      #expect(!search.finds(Self.line(payload)), "\(payload)")
    }
    #expect(!search.finds([]))
    #expect(!search.finds(ArraySlice("{\"payload\":\"".utf8)))
    #expect(!RecordSearch([]).finds(Self.line(Self.digest)))
  }

  /// Nothing that decoding finds is missed, on payloads of few different bytes.
  @Test
  func itMissesNothingThatDecodingFinds() {
    var random = SeededGenerator(seed: 5)
    func text(_ length: Int) -> String {
      (0..<length).map { _ in Bool.random(using: &random) ? "a" : "b" }.joined()
    }
    var found = (there: 0, missing: 0)
    for _ in 0..<2000 {
      let (payload, text) = (text(40), text(7))
      let isFound = RecordSearch([text]).finds(Self.line(payload))
      if payload.contains(text) {
        #expect(isFound, "\(text) in \(payload)")
        found.there += 1
      } else if !isFound {
        found.missing += 1
      }
    }
    // Less than all of the text may be looked for, so that a little more may be found.
    #expect(found.there > 100 && found.missing > 100)
  }

  private static func line(_ payload: String) -> ArraySlice<UInt8> {
    ArraySlice("{\"payload\":\"\(Data(payload.utf8).base64EncodedString())\"}".utf8)
  }
}
