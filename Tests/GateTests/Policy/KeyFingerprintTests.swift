import Gate
import Testing

@Suite
struct KeyFingerprintTests {
  private let ssh = String(repeating: "aZ9+", count: 10) + "/Ab"
  private let openpgp = String(repeating: "3aa5", count: 10)

  @Test
  func hasOneSpelling() {
    #expect(KeyFingerprint("SHA256:\(ssh)=")?.description == "SHA256:\(ssh)")
    #expect(
      KeyFingerprint("openpgp:\(openpgp)") == KeyFingerprint("openpgp:\(openpgp.uppercased())")
    )
    #expect(KeyFingerprint("openpgp:\(openpgp)")?.kind == .openpgp)
  }

  @Test
  func isWhole() {
    for text in [
      "", ssh, "SHA256:", "SHA256:\(ssh)x", "SHA256:\(ssh.dropLast())", "MD5:\(ssh)",
      "sha256:\(ssh)",
      "openpgp:3AA5", "openpgp:\(openpgp)0", "openpgp:" + openpgp.replacing("a", with: "g"),
      "SHA256:" + ssh.replacing("+", with: "-"),
    ] {
      #expect(KeyFingerprint(text) == nil, "\(text)")
    }
  }
}
