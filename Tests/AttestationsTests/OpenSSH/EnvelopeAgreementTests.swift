import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite("opsgate and ssh-keygen agree on records")
struct EnvelopeAgreementTests {
  /// A spoiled line is refused as a whole, or what it still says is judged as `ssh-keygen` judges it.
  @Test
  func spoiledRecordsAreJudgedAlike() async throws {
    let sample = try SSHSamples.sample("ed25519")
    let envelope = try Envelope(
      payload: Self.payload(sample),
      signature: sample.armored,
      keyID: "SHA256:x"
    )
    #expect(envelope.signedBytes == sample.message)
    let ring = KeyRing(
      allowedSigners: try AllowedSigners.read(
        Array("alice \(sample.publicLine)".utf8),
        path: "signers"
      )
    )
    let read = try await inParallel(rounds(500)) { number, openSSH in
      var mutation = Mutation(number + 4_000_000)
      return try Self.compare(mutation.line(envelope), ring, openSSH)
    }
    #expect(read.count { $0 == .good } > 10)
    #expect(read.count { $0 == .bad } > 10)
    report(
      "records",
      SignatureStatus.allCases.map { status in ("\(status)", read.count { $0 == status }) }
    )
  }

  private static func compare(
    _ line: [UInt8],
    _ ring: KeyRing,
    _ openSSH: OpenSSH
  ) throws -> SignatureStatus? {
    // An error says that the line is no record at all.
    guard let envelope = try? Envelope(parsing: line), envelope.format == .ssh else { return nil }
    let bytes = envelope.signedBytes
    let status = ring.check(sshSignature: envelope.signature, of: bytes, at: OpenSSH.seconds).status
    let theirs = try openSSH.accepts(envelope.signature, of: bytes)
    if (status == .good) != theirs {
      // What is opsgate's own rule is asked elsewhere.
      #expect(throws: SSHMistake.self) { try SSHSignature(armored: envelope.signature) }
      #expect(theirs, "opsgate alone takes \(String(decoding: line, as: UTF8.self))")
    }
    return status
  }

  private static func payload(_ sample: SSHSample) -> [UInt8] {
    let text = String(decoding: sample.message, as: UTF8.self)
    return Array(text.drop { $0 != "{" }.utf8)
  }
}

extension Mutation {
  /// A record's line, spoiled as a whole or in one of its fields.
  fileprivate mutating func line(_ envelope: Envelope) -> [UInt8] {
    let whole = Array(envelope.line)
    switch number(0..<4) {
    case 0: return bytes(whole)
    case 1: return made(bytes(envelope.payload), envelope.signature, "SHA256:x") ?? whole
    case 2: return made(envelope.payload, text(envelope.signature), "SHA256:x") ?? whole
    default: return made(envelope.payload, envelope.signature, text("SHA256:x")) ?? whole
    }
  }

  private func made(_ payload: [UInt8], _ signature: String, _ keyID: String) -> [UInt8]? {
    // An error says that there is no such record.
    try? Envelope(payload: payload, signature: signature, keyID: keyID).line
  }
}
