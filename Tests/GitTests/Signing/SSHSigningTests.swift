import Foundation
import OpsTestSupport
import Testing

@testable import Git

/// Stock `ssh-keygen` verifies the records that are signed here, wherever the private key lies.
@Suite
struct SSHSigningTests {
  private static let record = Array("DSSEv1 28 application/vnd.in-toto+json 2 {}\r\n ".utf8)

  @Test(arguments: [
    ["-t", "ed25519"], ["-t", "ecdsa", "-b", "256"], ["-t", "ecdsa", "-b", "384"],
    ["-t", "ecdsa", "-b", "521"], ["-t", "rsa", "-b", "2048"], ["-t", "rsa", "-b", "4096"],
  ])
  func sshKeygenVerifiesWhatIsSigned(kind: [String]) async throws {
    try await withSigner { git, scratch in
      let line = try makeKey("key", kind, in: scratch)
      for name in ["key", "key.pub"] {
        let signer = try await git.signer(["user.signingKey": scratch.path(name)])
        #expect(await signer.signingKey(committer: try git.committer()) == .ssh(line: line))
        try verify(try await git.sign(Self.record, signer), line, scratch)
      }
    }
  }

  /// Also without the public half beside it, which is in front of the private one.
  @Test(arguments: [true, false])
  func aPassphraseIsAskedForAndTheKeyToldWithout(hasPublicFile: Bool) async throws {
    try await withSigner { git, scratch in
      let line = try makeKey("key", ["-t", "ed25519", "-N", "open sesame"], in: scratch)
      if !hasPublicFile { try scratch.remove("key.pub") }
      var git = git
      git.environment["SSH_ASKPASS_REQUIRE"] = "force"
      git.environment["SSH_ASKPASS"] = scratch.path("ask")
      try scratch.writeProgram(
        "ask",
        "#!/bin/sh\necho asked >>'\(scratch.path)/asked'\necho 'open sesame'\n"
      )
      let signer = try await git.signer(["user.signingKey": scratch.path("key")])
      let told = await signer.signingKey(committer: try git.committer())
      #expect(told == .ssh(line: hasPublicFile ? line : Self.withoutComment(line)))
      #expect(!scratch.exists("asked"))
      try verify(try await git.sign(Self.record, signer), line, scratch)
      #expect(scratch.exists("asked"))
    }
  }

  /// The private half is with the agent alone.
  @Test
  func theAgentSigns() async throws {
    try await withSigner { git, scratch in
      let line = try makeKey("key", ["-t", "ed25519"], in: scratch)
      var git = git
      let agent = try SSHAgent(in: scratch)
      defer { agent.stop() }
      git.environment["SSH_AUTH_SOCK"] = agent.socket
      try agent.take("key", in: scratch)
      try scratch.remove("key")
      for key in ["key::\(line)", line, scratch.path("key.pub")] {
        let signer = try await git.signer(["user.signingKey": key])
        #expect(await signer.signingKey(committer: try git.committer()) == .ssh(line: line))
        try verify(try await git.sign(Self.record, signer), line, scratch)
      }
      _ = try git.run(["config", "--unset", "user.signingKey"])
      let command = "printf 'key::%s\\nmore\\n' '\(line)'"
      let signer = try await git.signer(["gpg.ssh.defaultKeyCommand": command])
      #expect(await signer.signingKey(committer: try git.committer()) == .ssh(line: line))
      try verify(try await git.sign(Self.record, signer), line, scratch)
    }
  }

  @Test
  func theConfiguredProgramSigns() async throws {
    try await withSigner { git, scratch in
      let line = try makeKey("key", ["-t", "ed25519"], in: scratch)
      try scratch.writeProgram(
        "own keygen",
        "#!/bin/sh\necho called >>'\(scratch.path)/called'\nexec ssh-keygen \"$@\"\n"
      )
      let signer = try await git.signer([
        "user.signingKey": scratch.path("key"), "gpg.ssh.program": scratch.path("own keygen"),
      ])
      #expect(await signer.signingKey(committer: try git.committer()) == .ssh(line: line))
      #expect(!scratch.exists("called"))
      try verify(try await git.sign(Self.record, signer), line, scratch)
      #expect(scratch.exists("called"))
    }
  }

