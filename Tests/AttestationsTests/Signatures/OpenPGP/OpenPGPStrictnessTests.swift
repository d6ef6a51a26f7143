import Foundation
import Git
import OpsTestSupport
import Testing

@testable import Attestations

/// Each rule of opsgate's own has an example that stock `gpg` takes.
@Suite
struct OpenPGPStrictnessTests {
  /// Newer versions of GnuPG alone make and take signatures of another version.
  @Test(arguments: OpenPGPStrictness.allCases.filter { $0 != .otherVersion })
  func stockGpgIsLessStrict(rule: OpenPGPStrictness) async throws {
    let samples = try OpenPGPSamples.all()
    let example = try Self.example(of: rule, samples)
    try withScratch { scratch in
      let gpg = try StockGnuPG(at: scratch, keys: samples.keys.values)
      let theirs = try gpg.verdict(Array(example.armored.utf8), of: example.message)
      #expect(theirs == .good)
    }
    let verifier = OpenPGPVerifier(
      keys: try samples.openPGPKeys(),
      time: OpenPGPSamples.time,
      tool: GnuPG(environment: Shell.plainEnvironment)
    )
    let ours = try await verifier.check(example.armored, of: example.message)
    #expect(ours.status == .bad)
    // The size of a key is known when its signature was found good.
    guard rule != .shortRSA else { return }
    let mistake = #expect(throws: OpenPGPMistake.self) {
      try OpenPGPSignature(armored: example.armored)
    }
    #expect(mistake?.strictness == rule)
    #expect(mistake?.message == ours.reason)
  }

  private static func example(
    of rule: OpenPGPStrictness,
    _ samples: OpenPGPSamples
  ) throws -> SpoiledOpenPGP {
    switch rule {
    case .notOfBytes: SpoiledOpenPGP(try samples.sample("text"))
    case .weakDigest: SpoiledOpenPGP(try samples.sample("sha1"))
    case .otherAlgorithm: SpoiledOpenPGP(try samples.sample("dsa sha256"))
    case .shortRSA: SpoiledOpenPGP(try samples.sample("rsa1024"))
    default: try changed(for: rule, try samples.sample("ed25519"))
    }
  }

  /// The same signature, written in another way.
  private static func changed(
    for rule: OpenPGPStrictness,
    _ sample: OpenPGPSample
  ) throws -> SpoiledOpenPGP {
    let text = sample.armored
    let blob = OpenPGPText.blob(text)
    let body = OpenPGPParts.body(blob)
    var parts = OpenPGPParts(packet: blob)
    let armored =
      switch rule {
      case .textOutsideArmor: text + "More words\n"
      case .looseArmor: text.replacing("\n", with: "\r\n")
      case .missingChecksum: text.replacing(OpenPGPText.checksum(blob), with: "")
      case .otherPackets: OpenPGPText.armor(blob + [0xca, 3] + Array("PGP".utf8))
      case .cutOffPacket:
        OpenPGPText.armor([0xc2, 0xff] + OpenPGPParts.bytes(body.count + 1, 4) + body)
      case .paddedNumber: OpenPGPText.armor(padded(&parts))
      // A byte behind the numbers.
      default: OpenPGPText.armor(longer(&parts))
      }
    return SpoiledOpenPGP(armored: armored, message: sample.message)
  }

  /// A zero byte in front of the first number.
  private static func padded(_ parts: inout OpenPGPParts) -> [UInt8] {
    let bits = Int(parts.tail[2]) << 8 | Int(parts.tail[3])
    parts.tail.replaceSubrange(2..<4, with: OpenPGPParts.bytes(bits + 8, 2) + [0])
    return parts.packet
  }

  private static func longer(_ parts: inout OpenPGPParts) -> [UInt8] {
    parts.tail.append(0)
    return parts.packet
  }
}
