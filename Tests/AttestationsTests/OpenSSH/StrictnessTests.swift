import Attestations
import Crypto
import Foundation
import OpsTestSupport
import Testing

@Suite("What ssh-keygen takes and opsgate does not")
struct StrictnessTests {
  /// Where this fails, OpenSSH has come round, and the rule is opsgate's own no more.
  @Test
  func openSSHTakesEd25519SignaturesInTwoSpellings() throws {
    try withScratch { folder in
      let example = try StrictExample.of(.malleableEd25519, OpenSSH(folder: folder))
      #expect(example != nil)
    }
  }

  /// The list of such rules says the truth of each: `ssh-keygen` takes the example, opsgate names the rule.
  @Test(arguments: Strictness.allCases)
  func everyRuleHasAnExample(_ rule: Strictness) async throws {
    try withScratch { folder in
      let openSSH = OpenSSH(folder: folder)
      guard let example = try StrictExample.of(rule, openSSH) else { return }
      #expect(try example.isTakenByOpenSSH(openSSH), "ssh-keygen refuses it too")
      #expect(example.refusal() == rule.expected)
    }
  }
}

extension Strictness {
  /// Such a signature reads well; that it verifies nothing is asked elsewhere.
  fileprivate var expected: Strictness? { self == .malleableEd25519 ? nil : self }
}

/// Something that `ssh-keygen` takes.
enum StrictExample {
  case signature(String, [UInt8])
  /// A file of signers in which `ssh-keygen` finds the key of a signature.
  case signers(String, SSHSample)
  case revocations([UInt8])

  func isTakenByOpenSSH(_ openSSH: OpenSSH) throws -> Bool {
    switch self {
    case .signature(let armored, let message): return try openSSH.accepts(armored, of: message)
    case .signers(let text, let sample):
      return try openSSH.principals(of: sample.armored, signers: Array(text.utf8)) != nil
    case .revocations(let bytes):
      try openSSH.folder.write("list", bytes: bytes)
      return try openSSH.run(["-Q", "-l", "-f", "list"]).status == 0
    }
  }

  /// The rule by which opsgate refuses it.
  func refusal() -> Strictness? {
    switch self {
    case .signature(let armored, let message):
      do throws(SSHMistake) {
        let signature = try SSHSignature(armored: armored)
        #expect(!signature.verifies(message, namespace: "opsgate"))
        return nil
      } catch {
        return error.strictness
      }
    case .signers(let text, _):
      return Self.rule { () throws(KeyFileMistakes) in
        _ = try AllowedSigners.read(Array(text.utf8), path: "signers")
      }
    case .revocations(let bytes):
      return Self.rule { () throws(KeyFileMistakes) in
        _ = try Revocations.read(bytes, path: "revoked")
      }
    }
  }

  private static func rule(_ read: () throws(KeyFileMistakes) -> Void) -> Strictness? {
    do throws(KeyFileMistakes) {
      try read()
      Issue.record("opsgate takes it")
      return nil
    } catch {
      #expect(error.mistakes.count == 1, "\(error)")
      return error.mistakes.first?.strictness
    }
  }
}

extension StrictExample {
  /// An example of a rule; `nil` where this `ssh-keygen` can no longer make one.
  static func of(_ rule: Strictness, _ openSSH: OpenSSH) throws -> StrictExample? {
    let sample = try SSHSamples.sample("ed25519")
    let line = sample.publicLine
    switch rule {
    case .certificate: return try certificate(openSSH)
    case .oldKeyKind: return try dsa(openSSH)
    case .shortRSA:
      return try signed(with: try openSSH.makeKey("short", "-t", "rsa", "-b", "1024"), openSSH)
    case .unusualRSA: return try unusualRSA()
    case .keyTypeAlias:
      let rsa = try SSHSamples.sample("rsa2048")
      return .signers("alice \(rsa.publicLine.replacing("ssh-rsa ", with: "rsa-sha2-512 "))", rsa)
    case .paddedKey: return try paddedKey()
    case .trailingNUL: return try changed { $0.namespace.append(0) }
    case .textAfterArmor: return .signature(sample.armored + sample.armored, sample.message)
    case .whiteSpaceInBase64:
      return .signature(
        sample.armored.replacing("\n-----END", with: "\n\n-----END"),
        sample.message
      )
    case .versionZero: return try changed { $0.version = 0 }
    case .reservedField: return try changed { $0.reserved = Array("more".utf8) }
    case .webAuthn:
      let message = SSHSamples.message("browser")
      let key = try SoftwareSecurityKey.ecdsa("browser")
      return .signature(try key.signInBrowser(message).armored, message)
    case .malleableEd25519: return try malleable(openSSH)
    case .wildcardPrincipal: return .signers("*@acme.example \(line)", sample)
    case .certAuthority: return try authority(openSSH)
    case .oddPrincipal: return .signers("alice,,bob \(line)", sample)
    case .looseComma:
      return .signers("alice valid-after=\"20200101Z\",,namespaces=\"opsgate\" \(line)", sample)
    case .localTime: return .signers("alice valid-after=\"20200101\" \(line)", sample)
    case .looseTime: return .signers("alice valid-after=\"20200231Z\" \(line)", sample)
    case .emptyNamespaces: return .signers("alice namespaces=\"\" \(line)", sample)
    case .controlCharacter: return .signers("alice \(line)\r\n", sample)
    case .twoOwners: return .signers("alice \(line)\nbob \(line)\n", sample)
    case .signedRevocations: return try signedRevocations(openSSH)
    }
  }

