import Attestations
import Git

/// Statements and envelopes to begin from; every test changes what it is about.
enum Sample {
  static let repository = "github.com/acme/ops"
  static let time = 1_795_428_000  // 2026-11-23T10:00:00Z
  /// The first vector of ChangeDigestTests.
  static let change = "sha256:b5c4d9a80f6029c0975eab872ceb06c138515657ebb8e86bc085cd480125faf4"

  static func id(_ digits: String) -> ObjectID {
    let hex = String(repeating: digits, count: 40 / digits.count)
    guard let id = ObjectID(hex: hex) else { fatalError("'\(hex)' is no object id") }
    return id
  }

  static func nonce(_ number: Int) -> Nonce {
    let digits = String(number, radix: 16)
    let text = String(repeating: "0", count: 32 - digits.count) + digits
    guard let nonce = Nonce(text) else { fatalError("'\(text)' is no nonce") }
    return nonce
  }

  static func name(_ digit: Character) -> RecordName {
    let text = "sha256:" + String(repeating: digit, count: 64)
    guard let name = RecordName(text) else { fatalError("'\(text)' is no name") }
    return name
  }

  static var subject: Subject { Subject(commit: id("c"), tree: id("d")) }

  /// An approval by alice; another number is another record.
  static func approval(_ number: Int = 1, by person: String = "alice") -> Approval {
    Approval(
      subject: subject,
      decision: .approve,
      repository: repository,
      environment: "production",
      moves: [
        Approval.Move(
          service: "api",
          from: "v1.2.0",
          to: "v1.3.0",
          path: "apps/api/prod/values.yaml"
        )
      ],
      change: change,
      base: id("b"),
      policy: id("1"),
      approver: person,
      issuedAt: time,
      expiresAt: time + 604_800,
      seen: id("2"),
      nonce: nonce(number)
    )
  }

  static func check(_ number: Int = 1, by machine: String = "ci") -> CheckResult {
    CheckResult(
      subject: subject,
      repository: repository,
      environment: "staging",
      name: "smoke",
      outcome: .pass,
      services: [CheckResult.Service(service: "api", tag: "v1.3.0")],
      checker: machine,
      issuedAt: time,
      seen: id("2"),
      nonce: nonce(number)
    )
  }

  /// A text that only looks like a signature; it names its key for `FakeKeys`.
  static func armor(_ key: String, _ more: String = "") -> String {
    "-----BEGIN SSH SIGNATURE-----\n\(key)\n\(more)-----END SSH SIGNATURE-----\n"
  }

  static func envelope(_ statement: Statement, key: String, more: String = "") throws -> Envelope {
    try Envelope(payload: statement.payload, signature: armor(key, more), keyID: nil)
  }

  /// The approval in an envelope that the approver signed.
  static func envelope(_ approval: Approval) throws -> Envelope {
    try envelope(.approval(approval), key: "key-of-\(approval.approver)")
  }

  static func note(on object: ObjectID = id("c"), _ lines: [[UInt8]]) -> Note {
    Note(object: object, bytes: Array(lines.joined(separator: Array("\n".utf8))) + [0x0A])
  }
}

extension Approval {
  /// The same with some fields changed.
  func with(_ change: (inout Approval) -> Void) -> Approval {
    var approval = self
    change(&approval)
    return approval
  }

  var name: RecordName { RecordName(ofPayload: Statement.approval(self).payload) }
}

/// Stands in for the verifier: a signature is what its armor says.
enum FakeKeys {
  /// `key-of-NAME` is good and NAME's; `expired-`, `revoked-`, `unknown-` and `bad-` before it say otherwise.
  static func check(_ envelope: Envelope) -> SignatureCheck {
    let lines = envelope.signature.split(separator: "\n").map(String.init)
    let words = lines.count > 1 ? lines[1].split(separator: "-", maxSplits: 1).map(String.init) : []
    let statuses: [String: SignatureStatus] = [
      "key": .good, "expired": .expired, "revoked": .revoked, "unknown": .unknownKey,
    ]
    return SignatureCheck(
      status: words.first.flatMap { statuses[$0] } ?? .bad,
      format: envelope.format,
      fingerprint: words.last.map { "SHA256:" + $0 }
    )
  }

  static func owner(_ fingerprint: String) -> String? {
    let prefix = "SHA256:of-"
    guard fingerprint.hasPrefix(prefix) else { return nil }
    return String(fingerprint.dropFirst(prefix.count))
  }
}

extension Ledger {
  /// The ledger of some notes, by ``FakeKeys``.
  init(_ notes: [Note]) {
    let lines = RecordLines(notes)
    self.init(lines, checks: lines.envelopes.map(FakeKeys.check), owner: FakeKeys.owner)
  }

  /// The ledger of one note with some approvals, each signed by its approver.
  init(approvals: [Approval]) throws {
    self.init([Sample.note(try approvals.map { try Sample.envelope($0).line })])
  }
}
