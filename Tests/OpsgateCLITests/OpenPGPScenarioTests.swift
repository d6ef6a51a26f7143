import Foundation
import OpsTestSupport
import Testing

/// People who sign with OpenPGP beside others who sign with SSH, as terminal sessions.
struct OpenPGPScenarioTests {
  @Test
  func oneApprovesWithEachFormat() throws {
    try withAcme { acme, home in
      let bob = try acme.signer("bob", home, acme.addKey(of: "bob", home))
      var said = "# Bob\n" + (try bob.typed("approve raise-api --yes --comment ready"))
      said +=
        "\n# Alice\n"
        + (try acme.acme.actor("alice").typed("approve raise-api --yes", "show raise-api"))
      said +=
        "\n# Bob\n" + (try bob.typed("revoke raise-api --yes", "show raise-api --format json"))
      try expectGolden(acme.stable(said), "both-formats.txt")
    }
  }

  /// What `--raw` prints needs gpgv, and no gpg.
  @Test
  func rawIsAScriptThatGpgvAloneCanRun() throws {
    try withAcme { acme, home in
      let file = try acme.addKey(of: "bob", home)
      try acme.addKey(of: "carol", home, kind: "rsa3072")
      try acme.signer("bob", home, file).opsgate("approve", "raise-api", "--yes").checked()
      try acme.acme.actor("alice").opsgate("approve", "raise-api", "--yes").checked()
      let raw = try acme.acme.actor("alice").opsgate("show", "raise-api", "--raw").checked().stdout
      let tools = [
        "git", "grep", "sed", "base64", "sha256sum", "wc", "cat", "tr", "awk", "rm", "head", "sh",
        "ssh-keygen", "gpgv", "mktemp",
      ]
      let script = try acme.repository.folder.folder("elsewhere")
      try script.write("check.sh", raw)
      var environment = acme.repository.environment
      environment["PATH"] = try acme.place(of: tools)
      let check = {
        try Shell.run("sh", ["-eu", "check.sh"], in: script.path, environment: environment)
      }
      let run = try check()
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("gpgv: Good signature from \"bob <bob@acme.example>\""), "\(run)")
      #expect(run.stdout.contains("Good \"opsgate\" signature for alice@acme.example"), "\(run)")
      // One byte less, and it says so.
      try script.write("check.sh", raw.replacing("cat payload; }", with: "head -c 9 payload; }"))
      #expect(try check().status != 0)
    }
  }

  @Test
  func whatCountsForNothingIsSaidSo() throws {
    try withAcme { acme, home in
      var said = ""
      // Nobody knows the key.
      let stranger = try home.makeKey("eve <eve@acme.example>", "ed25519")
      said += "# A key that the repository does not have\n"
      said += try acme.signer("alice", home, stranger).typed(
        "approve raise-api --yes",
        "show raise-api"
      )
      // The repository has the key, the policy does not know whose it is.
      let nobody = try acme.addKey(of: "nobody", home, isInPolicy: false)
      said += "\n# A key that is nobody's\n"
      said += try acme.signer("alice", home, nobody).typed(
        "approve raise-api --yes",
        "show raise-api"
      )
      try expectGolden(acme.stable(said), "unknown.txt")
    }
  }

  @Test
  func aKeyThatExpiredOrWasRevokedSinceSaysSo() throws {
    try withAcme { acme, home in
      let bob = try acme.addKey(of: "bob", home)
      let carol = try acme.addKey(of: "carol", home, expires: "70d")
      try acme.signer("bob", home, bob).opsgate("approve", "raise-api", "--yes").checked()
      try acme.signer("carol", home, carol).opsgate("approve", "raise-api", "--yes").checked()
      let alice = try acme.acme.actor("alice")
      #expect(
        try alice.opsgate("show", "raise-api", "--format", "json").stdout.occurrences(
          of: "\"good\""
        ) == 2
      )
      try home.revoke(bob)
      try acme.writeKey("bob", bob, home)
      acme.repository.clock.advance(by: 20 * 86_400)
      let said = try alice.typed("show raise-api", "show raise-api --format json")
      try expectGolden(acme.stable(said), "expired-and-revoked.txt")
    }
  }

  /// The signer does not know yet, and signs all the same.
  @Test
  func whoSignsWithARevokedKeyIsToldAtOnce() throws {
    try withAcme { acme, home in
      let bob = try acme.addKey(of: "bob", home)
      try withGnuPG { other in
        try other.run(["--import"], input: Array(home.publicKey(bob).utf8)).checked()
        let certificate = "openpgp-revocs.d/\(bob).rev"
        try other.folder.write(certificate, home.folder.text(certificate))
        try other.revoke(bob)
        try acme.writeKey("bob", bob, other)
      }
      let said = try acme.signer("bob", home, bob).typed("approve raise-api --yes")
      try expectGolden(acme.stable(said), "signed-with-a-revoked-key.txt")
    }
  }

  /// Neither good nor bad: nobody could look.
  @Test
  func withoutGnuPGNothingIsKnown() throws {
    try withAcme { acme, home in
      let bob = try acme.addKey(of: "bob", home)
      try acme.signer("bob", home, bob).opsgate("approve", "raise-api", "--yes").checked()
      let alice = try acme.acme.actor("alice")
      let temporary = try acme.scratch.folder("temporary")
      for (programs, name) in [
        (["git"], "no-gnupg.txt"), (["git", "gpgv"], "gpgv-at-another-time.txt"),
      ] {
        let more = ["PATH": try acme.place(of: programs), "TMPDIR": temporary.path]
        let poor = Acme.Actor(
          name: "alice",
          repository: acme.repository,
          variables: alice.variables.merging(more) { $1 }
        )
        try expectGolden(acme.stable(poor.typed("show raise-api")), name)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
      }
    }
  }

  /// GnuPG has sockets in its home, whose paths must be short; checking needs none.
  @Test
  func aLongTemporaryFolderDoesNotMatter() throws {
    try withAcme { acme, home in
      let bob = try acme.addKey(of: "bob", home)
      try acme.signer("bob", home, bob).opsgate("approve", "raise-api", "--yes").checked()
      let long = try acme.scratch.folder(String(repeating: "long ", count: 40) + "folder")
      let alice = try acme.acme.actor("alice")
      let run = try Acme.Actor(
        name: "alice",
        repository: acme.repository,
        variables: alice.variables.merging(["TMPDIR": long.path]) { $1 }
      ).opsgate("show", "raise-api", "--format", "json")
      #expect(run.stdout.contains("\"good\""), "\(run)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: long.path) == [])
    }
  }

  @Test
  func whatIsNoPublicKeyIsAMistakeInTheFile() throws {
    try withAcme { acme, home in
      let key = try home.makeKey("bob <bob@acme.example>", "ed25519")
      try acme.repository.write(".opsgate/keys/bob.asc", "# bob\n\(try home.privateKey(key))")
      try acme.repository.write(".opsgate/keys/carol.asc", "\n\nnot a key\n")
      try acme.keep("Add keys")
      let said = try acme.acme.actor("alice").typed("show raise-api", "approve raise-api --yes")
      try expectGolden(acme.stable(said), "wrong-files.txt")
    }
  }

  @Test
  func whatCannotBeSignedIsNotRecorded() throws {
    try withAcme { acme, home in
      var said = ""
      for settings in [
        [("gpg.format", "openpgp"), ("user.signingKey", "absent@acme.example")],
        [("gpg.format", "x509")],
        [("gpg.format", "ssh"), ("user.signingKey", "/absent/key")],
        [("gpg.format", "ssh"), ("user.signingKey", "/absent/key"), ("gpg.ssh.program", "absent")],
        [("gpg.format", "ssh")], [("gpg.format", "pgp")],
      ] {
        said += "# \(settings.map { "\($0): \($1)" }.joined(separator: ", "))\n"
        said += try acme.actor("alice", settings, home).typed("approve raise-api --yes")
      }
      try expectGolden(acme.stable(said), "unsigned.txt")
      #expect(try acme.repository.git("for-each-ref", "refs/notes") == "")
    }
  }

  // MARK: Helpers

  private func withAcme(_ body: (OpenPGPAcme, GnuPGHome) throws -> Void) throws {
    try withGnuPG { home in
      let scratch = Folder(path: URL(filePath: home.folder.path).deletingLastPathComponent().path)
      try body(OpenPGPAcme(acme: Acme.make(at: scratch), scratch: scratch), home)
    }
  }
}
