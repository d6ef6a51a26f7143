import Attestations
import Foundation
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

  /// The same answer as decoding and searching, on payloads of few different bytes.
  @Test
  func itAgreesWithDecoding() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let payload = String(
        (0..<40).map { _ in ["a", "b"].randomElement(using: &random) ?? "a" }.joined()
      )
      let text = String(
        (0..<7).map { _ in ["a", "b"].randomElement(using: &random) ?? "a" }.joined()
      )
      let isThere = payload.contains(text)
      // Less than all of the text may be looked for, so more may be found.
      if isThere {
        #expect(RecordSearch([text]).finds(Self.line(payload)), "\(text) in \(payload)")
      }
    }
  }

  private static func line(_ payload: String) -> ArraySlice<UInt8> {
    ArraySlice("{\"payload\":\"\(Data(payload.utf8).base64EncodedString())\"}".utf8)
  }
}
