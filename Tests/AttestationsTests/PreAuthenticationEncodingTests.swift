import Attestations
import Testing

@Test("The bytes that are signed are those of DSSE's own test vector")
func vector() {
  let bytes = PreAuthenticationEncoding.bytes(
    type: "http://example.com/HelloWorld",
    body: Array("hello world".utf8)
  )
  #expect(
    String(decoding: bytes, as: UTF8.self)
      == "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
  )
}
