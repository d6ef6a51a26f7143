import Foundation
import OpsTestSupport
import Testing

@testable import Git

/// Stock `gpg` and `gpgv` verify the records that are signed here.
@Suite
struct OpenPGPSigningTests {
  private static let record = Array("DSSEv1 28 application/vnd.in-toto+json 2 {}\r\n ".utf8)

  @Test(arguments: ["ed25519", "rsa2048", "rsa4096", "nistp256", "nistp384", "nistp521"])
  func gpgAndGpgvVerifyWhatIsSigned(kind: String) async throws {
    try await withSigner { git, home, scratch in
      let key = try home.makeKey("Ana Alves <ana@acme.example>", kind)
      let signer = try await git.signer([:])
      #expect(await signer.signingKey(committer: try git.committer()) == .openpgp(fingerprint: key))
      try verify(try await git.sign(Self.record, signer), home, scratch)
    }
  }

  /// Whatever the setting names, the primary key is told.
  @Test
  func aKeyIsFoundByAnyOfItsNames() async throws {
    try await withSigner { git, home, scratch in
      let key = try home.makeKey("Ana Alves <ana@acme.example>", "ed25519", usage: "cert")
      let subkeys = try (0..<2).map { _ in try home.addSubkey(to: key) }
      for name in [
        key, String(key.suffix(16)), "0x" + key.suffix(16), "ana@acme.example",
        "<ana@acme.example>",
        "=Ana Alves <ana@acme.example>", subkeys[0], "\(subkeys[1])!",
      ] {
        let signer = try await git.signer(["user.signingKey": name])
        #expect(
          await signer.signingKey(committer: try git.committer()) == .openpgp(fingerprint: key),
          "\(name)"
        )
        let said = try verify(try await git.sign(Self.record, signer), home, scratch)
        if name.hasSuffix("!") { #expect(said.contains("VALIDSIG \(subkeys[1]) ")) }
      }
    }
  }

  /// What cannot be known before is not made up: signing says it.
  @Test
  func whichKeyItWillBeIsNotAlwaysKnown() async throws {
    try await withSigner { git, home, scratch in
      var now = home
      let committer = try await git.committer()
      let signer = try await git.signer([:])
      #expect(await signer.signingKey(committer: committer) == nil)
      let expired = try home.makeKey("Ana Alves <ana@acme.example>", "ed25519", expires: "30d")
      #expect(await signer.signingKey(committer: committer) == nil)
      let revoked = try home.makeKey("Ana Alves <ana@acme.example>", "nistp256")
      try home.revoke(revoked)
      #expect(await signer.signingKey(committer: committer) == nil)
      now.time = Int(Date().timeIntervalSince1970) - 60
      let good = try now.makeKey("Ana Alves <ana@acme.example>", "ed25519")
      #expect(await signer.signingKey(committer: committer) == .openpgp(fingerprint: good))
      _ = try now.makeKey("Ana Alves <ana@acme.example>", "nistp256")
      #expect(await signer.signingKey(committer: committer) == nil)
      let gone = try await git.signer(["gpg.program": scratch.path("absent")])
      #expect(await gone.signingKey(committer: committer) == nil)
      #expect([expired, revoked, good].count == 3)
    }
  }

  @Test
  func saysWhatWasTried() async throws {
    try await withSigner { git, home, scratch in
      try scratch.write("gnupg/gpg-agent.conf", "pinentry-program \(scratch.path("pinentry"))\n")
      try scratch.writeProgram("pinentry", Self.refusal)
      let locked = try home.run(
        ["--passphrase", "secret", "--status-fd", "1", "--quick-generate-key", "Bo", "ed25519"]
      ).checked().stdout.split(separator: " ").last?.prefix(40)
      let key = String(try #require(locked))
      var said = ""
      for settings in [
        [:], ["user.signingKey": "nobody@acme.example"], ["user.signingKey": ""],
        ["user.signingKey": "Bo"], ["gpg.program": scratch.path("absent")],
        ["gpg.program": "absent-gpg"], ["gpg.program": "false"], ["gpg.program": "true"],
        ["gpg.format": "x509"],
      ] {
        for name in ["user.signingKey", "gpg.program", "gpg.format"] {
          _ = try git.run(["config", "--unset", name])
        }
        let signer = try await git.signer(settings)
        let words = settings.map { "\($0): \($1)" }.joined()
        said += "# \(words.replacing(scratch.path, with: "<scratch>"))\n"
        said += try await git.failure(signer, in: scratch)
        if settings["user.signingKey"] == "Bo" {
          // A key is told without its passphrase.
          #expect(
            await signer.signingKey(committer: try git.committer()) == .openpgp(fingerprint: key)
          )
        }
      }
      try expectGolden(said, "failures.txt")
    }
  }

  /// Stands in for somebody who does not type the passphrase.
  private static let refusal = """
    #!/bin/sh
    echo 'OK hello'
    while read -r word rest; do
      case $word in
        GETPIN) echo 'ERR 83886179 cancelled' ;;
        *) echo OK ;;
      esac
    done

    """

  // MARK: Helpers

  private func withSigner(
    _ body: (GitFolder, GnuPGHome, Folder) async throws -> Void
  ) async throws {
    try await withGnuPG { home in
      let scratch = Folder(path: URL(filePath: home.folder.path).deletingLastPathComponent().path)
      var git = try GitFolder.make(at: scratch.folder("repository"))
      git.environment.merge(home.variables) { $1 }
      try await body(git, home, scratch)
    }
  }

  /// Stock tools take the signature, and none of another text; returns what `gpg` said in its status.
  @discardableResult
  private func verify(
    _ armored: String,
    _ home: GnuPGHome,
    _ scratch: Folder
  ) throws -> String {
    try scratch.write("signature", armored)
    try scratch.write("record", bytes: Self.record)
    try scratch.write("other", bytes: Self.record.dropLast())
    try scratch.write("keys.gpg", bytes: home.run(["--export"]).checked().stdoutBytes)
    let files = [scratch.path("signature"), scratch.path("record")]
    let other = [scratch.path("signature"), scratch.path("other")]
    let keyring = ["--keyring", scratch.path("keys.gpg")]
    try Shell.run("gpgv", keyring + files).checked()
    #expect(try Shell.run("gpgv", keyring + other).status == 1)
    #expect(try home.run(["--verify"] + other).status == 1)
    return try home.run(["--status-fd", "1", "--verify"] + files).checked().stdout
  }
}
