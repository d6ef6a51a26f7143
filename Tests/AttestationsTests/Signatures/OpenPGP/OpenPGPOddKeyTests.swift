import Git
import OpsTestSupport
import Testing

@testable import Attestations

/// Keys that are not as GnuPG exports them.
@Suite
struct OpenPGPOddKeyTests {
  /// A key that GnuPG does not take concerns its own signatures alone.
  @Test
  func aKeyThatIsNotTakenLeavesTheOthers() async throws {
    let samples = try OpenPGPSamples.all()
    let naked = OpenPGPText.blob(try samples.key("p256"))
    let keys = try OpenPGPKeys(files: [
      (path: "good.asc", bytes: Array(try samples.key("ed25519").utf8)),
      (
        path: "naked.asc",
        bytes: Array(
          OpenPGPText.armor(Array(naked.prefix(2 + Int(naked[1]))), kind: "PUBLIC KEY BLOCK").utf8
        )
      ),
    ])
    let verifier = OpenPGPVerifier(
      keys: keys,
      time: OpenPGPSamples.time,
      tool: GnuPG(environment: Shell.plainEnvironment)
    )
    let good = try samples.sample("ed25519")
    let check = try await verifier.check(good.armored, of: good.message)
    #expect(check.status == .good)
    let other = try samples.sample("p256")
    let error = await #expect(throws: SignaturesUnchecked.self) {
      try await verifier.check(other.armored, of: other.message)
    }
    #expect(error?.reason.contains("does not take the key openpgp:") == true)
    #expect(error?.reason.hasSuffix(" of naked.asc") == true)
  }

  /// A subkey that does not say itself whose it is could be anybody's.
  @Test
  func aSubkeyThatNeverAgreedSignsNothing() async throws {
    let samples = try OpenPGPSamples.all()
    let blob = OpenPGPText.blob(try samples.key("primary"))
    let stripped = OpenPGPText.armor(Self.withoutCrossCertificates(blob), kind: "PUBLIC KEY BLOCK")
    let keys = try OpenPGPKeys(files: [(path: "a.asc", bytes: Array(stripped.utf8))])
    let sample = try samples.sample("subkey")
    let verifier = OpenPGPVerifier(
      keys: keys,
      time: OpenPGPSamples.time,
      tool: GnuPG(environment: Shell.plainEnvironment)
    )
    let ours = try await verifier.check(sample.armored, of: sample.message).status
    try withScratch { scratch in
      let stock = try StockGnuPG(at: scratch, keys: [stripped])
      #expect(try stock.verdict(Array(sample.armored.utf8), of: sample.message) == ours)
    }
    #expect(ours == .bad)
  }

  /// The signatures inside of signatures, which stand in what is not signed, left out.
  private static func withoutCrossCertificates(_ blob: [UInt8]) -> [UInt8] {
    OpenPGPParts.packets(blob).flatMap { packet in
      guard packet[0] & 0xfc == 0x88 else { return packet }
      var parts = OpenPGPParts(packet: packet)
      if parts.head[1] == 0x18 { parts.unhashed = Array(parts.unhashed.prefix(10)) }
      return parts.packet
    }
  }
}
