import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite("Hostile input")
struct HostileInputTests {
  @Test
  func spoiledSignaturesAreAnsweredHoweverSpoiled() throws {
    let samples = try SSHSamples.all()
    var verified = 0
    for number in 0..<rounds(4000) {
      var mutation = Mutation(number + 5_000_000)
      let sample = mutation.one(samples)
      var blob = Armor.blob(sample.armored)
      for _ in 0..<mutation.number(1..<4) { blob = mutation.bytes(blob) }
      // An error is an answer.
      guard let signature = try? SSHSignature(blob: blob) else { continue }
      if signature.verifies(sample.message, namespace: "opsgate") { verified += 1 }
    }
    #expect(verified < rounds(4000) / 4)
  }

  @Test
  func spoiledFilesAreAnsweredHoweverSpoiled() throws {
    let keys = try SSHSamples.all().map(\.publicLine)
    for number in 0..<rounds(1500) {
      var mutation = Mutation(number + 6_000_000)
      var file = Array(mutation.signers(keys).utf8)
      for _ in 0..<mutation.number(1..<4) { file = mutation.bytes(file) }
      // An error is an answer.
      _ = try? AllowedSigners.read(file, path: "signers")
      _ = try? Revocations.read(file, path: "revoked")
      _ = try? Revocations.read(RevocationListParts.with(UInt8(number % 8), file), path: "revoked")
      _ = try? SSHPublicKey(blob: mutation.bytes(Wire.blob(ofLine: mutation.one(keys))))
    }
  }

  @Test
  func lengthsAreNoPromises() throws {
    for length in [UInt32.max, 0x7fff_ffff, 0x8000_0000] {
      #expect(throws: SSHMistake.self) { try SSHPublicKey(blob: Wire.number(length)) }
      let signature = Array("SSHSIG".utf8) + Wire.number(1) + Wire.number(length)
      #expect(throws: SSHMistake.self) { try SSHSignature(blob: signature) }
      let list = RevocationListParts().bytes + [2] + Wire.number(length)
      #expect(throws: KeyFileMistakes.self) { try Revocations.read(list, path: "revoked") }
    }
  }

  @Test
  func numbersOfAnySizeAreAnswered() throws {
    for size in [0, 1, 255, 256, 1024, 2048, 2049, 100_000] {
      let number = Wire.integer(Array(repeating: 0x7f, count: size))
      for exponent in [Wire.integer([3]), Wire.integer([]), number] {
        // An error is an answer.
        _ = try? SSHPublicKey(blob: Wire.string("ssh-rsa") + exponent + number)
      }
    }
  }
}