  /// The good Ed25519 signature with a part changed that is not signed.
  private static func changed(_ change: (inout SignatureParts) -> Void) throws -> StrictExample {
    let sample = try SSHSamples.sample("ed25519")
    var parts = SignatureParts(armored: sample.armored)
    change(&parts)
    return .signature(parts.armored, sample.message)
  }

  private static func signed(
    with key: OpenSSH.Key,
    _ openSSH: OpenSSH
  ) throws -> StrictExample {
    let message = SSHSamples.message(key.name)
    return .signature(try openSSH.sign(message, with: key.name), message)
  }

  /// Newer versions make no DSA keys.
  private static func dsa(_ openSSH: OpenSSH) throws -> StrictExample? {
    guard try openSSH.run(["-q", "-N", "", "-f", "dsa", "-t", "dsa"]).status == 0 else {
      return nil
    }
    let message = SSHSamples.message("dsa")
    return .signature(try openSSH.sign(message, with: "dsa"), message)
  }

  private static func makeCertificate(_ openSSH: OpenSSH) throws -> (line: String, SSHSample) {
    let authority = try openSSH.makeKey("authority", "-t", "ed25519")
    _ = try openSSH.makeKey("certified", "-t", "ed25519")
    try openSSH.run(["-q", "-s", "authority", "-I", "id", "-n", "alice", "certified.pub"]).checked()
    let message = SSHSamples.message("certificate")
    let sample = SSHSample(
      name: "certificate",
      publicLine: try openSSH.folder.text("certified-cert.pub"),
      message: message,
      armored: try openSSH.sign(message, with: "certified-cert.pub")
    )
    return (authority.publicLine, sample)
  }

  private static func certificate(_ openSSH: OpenSSH) throws -> StrictExample {
    let (_, sample) = try makeCertificate(openSSH)
    return .signature(sample.armored, sample.message)
  }

  private static func authority(_ openSSH: OpenSSH) throws -> StrictExample {
    let (line, sample) = try makeCertificate(openSSH)
    return .signers("alice cert-authority \(line)", sample)
  }

  /// A key with an exponent of 40 bits, as nobody makes them; nothing can be signed with it here.
  private static func unusualRSA() throws -> StrictExample {
    let good = Wire.strings(Wire.blob(ofLine: try SSHSamples.sample("rsa2048").publicLine))
    let blob = Wire.string("ssh-rsa") + Wire.string([0x40, 0, 0, 0, 1]) + Wire.string(good[2])
    return .signers("alice \(Wire.line(ofBlob: blob))", unsigned(blob))
  }

  private static func paddedKey() throws -> StrictExample {
    let sample = try SSHSamples.sample("rsa2048")
    let good = Wire.strings(Wire.blob(ofLine: sample.publicLine))
    let blob = Wire.string("ssh-rsa") + Wire.string([0, 0] + good[1]) + Wire.string(good[2])
    return .signers("alice \(Wire.line(ofBlob: blob))", sample)
  }

  /// What names a key, and is no signature by it.
  private static func unsigned(_ blob: [UInt8]) -> SSHSample {
    let parts = SignatureParts(key: blob, signature: Wire.string("none") + Wire.string(""))
    return SSHSample(name: "", publicLine: "", message: [], armored: parts.armored)
  }

  /// The signature's number plus the order of the group; newer versions may refuse it too.
  private static func malleable(_ openSSH: OpenSSH) throws -> StrictExample? {
    let order: [UInt8] = [
      0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
      0x14,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    let example = try changed { parts in
      let strings = Wire.strings(parts.signature)
      var carry = 0
      let sum = zip(strings[1].suffix(32), order).map { digit, added in
        carry += Int(digit) + Int(added)
        defer { carry >>= 8 }
        return UInt8(carry & 0xff)
      }
      parts.signature = Wire.string(strings[0]) + Wire.string(strings[1].prefix(32) + sum)
    }
    return try example.isTakenByOpenSSH(openSSH) ? example : nil
  }

  /// Newer versions take it without a look at the signature.
  private static func signedRevocations(_ openSSH: OpenSSH) throws -> StrictExample {
    let key = Curve25519.Signing.PrivateKey()
    let blob = Wire.string("ssh-ed25519") + Wire.string(Array(key.publicKey.rawRepresentation))
    let list = RevocationListParts().bytes + [4] + Wire.string(blob)
    let signature = Wire.string("ssh-ed25519") + Wire.string(Array(try key.signature(for: list)))
    return .revocations(list + Wire.string(signature))
  }
}
