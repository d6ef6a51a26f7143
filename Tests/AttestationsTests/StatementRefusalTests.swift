import Attestations
import Notation
import OpsTestSupport
import Testing

/// What the strict reader refuses, and in which words.
struct StatementRefusalTests {
  private func refusal(_ payload: String) -> String? {
    do throws(RecordMistake) {
      _ = try Statement(parsing: Array(payload.utf8))
      return nil
    } catch {
      return "\(error.kind.rawValue): \(error.message)"
    }
  }

  private let payload = String(
    decoding: Statement.approval(StatementTests.approval).payload,
    as: UTF8.self
  )

  private func refusal(_ old: String, _ new: String) -> String? {
    #expect(payload.contains(old), "the sample has no '\(old)'")
    return refusal(payload.replacing(old, with: new))
  }

  private static let notCanonical =
    "not-canonical: the payload is not in canonical form: keys sorted, no white space, "
    + "no needless escapes"

  @Test(arguments: [
    ("{\"_type\"", "{ \"_type\""), ("}]}", "}]}\n"), ("\"approve\"", "\"\\u0061pprove\""),
    ("</", "<\\/"), ("Größe", "Gr\\u00f6ße"), ("\\u0001", "\\u0001\\u0001\\u0041"),
    ("\\n", "\\u000a"),
    (
      "\"incident\":\"INC-42\",\"reason\":\"api is down\"",
      "\"reason\":\"api is down\",\"incident\":\"INC-42\""
    ),
    (
      "{\"digest\":{\"gitCommit\":\"0123456789abcdef0123456789abcdef01234567\"},\"name\":\"commit\"}",
      "{\"digest\":{\"gitCommit\":\"0123456789abcdef0123456789abcdef01234567\"},\"name\":\"Commit\"}"
    ),
  ])
  func otherWaysToWriteTheSameAreRefused(_ old: String, _ new: String) {
    #expect(refusal(old, new) == Self.notCanonical)
  }

