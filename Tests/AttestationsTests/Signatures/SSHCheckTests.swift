import Attestations
import OpsTestSupport
import Testing

@Suite("SSH signatures of records")
struct SSHCheckTests {
  private let sample: SSHSample
  private let fingerprint: String

  init() throws {
    sample = try SSHSamples.sample("ed25519")
    fingerprint = try SSHPublicKey(line: sample.publicLine).fingerprint
  }

  private func check(
    _ signers: String,
    revoked: String = "",
    _ armored: String? = nil,
    message: [UInt8]? = nil,
    namespace: String = KeyRing.namespace,
    at time: Int = OpenSSH.seconds
  ) throws -> SignatureCheck {
    let ring = KeyRing(
      allowedSigners: try AllowedSigners.read(Array(signers.utf8), path: "signers"),
      revocations: try Revocations.read(Array(revoked.utf8), path: "revoked")
    )
    return ring.check(
      sshSignature: armored ?? sample.armored,
      of: message ?? sample.message,
      namespace: namespace,
      at: time
    )
  }

  private func expected(_ status: SignatureStatus, _ reason: String?) -> SignatureCheck {
    SignatureCheck(status: status, format: .ssh, fingerprint: fingerprint, reason: reason)
  }

  @Test
  func aKnownKeyIsGood() throws {
    #expect(try check("alice \(sample.publicLine)") == expected(.good, nil))
  }

  @Test
  func aKeyThatNobodyHasIsUnknown() throws {
    #expect(try check("") == expected(.unknownKey, "signers does not have the key"))
    let other = try TestKey("other").publicLine
    #expect(try check("alice \(other)").status == .unknownKey)
  }

  @Test
  func aKeyForSomethingElseIsUnknown() throws {
    #expect(
      try check("alice namespaces=\"git\" \(sample.publicLine)")
        == expected(.unknownKey, "signers:1 does not let the key sign for 'opsgate'")
    )
  }

  @Test
  func aKeySignsInItsTimeAlone() throws {
    let line = "\nalice valid-after=\"20260301Z\",valid-before=\"20260303Z\" \(sample.publicLine)"
    #expect(try check(line).status == .good)
    #expect(
      try check(line, at: 0)
        == expected(.expired, "signers:2 lets the key sign from 2026-03-01T00:00:00Z")
    )
    #expect(
      try check(line, at: 1_800_000_000)
        == expected(.expired, "signers:2 let the key sign until 2026-03-03T00:00:00Z")
    )
  }

  @Test
  func aRevokedKeyIsRevokedAlsoWhereItIsUnknown() throws {
    let revoked = expected(.revoked, "the key is among the revoked ones")
    #expect(try check("alice \(sample.publicLine)", revoked: sample.publicLine) == revoked)
    #expect(try check("", revoked: sample.publicLine) == revoked)
  }

  @Test
  func aSignatureOfOtherBytesIsBad() throws {
    let bad = expected(.bad, "the key did not sign these bytes")
    #expect(try check("alice \(sample.publicLine)", message: sample.message + [0x0a]) == bad)
    #expect(try check("", revoked: sample.publicLine, message: []) == bad)
  }

  @Test
  func aSignatureForSomethingElseIsBad() throws {
    #expect(
      try check("alice \(sample.publicLine)", namespace: "git")
        == expected(.bad, "it was signed for 'opsgate', not for 'git'")
    )
  }

  @Test
  func whatIsNoSignatureIsBadAndNamesNoKey() throws {
    let check = try check("alice \(sample.publicLine)", sample.armored + sample.armored)
    #expect(
      check
        == SignatureCheck(
          status: .bad,
          format: .ssh,
          fingerprint: nil,
          reason: "something follows behind the armor"
        )
    )
  }
}
