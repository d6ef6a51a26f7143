import Attestations
import Foundation
import OpsTestSupport
import Testing

/// `approval.line` was made by Python and `ssh-keygen -Y sign -n opsgate`, not by the code under test.
struct EnvelopeTests {
  private func golden(_ name: String) throws -> [UInt8] {
    try packageFolder().bytes("Fixtures/Golden/EnvelopeTests/\(name)")
  }

  private func goldenLine() throws -> [UInt8] { Array(try golden("approval.line").dropLast()) }

  private func refusal(_ line: some Sequence<UInt8>) -> String? {
    do throws(RecordMistake) {
      _ = try Envelope(parsing: Array(line))
      return nil
    } catch {
      return "\(error.kind.rawValue): \(error.message)"
    }
  }

  @Test
  func aLineThatOtherToolsWroteIsReadAndWrittenTheSame() throws {
    let line = try goldenLine()
    let envelope = try Envelope(parsing: line)
    #expect(envelope.line == line)
    #expect(envelope.payload == Statement.approval(StatementTests.approval).payload)
    #expect(envelope.keyID == "SHA256:6zEmNuwCgMPIshIBTpHIdZ10cBcDwf6WQEXkjYR43RA")
    #expect(envelope.format == .ssh)
    // sha256sum Fixtures/Golden/StatementTests/approval.json
    #expect(
      envelope.name.text
        == "sha256:2601665e504f4ffb578130a0095ecb11e7c52f3b42a34a3972155ce3c861e3c5"
    )
  }

  @Test
  func sshKeygenAcceptsTheBytesThatAreSigned() throws {
    try withScratch { folder in
      let envelope = try Envelope(parsing: goldenLine())
      try folder.write("signature", envelope.signature)
      let arguments = [
        "-Y", "verify", "-n", "opsgate", "-I", "alice", "-s", folder.path("signature"), "-f",
        packageFolder().path("Fixtures/Golden/EnvelopeTests/allowed_signers"),
      ]
      try Shell.run("ssh-keygen", arguments, input: envelope.signedBytes).checked()
      let other = try Shell.run("ssh-keygen", arguments, input: envelope.payload)
      #expect(other.status != 0)
    }
  }

  @Test
  func theFormatIsWhatTheArmorSays() throws {
    let armors: [(String, SignatureFormat?)] = [
      ("-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n", .ssh),
      ("-----BEGIN PGP SIGNATURE-----\n\nA\n-----END PGP SIGNATURE-----\n", .openpgp),
      ("-----BEGIN SIGNED MESSAGE-----\n", nil), ("", nil),
      (" -----BEGIN SSH SIGNATURE-----\n", nil),
      ("-----BEGIN SSH SIGNATURE-----", nil), ("-----BEGIN SSH SIGNATURE-----\r\n", nil),
    ]
    for (armor, format) in armors {
      // What is refused has no format.
      #expect((try? Envelope(payload: [1], signature: armor, keyID: nil))?.format == format)
    }
  }

  @Test(arguments: [
    ("{\"payload\"", "{ \"payload\"", "not-canonical: "),
    ("{\"payload\"", " {\"payload\"", "not-canonical: "),
    ("\"}]}", "\"}]} ", "not-canonical: "),
    ("\"}]}", "\"}]}\r", "not-canonical: "),
    ("in-toto+json", "in-toto\\u002bjson", "not-canonical: "),
    ("application/vnd", "application\\/vnd", "not-canonical: "),
    ("XX0=", "XX1=", "not-canonical: "),
    ("XX0=", "XX0", "malformed: 'payload' must be base64 with padding"),
    ("eyJfdHlw", "eyJf dHlw", "malformed: 'payload' must be base64 with padding"),
    ("eyJfdHlw", "eyJf\\ndHlw", "malformed: 'payload' must be base64 with padding"),
    ("eyJfdHlw", "-_Jfdw", "malformed: 'payload' must be base64 with padding"),
    (
      "in-toto+json", "in-toto",
      "unsupported: 'payloadType' must be 'application/vnd.in-toto+json', and is 'application/vnd.in-toto'"
    ),
    (
      "\"signatures\":[", "\"signatures\":[{\"sig\":\"QQ==\"},",
      "malformed: an envelope must have one signature, and has 2"
    ),
    (
      "\"payloadType\":\"a", "\"payloadType\":\"x\",\"payloadType\":\"a",
      "malformed: the line is no strict JSON: the key 'payloadType' stands here a second time"
    ),
    ("\"}]}", "\"}],\"x\":1}", "malformed: '' has 'x', which is unknown here"),
    ("\"}]}", "\",\"x\":1}]}", "malformed: 'signatures[0]' has 'x', which is unknown here"),
    (
      "\"keyid\":\"", "\"keyid\":\"\\u001b[2J",
      "malformed: 'signatures[0].keyid' must be one line without control characters"
    ),
    (
      "\"sig\":\"LS0t", "\"sig\":\"",
      "malformed: the signature is neither an SSH nor an OpenPGP one"
    ),
    ("\"sig\":\"LS0t", "\"sig\":\"////", "malformed: the signature is no armored text"),
    ("\"payloadType\"", "\"payloadtype\"", "malformed: 'payloadType' is missing"),
  ])
  func anythingElseIsRefusedWithTheReason(_ old: String, _ new: String, _ expected: String) throws {
    let line = String(decoding: try goldenLine(), as: UTF8.self)
    let place = try #require(line.firstRange(of: old), "the line has no '\(old)'")
    let refusal = refusal(line.replacingCharacters(in: place, with: new).utf8)
    #expect(refusal?.hasPrefix(expected) == true, "\(refusal ?? "accepted")")
  }

  @Test
  func anEnvelopeWithoutASignatureIsRefused() {
    let line = #"{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]}"#
    #expect(refusal(line.utf8) == "malformed: an envelope must have one signature, and has 0")
  }

  @Test
  func twoEnvelopesInOneLineAreRefused() throws {
    let line = try goldenLine()
    #expect(refusal(line + line)?.contains("something stands behind the JSON value") == true)
    let array = Array("[".utf8) + line + Array(",".utf8) + line + Array("]".utf8)
    #expect(refusal(array) == "foreign: the line is no record but other text")
  }

  @Test(arguments: [
    ("LGTM, ship it", "foreign: the line is no record but other text"),
    ("Signed-off-by: Alice <alice@acme.example>", "foreign: the line is no record but other text"),
    (
      #"{"timestamp":"1795405063","author":"a","resolved":true}"#,
      "foreign: the line is JSON, but no envelope"
    ),
    ("{}", "foreign: the line is JSON, but no envelope"),
    (
      "{",
      "malformed: the line is no strict JSON: a key in double quotes is missing here, at byte 1"
    ),
    (
      #"{"payload":1"#,
      "malformed: the line is no strict JSON: ',' or '}' is missing here, at byte 12"
    ),
  ])
  func linesOfOthersAreToldFromBrokenRecords(_ line: String, _ expected: String) {
    #expect(refusal(line.utf8) == expected)
  }

  @Test
  func aHugeLineIsRefusedUnread() {
    let line =
      Array("{\"payload\":\"".utf8) + [UInt8](repeating: UInt8(ascii: "A"), count: 3_000_000)
    #expect(refusal(line)?.hasPrefix("malformed: the line is longer than ") == true)
  }

  @Test
  func theLargestPayloadFitsIntoALine() throws {
    let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let signature = Sample.armor(String(repeating: "A", count: 60_000))
    let envelope = try Envelope(payload: payload, signature: signature, keyID: nil)
    #expect(try Envelope(parsing: envelope.line) == envelope)
  }

  @Test
  func wrappedAnewARecordKeepsItsName() throws {
    let envelope = try Envelope(parsing: goldenLine())
    let again = try Envelope(
      payload: envelope.payload,
      signature: Sample.armor("other"),
      keyID: "another hint"
    )
    #expect(again.line != envelope.line)
    #expect(again.name == envelope.name)
  }
}