  @Test
  func saysWhatWasTried() async throws {
    try await withSigner { git, scratch in
      var git = git
      // Nobody can be asked: there is a program for it, and it says nothing.
      git.environment["SSH_ASKPASS_REQUIRE"] = "force"
      git.environment["SSH_ASKPASS"] = "/bin/false"
      git.environment["SSH_AUTH_SOCK"] = scratch.path("no-agent")
      let line = try makeKey("key", ["-t", "ed25519", "-N", "open sesame"], in: scratch)
      try scratch.write("garbage", "no key\n")
      try scratch.write("alone.pub", line + "\n")
      var said = ""
      for (words, settings) in [
        ("no key", [:]),
        ("a passphrase", ["user.signingKey": scratch.path("key")]),
        ("no such file", ["user.signingKey": scratch.path("absent")]),
        ("no key in the file", ["user.signingKey": scratch.path("garbage")]),
        ("no private half", ["user.signingKey": scratch.path("alone.pub")]),
        ("no agent", ["user.signingKey": "key::\(line)"]),
        (
          "no program",
          ["user.signingKey": scratch.path("key"), "gpg.ssh.program": "absent-keygen"]
        ),
        ("no program there", ["user.signingKey": "x", "gpg.ssh.program": scratch.path("absent")]),
        ("no command", ["gpg.ssh.defaultKeyCommand": "absent-command --x"]),
        (
          "a command that fails", ["gpg.ssh.defaultKeyCommand": "sh -c 'echo no token >&2; exit 3'"]
        ),
        ("a command without a key", ["gpg.ssh.defaultKeyCommand": "echo none"]),
      ] as [(String, [String: String])] {
        for name in ["user.signingKey", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand"] {
          _ = try git.run(["config", "--unset", name])
        }
        let signer = try await git.signer(settings)
        said +=
          "# \(words)\n"
          + (try await git.failure(signer, in: scratch))
          .replacing(/ssh-ed25519 \S+?'/, with: "ssh-ed25519 <key>'")
      }
      // Files that no one gave a name to are called otherwise each time.
      said = said.replacing(/\S*\/opsgate-[A-Za-z0-9]{6}\//, with: "<temporary>/")
      try expectGolden(said, "failures.txt")
    }
  }

  @Test
  func keysInDevicesWaitForATouch() {
    #expect(SigningKey.ssh(line: "sk-ssh-ed25519@openssh.com AAAA").waitsForTouch)
    #expect(SigningKey.ssh(line: "sk-ecdsa-sha2-nistp256@openssh.com AAAA").waitsForTouch)
    #expect(!SigningKey.ssh(line: "ssh-ed25519 AAAA").waitsForTouch)
    #expect(!SigningKey.openpgp(fingerprint: "AA").waitsForTouch)
  }

  // MARK: Helpers

  private func withSigner(_ body: (GitFolder, Folder) async throws -> Void) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch.folder("repository"))
      try git.git("config", "gpg.format", "ssh")
      try await body(git, scratch)
    }
  }

  /// The line of its public key.
  private func makeKey(_ name: String, _ kind: [String], in scratch: Folder) throws -> String {
    let usual = kind.contains("-N") ? [] : ["-N", ""]
    let options = ["-q", "-C", "ana", "-f", scratch.path(name)] + usual + kind
    try Shell.run("ssh-keygen", options).checked()
    return try scratch.text("\(name).pub").trimmingCharacters(in: .newlines)
  }

  private static func withoutComment(_ line: String) -> String {
    line.split(separator: " ").prefix(2).joined(separator: " ")
  }

  private func verify(_ armored: String, _ line: String, _ scratch: Folder) throws {
    try scratch.write("signature", armored)
    try scratch.write("signers", "ana namespaces=\"\(recordNamespace)\" \(line)\n")
    let check = [
      "-Y", "verify", "-n", recordNamespace, "-I", "ana", "-f", scratch.path("signers"), "-s",
      scratch.path("signature"),
    ]
    try Shell.run("ssh-keygen", check, input: Self.record).checked()
    #expect(try Shell.run("ssh-keygen", check, input: Self.record.dropLast()).status != 0)
  }
}
