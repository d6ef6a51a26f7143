import Attestations
import Foundation
import Git
import OpsTestSupport
import Testing

/// Notes that were cut off, spoiled or filled up: what is still whole is read, and nothing new is believed.
struct DamagedNotesTests {
  @Test
  func ofACutNoteWholeLinesAreRead() throws {
    let approvals = (1...3).map { Sample.approval($0) }
    let note = Sample.note(try approvals.map { try Sample.envelope($0).line })
    var random = SeededGenerator(seed: 1)
    for _ in 0..<600 {
      let bytes = Array(note.bytes.prefix(Int.random(in: 0...note.bytes.count, using: &random)))
      let lines = RecordLines([Note(object: note.object, bytes: bytes)])
      let parts = bytes.split(separator: UInt8(ascii: "\n"))
      let whole = parts.count { note.lines.contains($0) }
      #expect(lines.names == approvals.prefix(whole).map(\.name))
      #expect(lines.refused.map(\.mistake.kind) == (whole < parts.count ? [.malformed] : []))
    }
  }

  /// `approval.line` is signed by a real key: no other line is as good, whichever byte differs.
  @Test
  func aSpoiledLineIsNeverAnotherGoodRecord() async throws {
    let golden = packageFolder()
    let line = Array(try golden.bytes("Fixtures/Golden/EnvelopeTests/approval.line").dropLast())
    let ring = KeyRing(
      allowedSigners: try AllowedSigners.read(
        golden.bytes("Fixtures/Golden/EnvelopeTests/allowed_signers"),
        path: "allowed_signers"
      )
    )
    func records(_ line: [UInt8]) async throws -> [LedgerRecord] {
      let note = Sample.note([line])
      return try await Ledger.read([note], owner: { _ in "alice" }) { envelopes in
        envelopes.map {
          ring.check(sshSignature: $0.signature, of: $0.signedBytes, at: Sample.time)
        }
      }.records
    }
    let original = try #require(try await records(line).first)
    #expect(original.isGood)
    var random = SeededGenerator(seed: 2)
    var bad = 0
    for place in stride(from: 0, to: line.count, by: 2) {
      var spoiled = line
      spoiled[place] = UInt8.random(in: 0x20...0x7e, using: &random)
      guard let record = try await records(spoiled).first else { continue }
      if record.isGood { #expect(record.statement == original.statement) } else { bad += 1 }
    }
    // Letters within the payload's texts leave a statement that reads well and was never signed.
    #expect(bad > 20)
  }

  @Test
  func manyLinesOfOthersHideNoRecord() throws {
    let record = try Sample.envelope(Sample.approval(1)).line
    let foreign = (0..<20_000).map { Array("line \($0) of somebody else".utf8) }
    let huge = [UInt8](repeating: UInt8(ascii: "{"), count: 8 << 20)
    let lines = RecordLines([Sample.note(foreign + [record, huge])])
    #expect(lines.names == [Sample.approval(1).name])
    #expect(lines.refused.count == foreign.count + 1)
    #expect(lines.refused.map(\.line) == Array(1...20_000) + [20_002])
    #expect(lines.refused.allSatisfy { $0.excerpt.utf8.count <= 200 })
  }

  /// Git puts empty lines between notes that it joins, and other tools end lines in their own way.
  @Test
  func whatStandsBetweenLinesIsNoRecord() throws {
    let line = try Sample.envelope(Sample.approval(1)).line
    let newline = Array("\n".utf8)
    for (bytes, refused) in [
      (newline + newline + line + newline, 0), (line, 0), (line + newline + newline + line, 0),
      (line + Array("\r\n".utf8), 1), (Array(" ".utf8) + line + newline, 1),
      (Array("\u{FEFF}".utf8) + line + newline, 1), (line + [0] + newline, 1),
    ] {
      let lines = RecordLines([Note(object: Sample.id("c"), bytes: bytes)])
      #expect(lines.names.count == (refused == 0 ? 1 : 0))
      #expect(lines.refused.count == refused)
    }
  }

  /// A long chain of words, each in the place of the one before, is followed to its end.
  @Test
  func aLongChainOfWordsIsFollowed() throws {
    var approvals = [Sample.approval(1)]
    for number in 2...3000 {
      let older = approvals[approvals.count - 1].name
      approvals.append(Sample.approval(number).with { $0.supersedes = [older] })
    }
    let reference = ChangeReference(
      repository: Sample.repository,
      environment: "production",
      change: Sample.change
    )
    let standing = Standing(of: try Ledger(approvals: approvals.shuffled()))
    let word = try #require(standing.word(of: "alice", on: reference))
    #expect(word.records.map(\.name) == approvals.suffix(1).map(\.name))
    #expect(word.withdrawn.count == 2999)
  }
}