  @Test
  func subjectsTheOtherWayRoundAreRefused() {
    let commit =
      "{\"digest\":{\"gitCommit\":\"0123456789abcdef0123456789abcdef01234567\"},\"name\":\"commit\"}"
    let tree =
      "{\"digest\":{\"gitTree\":\"89abcdef0123456789abcdef0123456789abcdef\"},\"name\":\"tree\"}"
    #expect(refusal("\(commit),\(tree)", "\(tree),\(commit)") == Self.notCanonical)
    #expect(
      refusal(tree, commit) == "malformed: 'subject' must have one gitCommit, and has 2"
    )
    #expect(
      refusal("\(commit),\(tree)", "\(commit),\(tree),\(tree)")
        == "malformed: 'subject' must have one gitTree, and has 2"
    )
    #expect(
      refusal("\(commit),\(tree)", commit)
        == "malformed: 'subject' must have one gitTree, and has 0"
    )
    #expect(
      refusal("\"gitTree\":", "\"gitBlob\":") == "malformed: 'subject[1].digest.gitTree' is missing"
    )
    #expect(
      refusal(
        "{\"gitTree\":",
        "{\"gitCommit\":\"0123456789abcdef0123456789abcdef01234567\",\"gitTree\":"
      )
        == "malformed: 'subject[1].digest' has 'gitTree', which is unknown here"
    )
  }

  @Test(arguments: [
    (
      "in-toto.io/Statement/v1", "in-toto.io/Statement/v2",
      "unsupported: '_type' must be 'https://in-toto.io/Statement/v1', and is 'https://in-toto.io/Statement/v2'"
    ),
    (
      "urn:opsgate:approval:v1", "urn:opsgate:approval:v2",
      "unsupported: no predicate that this opsgate knows is called 'urn:opsgate:approval:v2'"
    ),
    ("urn:opsgate:approval:v1", "urn:opsgate:check:v1", "malformed: 'predicate.name' is missing"),
    ("\"_type\"", "\"type\"", "malformed: '_type' is missing"),
    ("\"nonce\"", "\"nunce\"", "malformed: 'predicate.nonce' is missing"),
    (
      "{\"approver\"", "{\"aaa\":1,\"approver\"",
      "malformed: 'predicate' has 'aaa', which is unknown here"
    ),
    ("{\"_type\"", "{\"Z\":1,\"_type\"", "malformed: '' has 'Z', which is unknown here"),
    (
      "{\"from\"", "{\"digest\":\"x\",\"from\"",
      "malformed: 'predicate.moves[0]' has 'digest', which is unknown here"
    ),
    (
      "{\"incident\"", "{\"a\":1,\"incident\"",
      "malformed: 'predicate.emergency' has 'a', which is unknown here"
    ),
    (
      "\"approver\":\"alice\"", "\"approver\":\"alice\",\"approver\":\"bob\"",
      "malformed: the payload is no strict JSON: the key 'approver' stands here a second time, at byte 75"
    ),
    (
      "\"decision\":\"approve\"", "\"decision\":\"Approve\"",
      "malformed: 'predicate.decision' must be one of approve, reject, revoke, and is 'Approve'"
    ),
    (
      "\"decision\":\"approve\"", "\"decision\":null",
      "malformed: 'predicate.decision' must be a string"
    ),
    (
      "\"decision\":\"approve\"", "\"decision\":\"reject\"",
      "malformed: 'predicate.emergency' must be absent where the decision is not approve"
    ),
    (
      "\"decision\":\"approve\"", "\"decision\":\"revoke\"",
      "malformed: 'predicate.revokes' must be there exactly where the decision is revoke"
    ),
    (
      "\"approver\":\"alice\"", "\"approver\":\"\"",
      "malformed: 'predicate.approver' must be 1 to 255 bytes long"
    ),
    (
      "\"approver\":\"alice\"", "\"approver\":\"al\\u001bice\"",
      "malformed: 'predicate.approver' must be one line without control characters"
    ),
    (
      "\"approver\":\"alice\"", "\"approver\":[\"alice\"]",
      "malformed: 'predicate.approver' must be a string"
    ),
    (
      "\"to\":\"v1.3.0\"", "\"to\":\"v1\\u0000\"",
      "malformed: 'predicate.moves[0].to' must be without the character NUL"
    ),
    (
      "\"to\":\"v1.3.0\"", "\"to\":1.3",
      "malformed: the payload is no strict JSON: the number is no whole one, or too large, at byte 532"
    ),
    ("\"to\":\"v1.3.0\"", "\"to\":13", "malformed: 'predicate.moves[0].to' must be a string"),
    ("\"to\":\"v1.3.0\"", "\"to\":null", "malformed: 'predicate.moves[0].to' must be a string"),
    (
      "\"to\":\"v1.3.0\"", "\"to\":\"\\ud800\"",
      "malformed: the payload is no strict JSON: the escape is half a character, at byte 533"
    ),
    (
      "\"base\":\"fedc", "\"base\":\"FEDC",
      "malformed: 'predicate.base' must be 40 lower-case hexadecimal digits"
    ),
    (
      "\"base\":\"fedc", "\"base\":\"edc",
      "malformed: 'predicate.base' must be 40 lower-case hexadecimal digits"
    ),
    (
      "\"change\":\"sha256:b", "\"change\":\"sha256:B",
      "malformed: 'predicate.change' must be 'sha256:' and 64 lower-case hexadecimal digits"
    ),
    (
      "\"change\":\"sha256:b", "\"change\":\"sha512:b",
      "malformed: 'predicate.change' must be 'sha256:' and 64 lower-case hexadecimal digits"
    ),
    (
      "\"nonce\":\"00", "\"nonce\":\"0",
      "malformed: 'predicate.nonce' must be 32 lower-case hexadecimal digits"
    ),
    (
      "2026-11-23T10:00:00Z", "2026-11-23T10:00:00+00:00",
      "malformed: 'predicate.issuedAt' must be a time as '2026-03-04T16:30:00Z'"
    ),
    (
      "2026-11-30T10:00:00Z", "2026-11-23T10:00:00Z",
      "malformed: 'predicate.expiresAt' must be after 'issuedAt'"
    ),
    (
      "[\"sha256:a", "[\"sha256:",
      "malformed: 'predicate.supersedes[0]' must be the name of a record"
    ),
    (
      "\"supersedes\":[",
      "\"supersedes\":[\"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",",
      "malformed: 'predicate.supersedes' must be names that differ"
    ),
    ("\"supersedes\":[", "\"revokes\":[],\"supersedes\":[", Self.notCanonical),
    ("\"moves\":[{", "\"moves\":[[],{", "malformed: 'predicate.moves[0]' must be an object"),
    ("\"moves\":[", "\"moves\":{},\"m\":[", "malformed: 'predicate.moves' must be a list"),
  ])
  func whatNoRecordMaySayIsRefusedInWords(_ old: String, _ new: String, _ expected: String) {
    #expect(refusal(old, new) == expected)
  }

  @Test(arguments: ["", "null", "[]", "{}", "\"a\"", "{\"_type\":", "\u{FEFF}{}"])
  func whatIsNoStatementIsRefused(_ payload: String) {
    #expect(refusal(payload)?.hasPrefix("malformed: ") == true)
  }

  @Test
  func bytesThatAreNotUTF8AreRefused() {
    let payload = Statement.approval(StatementTests.approval).payload
    let broken = payload.map { $0 == 0xF0 ? 0xFF : $0 }
    #expect(
      throws: RecordMistake(
        .malformed,
        "the payload is no strict JSON: the JSON is not UTF-8, at byte 0"
      )
    ) {
      try Statement(parsing: broken)
    }
  }

  @Test
  func aPayloadThatIsTooLargeIsRefused() {
    let payload = [UInt8](repeating: UInt8(ascii: " "), count: (1 << 20) + 1)
    #expect(throws: RecordMistake.self) { try Statement(parsing: payload) }
  }

  @Test(arguments: [
    (
      "\"outcome\":\"pass\"", "\"outcome\":\"passed\"",
      "malformed: 'predicate.outcome' must be one of pass, fail, and is 'passed'"
    ),
    (
      "\"name\":\"smoke\"", "\"name\":\"smo\\nke\"",
      "malformed: 'predicate.name' must be one line without control characters"
    ),
    ("\"checker\":\"ci\",", "", "malformed: 'predicate.checker' is missing"),
  ])
  func wrongChecksAreRefused(_ old: String, _ new: String, _ expected: String) {
    let check = String(decoding: Statement.check(StatementTests.check).payload, as: UTF8.self)
    #expect(refusal(check.replacing(old, with: new)) == expected)
  }

  @Test(arguments: [
    (
      "\"repositoryId\":1296269", "\"repositoryId\":\"1296269\"",
      "malformed: 'predicate.repositoryId' must be a whole number from 0 to 2^53"
    ),
    (
      "\"repositoryId\":1296269", "\"repositoryId\":9007199254740992",
      "malformed: 'predicate.repositoryId' must be a whole number from 0 to 2^53"
    ),
    (
      "\"repositoryId\":1296269", "\"repositoryId\":-1",
      "malformed: 'predicate.repositoryId' must be a whole number from 0 to 2^53"
    ),
    ("\"repositoryId\":1296269", "\"repositoryId\":-0", "not-canonical: "),
    (
      "\"userId\":1002", "\"userId\":null",
      "malformed: 'predicate.reviews[0].userId' must be a whole number from 0 to 2^53"
    ),
    (
      "\"commit\":\"0123", "\"commit\":\"1123",
      "malformed: 'predicate.commit' must be the commit of 'subject'"
    ),
  ])
  func wrongEvidenceIsRefused(_ old: String, _ new: String, _ expected: String) {
    let evidence = String(
      decoding: Statement.evidence(StatementTests.evidence).payload,
      as: UTF8.self
    )
    #expect(evidence.contains(old))
    #expect(refusal(evidence.replacing(old, with: new))?.hasPrefix(expected) == true)
  }

  @Test(arguments: [
    (
      "\"ref\":\"refs/heads/main\"", "\"ref\":\"main\"",
      "malformed: 'predicate.mainline.ref' must be a whole name, as 'refs/heads/main'"
    ),
    (
      "\"commit\":\"0123", "\"commit\":\"1123",
      "malformed: 'predicate.mainline.commit' must be the commit of 'subject'"
    ),
    (
      "\"outcome\":\"allowed\"", "\"outcome\":true",
      "malformed: 'predicate.outcome' must be a string"
    ),
  ])
  func wrongCheckpointsAreRefused(_ old: String, _ new: String, _ expected: String) {
    let text = String(
      decoding: Statement.checkpoint(StatementTests.checkpoint).payload,
      as: UTF8.self
    )
    #expect(text.contains(old))
    #expect(refusal(text.replacing(old, with: new)) == expected)
  }

  @Test
  func whatEveryReaderWouldRefuseIsNotSigned() {
    let edits: [(inout Approval) -> Void] = [
      { $0.approver = "" }, { $0.comment = "" },
      { $0.comment = String(repeating: "x", count: 16_385) },
      { $0.change = "v1" }, { $0.issuedAt = .max }, { $0.supersedes += $0.supersedes },
      { $0.decision = .reject }, { $0.decision = .revoke }, { $0.environment = "a\u{1b}" },
      { $0.moves = Array(repeating: $0.moves[0], count: 20_000) },
    ]
    for edit in edits {
      let statement = Statement.approval(StatementTests.approval.with(edit))
      #expect(throws: RecordMistake.self) { try statement.signablePayload() }
    }
  }

  @Test
  func someThousandMovesFitIntoARecord() throws {
    let many = StatementTests.approval.with {
      $0.moves = Array(repeating: $0.moves[0], count: 8000)
    }
    #expect(try Statement(parsing: Statement.approval(many).signablePayload()) == .approval(many))
  }
}
