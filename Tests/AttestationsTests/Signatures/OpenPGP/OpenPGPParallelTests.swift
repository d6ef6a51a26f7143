import Attestations
import Foundation
import Git
import OpsTestSupport
import Testing

/// Many signatures at once, of both formats, by the keys of one repository.
@Suite
struct OpenPGPParallelTests {
  @Test
  func manyRecordsAreCheckedAtOnce() async throws {
    let count = rounds(40)
    let (key, envelopes) = try Self.envelopes(count)
    let keys = try OpenPGPKeys(files: [(path: "ana.asc", bytes: Array(key.utf8))])
    let verifier = SignatureVerifier(
      keyRing: KeyRing(openPGP: keys),
      time: OpenPGPSamples.time,
      openPGP: GnuPG(environment: Shell.plainEnvironment),
      cores: 2
    )
    let clock = ContinuousClock()
    let start = clock.now
    let checks = try await verifier.check(envelopes)
    let took = clock.now - start
    #expect(checks.map(\.status) == (0..<count).map { $0.isMultiple(of: 5) ? .bad : .good })
    if rounds(1) > 1 { print("\(count) OpenPGP records: \(took / count) each") }
    // What was checked once is remembered.
    let again = clock.now
    let all = try await verifier.check(envelopes + envelopes)
    #expect(all == checks + checks)
    #expect(clock.now - again < took)
  }

  /// Real signatures; every fifth is of another payload.
  private static func envelopes(_ count: Int) throws -> (key: String, [Envelope]) {
    try withGnuPG { home in
      let key = try home.makeKey("Ana <ana@acme.example>", "ed25519")
      let envelopes = try (0..<count).map { number in
        let payload = Array(#"{"number":\#(number)}"#.utf8)
        let signed = PreAuthenticationEncoding.bytes(
          type: Envelope.payloadType,
          body: number.isMultiple(of: 5) ? [] : payload
        )
        return try Envelope(
          payload: payload,
          signature: home.sign(signed, with: key),
          keyID: nil
        )
      }
      return (try home.publicKey(key), envelopes)
    }
  }
}
