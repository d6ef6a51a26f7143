import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite("opsgate and ssh-keygen agree on what is revoked")
struct RevocationsAgreementTests {
  private enum Agreement: Hashable, Sendable {
    case same(revoked: Int)
    case bothRefused
    case stricter(Strictness)
    case disagreed(String)
  }

  @Test
  func revocationListsAreReadAlike() async throws {
    let keys = try SSHSamples.keys()
    let answers = try await inParallel(rounds(240)) { number, openSSH in
      var mutation = Mutation(number + 2_000_000)
      for key in keys { try openSSH.write(key) }
      if mutation.chance(2) {
        return try Self.compare(mutation.revocationList(keys.map(\.publicLine)), keys, openSSH)
      }
      let list = try Self.makeList(&mutation, keys, openSSH)
      return try Self.compare(mutation.chance(8) ? list : mutation.bytes(list), keys, openSSH)
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    for (answer, count) in counts {
      if case .disagreed(let what) = answer { Issue.record("\(count)× \(what)") }
    }
    #expect(counts[.bothRefused, default: 0] > 40)
    #expect(counts[.same(revoked: 0), default: 0] > 5)
    #expect(
      counts.filter { if case .same(let many) = $0.key { many > 0 } else { false } }.count > 2
    )
    report("revocation lists", counts.map { ("\($0.key)", $0.value) })
  }

  @Test
  func listsOfKeysAreReadAlike() async throws {
    let sample = try SSHSamples.sample("ed25519")
    let signers = Array("alice \(sample.publicLine)\n".utf8)
    let lines = try SSHSamples.keys().map(\.publicLine)
    let answers = try await inParallel(rounds(120)) { number, openSSH in
      var mutation = Mutation(number + 3_000_000)
      let list = Self.makeKeys(&mutation, lines)
      return try Self.compare(list: list, sample, signers, openSSH)
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    for (answer, count) in counts {
      if case .disagreed(let what) = answer { Issue.record("\(count)× \(what)") }
    }
    #expect(counts[.same(revoked: 0), default: 0] > 15)
    #expect(counts[.same(revoked: 1), default: 0] > 5)
    #expect(counts[.bothRefused, default: 0] > 5)
    report("lists of keys", counts.map { ("\($0.key)", $0.value) })
  }

  // MARK: Lists that ssh-keygen makes

  private static func makeList(
    _ mutation: inout Mutation,
    _ keys: [OpenSSH.Key],
    _ openSSH: OpenSSH
  ) throws -> [UInt8] {
    var lines: [String] = []
    for key in keys where mutation.chance(3) {
      let fingerprint = try SSHPublicKey(line: key.publicLine).fingerprint
      let word = mutation.one(["key: ", "sha1: ", "sha256: ", "hash: "])
      lines.append(word + (word == "hash: " ? fingerprint : key.publicLine))
    }
    for _ in 0..<mutation.number(0..<3) {
      lines.append(
        mutation.one(["serial: 1-9", "serial: 7", "serial: 3\nserial: 5\nserial: 12", "id: alice"])
      )
    }
    try openSSH.folder.write("specification", lines.map { $0 + "\n" }.joined())
    let authority = mutation.one(["none", "ed25519.pub", "p256.pub", "rsa2048.pub"])
    try openSSH.run(["-q", "-k", "-f", "list", "-s", authority, "-z", "9", "specification"])
      .checked()
    return try openSSH.folder.bytes("list")
  }

  private static func compare(
    _ list: [UInt8],
    _ keys: [OpenSSH.Key],
    _ openSSH: OpenSSH
  ) throws -> Agreement {
    try openSSH.folder.write("list", bytes: list)
    let answer = try openSSH.run(["-Q", "-f", "list"] + keys.map { "\($0.name).pub" })
    let theirs =
      answer.status > 1
      ? nil : answer.stdout.split(separator: "\n").map { $0.hasSuffix(": REVOKED") }
    do {
      let revocations = try Revocations.read(list, path: "list")
      let ours = try keys.map { revocations.isRevoked(try SSHPublicKey(line: $0.publicLine)) }
      // What has lost its first bytes is no KRL to either, and an empty file is a list of no keys to opsgate alone.
      if list.isEmpty || revocations.form == .list { return .bothRefused }
      guard ours == theirs else { return disagreement(list, "\(ours)", answer) }
      return .same(revoked: ours.count { $0 })
    } catch let error as KeyFileMistakes {
      guard theirs != nil else { return .bothRefused }
      if let strictness = error.mistakes[0].strictness { return .stricter(strictness) }
      return disagreement(list, "\(error)", answer)
    }
  }

  private static func disagreement(
    _ list: [UInt8],
    _ ours: String,
    _ answer: ProgramRun
  ) -> Agreement {
    .disagreed("opsgate: \(ours), \(answer) on \(Data(list).base64EncodedString())")
  }

  // MARK: Plain keys

  private static func makeKeys(_ mutation: inout Mutation, _ lines: [String]) -> [UInt8] {
    var text = ""
    for _ in 0..<mutation.number(0..<4) {
      text += mutation.one(["", "", "", " ", "# "]) + mutation.one(lines)
      text += mutation.one(["\n", "\n", "\n", "\n\n", "\n# gone\n", "\r\n", " \t\n"])
    }
    if mutation.chance(12) {
      text += mutation.one(["SHA256:abc\n", "hash: SHA256:abc\n", "ssh-ed25519\n", "x\n"])
    }
    return Array((text.isEmpty || !mutation.chance(3) ? text : mutation.text(text)).utf8)
  }

  private static func compare(
    list: [UInt8],
    _ sample: SSHSample,
    _ signers: [UInt8],
    _ openSSH: OpenSSH
  ) throws -> Agreement {
    let theirs = try openSSH.verifies(
      sample.armored,
      of: sample.message,
      by: "alice",
      signers: signers,
      revoked: list
    )
    let key = try SSHPublicKey(line: sample.publicLine)
    do throws(KeyFileMistakes) {
      let isRevoked = try Revocations.read(list, path: "revoked").isRevoked(key)
      if isRevoked != theirs { return .same(revoked: isRevoked ? 1 : 0) }
      return .disagreed(
        "opsgate: \(isRevoked), verified \(theirs):\n\(String(decoding: list, as: UTF8.self))"
      )
    } catch {
      guard theirs else { return .bothRefused }
      // A list is refused whole: one mistake that is opsgate's own is enough.
      if let strictness = error.mistakes.compactMap(\.strictness).first {
        return .stricter(strictness)
      }
      return .disagreed("\(error), verified:\n\(String(decoding: list, as: UTF8.self))")
    }
  }
}
