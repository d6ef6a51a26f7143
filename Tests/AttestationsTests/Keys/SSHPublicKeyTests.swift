import Attestations
import OpsTestSupport
import Testing

@Suite("Public keys")
struct SSHPublicKeyTests {
  @Test
  func everyKindIsReadAndNamedAsOpenSSHDoes() throws {
    try withScratch { folder in
      for sample in try SSHSamples.all() {
        let key = try SSHPublicKey(line: sample.publicLine)
        try folder.write("key.pub", sample.publicLine + "\n")
        let said = try OpenSSH(folder: folder).run(["-l", "-f", "key.pub"]).checked().stdout
        #expect(said.split(separator: " ")[1] == key.fingerprint)
        #expect(sample.publicLine.hasPrefix(key.line))
        #expect(try SSHPublicKey(blob: key.blob) == key)
      }
    }
  }

  @Test
  func keysAreOneWhereTheirBytesAre() throws {
    let one = try SSHPublicKey(line: try TestKey("one").publicLine)
    #expect(try SSHPublicKey(line: try TestKey("one").publicLine + " another comment") == one)
    #expect(try SSHPublicKey(line: try TestKey("one").publicLine + "\nmore") == one)
    #expect(try SSHPublicKey(line: try TestKey("other").publicLine) != one)
    #expect(one.fingerprint == (try TestKey("one").fingerprint))
    #expect(one.description == "ssh-ed25519 \(one.fingerprint)")
  }

  @Test(arguments: [
    ("", "no type of key is called ''"),
    ("ssh-ed25519", "the key's type is cut off"),
    ("ssh-ed25519 AAAA", "the key's type is cut off"),
    ("ssh-ed25519 !!!!", "the key is no base64"),
    ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAQE=", "an Ed25519 key has 32 bytes, and this one has 1"),
    ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////w==", "the key is cut off"),
    ("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAAQE=", "an Ed25519 key has 32 bytes, and this one has 1"),
    ("ssh-dss AAAA", "keys of the type 'ssh-dss' are not taken"),
    (
      "ssh-ed25519-cert-v01@openssh.com AAAA",
      "it is a certificate ('ssh-ed25519-cert-v01@openssh.com'), and only plain keys are taken"
    ),
    ("RSA AAAA", "the type of the key is 'RSA', and must be 'ssh-rsa'"),
  ])
  func whatIsNoKeySaysWhy(_ line: String, _ message: String) {
    #expect { try SSHPublicKey(line: line) } throws: { ($0 as? SSHMistake)?.message == message }
  }

  @Test
  func aKeyIsWhatItsLineSays() throws {
    let base64 = try TestKey("one").publicLine.split(separator: " ")[1]
    #expect(throws: SSHMistake("the key is of the type 'ssh-ed25519', and the line says 'ssh-rsa'"))
    {
      try SSHPublicKey(line: "ssh-rsa \(base64)")
    }
  }

  @Test
  func pointsThatAreNotOnTheirCurveAreRefused() throws {
    let line = try SSHSamples.sample("p256").publicLine
    let parts = Wire.strings(Wire.blob(ofLine: line))
    for change in [0, 1, 40, 64] {
      var point = parts[2]
      point[change] ^= 1
      let blob = Wire.string(parts[0]) + Wire.string(parts[1]) + Wire.string(point)
      #expect(throws: SSHMistake.self) { try SSHPublicKey(blob: blob) }
    }
    let other = Wire.string(parts[0]) + Wire.string("nistp384") + Wire.string(parts[2])
    #expect(throws: SSHMistake("the key is of another curve than its type says")) {
      try SSHPublicKey(blob: other)
    }
  }

  @Test
  func nothingMayFollowAKey() throws {
    for sample in try SSHSamples.all() {
      let blob = Wire.blob(ofLine: sample.publicLine)
      #expect(throws: SSHMistake("something follows behind the key")) {
        try SSHPublicKey(blob: blob + [0])
      }
      for length in 0..<blob.count where length < 80 || length % 37 == 0 {
        #expect(throws: SSHMistake.self) { try SSHPublicKey(blob: Array(blob.prefix(length))) }
      }
    }
  }
}
