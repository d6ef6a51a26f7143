import Attestations
import OpsTestSupport
import Testing

@Suite("SSH signatures")
struct SSHSignatureTests {
  @Test
  func aSignatureSaysWhatItIs() throws {
    let sample = try SSHSamples.sample("rsa2048 sha256")
    let signature = try SSHSignature(armored: sample.armored)
    #expect(signature.key == (try SSHPublicKey(line: sample.publicLine)))
    #expect(signature.namespace == "opsgate")
    #expect(signature.hash == .sha256)
    #expect(signature.securityKey == nil)
    #expect(signature.verifies(sample.message, namespace: "opsgate"))
    #expect(!signature.verifies(sample.message, namespace: "git"))
    #expect(!signature.verifies(sample.message, namespace: ""))
    #expect(!signature.verifies(sample.message + [0], namespace: "opsgate"))
  }

  @Test
  func aSecurityKeySaysWhetherItWasTouched() throws {
    let untouched = try SSHSignature(armored: try SSHSamples.sample("sk-ed25519 sha256").armored)
    #expect(untouched.securityKey?.isUserPresent == false)
    #expect(untouched.securityKey?.isUserVerified == false)
    let touched = try SSHSignature(armored: try SSHSamples.sample("sk-ecdsa sha256").armored)
    #expect(touched.securityKey?.isUserPresent == true)
    #expect(touched.securityKey?.isUserVerified == true)
    #expect(touched.securityKey?.counter == .max)
  }

  @Test
  func whatASecurityKeySaysIsSigned() throws {
    for name in ["sk-ed25519", "sk-ecdsa"] {
      let sample = try SSHSamples.sample(name)
      for place in 1...5 {
        var parts = SignatureParts(armored: sample.armored)
        parts.signature[parts.signature.count - place] ^= 1
        let signature = try SSHSignature(armored: parts.armored)
        #expect(!signature.verifies(sample.message, namespace: "opsgate"))
      }
    }
  }

  @Test
  func theArmorIsOneAndNothingElse() throws {
    let armored = try SSHSamples.sample("ed25519").armored
    _ = try SSHSignature(armored: String(armored.dropLast()))
    let body = armored.split(separator: "\n").dropFirst().dropLast()
    _ = try SSHSignature(armored: Armor.first + body.joined() + "\n" + Armor.last)
    let spoiled = [
      "", Armor.first, Armor.first + Armor.last, Armor.first + "\n" + Armor.last, "\n" + armored,
      armored + "\n", armored + armored, armored.replacing("\n", with: "\r\n"),
      armored.replacing("-----END", with: "\n-----END"),
      armored.replacing("-----\n", with: "----- \n"),
      armored.replacing("\n-----END", with: "-----END"), armored.replacing("U1NI", with: "U1NI "),
      armored.replacing("-----BEGIN SSH", with: "-----BEGIN PGP"),
    ]
    for text in spoiled {
      #expect(throws: SSHMistake.self) { try SSHSignature(armored: text) }
    }
  }

  @Test
  func aSignatureThatIsCutOffIsNone() throws {
    for sample in try SSHSamples.all() {
      let blob = Armor.blob(sample.armored)
      for length in blob.indices where length < 120 || length % 41 == 0 || length > blob.count - 8 {
        #expect(throws: SSHMistake.self) { try SSHSignature(blob: Array(blob.prefix(length))) }
      }
      #expect(throws: SSHMistake("something follows behind the signature")) {
        try SSHSignature(blob: blob + [0])
      }
    }
  }

  @Test
  func signaturesOfSHA1AreRefused() throws {
    var parts = SignatureParts(armored: try SSHSamples.sample("rsa2048").armored)
    parts.signature = Wire.string("ssh-rsa") + Wire.string(Wire.strings(parts.signature)[1])
    #expect(throws: SSHMistake("the signature is of SHA-1, which can be forged")) {
      try SSHSignature(armored: parts.armored)
    }
  }

  @Test
  func aSignatureBelongsToItsKindOfKey() throws {
    let names = ["ed25519", "p256", "p384", "p521", "rsa2048", "sk-ed25519", "sk-ecdsa"]
    for (one, other) in zip(names, names.dropFirst() + names.prefix(1)) {
      var parts = SignatureParts(armored: try SSHSamples.sample(one).armored)
      parts.signature = SignatureParts(armored: try SSHSamples.sample(other).armored).signature
      #expect(throws: SSHMistake.self) { try SSHSignature(armored: parts.armored) }
    }
  }
}
