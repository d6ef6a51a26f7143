import OpsTestSupport
import Testing

@testable import Git

/// Stock git is the authority: it verifies what we sign, and calls the same programs in the same way.
@Suite
struct CommitSignerTests {
  @Test
  func signsWithAnSSHKey() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch.folder("repository"))
      let key = scratch.path("key")
      try Shell.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]).checked()
      try scratch.write("signers", "ana@acme.example \(scratch.text("key.pub"))")
      try git.git("config", "gpg.format", "ssh")
      try git.git("config", "user.signingKey", key)
      try git.git("config", "gpg.ssh.allowedSignersFile", scratch.path("signers"))
      let said = try await git.verifySignedCommit()
      #expect(
        said.hasPrefix("Good \"git\" signature for ana@acme.example with ED25519 key SHA256:")
      )
    }
  }

  @Test
  func signsWithAnOpenPGPKeyOfTheCommitter() async throws {
    try await withScratch { scratch in
      var git = try GitFolder.make(at: scratch.folder("repository"))
      let home = try scratch.folder("gnupg")
      try Shell.run("chmod", ["700", home.path]).checked()
      git.environment["GNUPGHOME"] = home.path
      let owner = "Ana Alves <ana@acme.example>"
      try Shell.run(
        "gpg",
        [
          "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", owner, "ed25519",
          "sign",
        ],
        environment: git.environment
      ).checked()
      let said = try await git.verifySignedCommit()
      #expect(said.contains("Good signature from \"\(owner)\""))
      _ = try Shell.run("gpgconf", ["--kill", "all"], environment: git.environment)
    }
  }

  @Test(arguments: [
    [:],
    ["user.signingKey": "ABCDEF"],
    ["user.signingKey": ""],
    ["gpg.format": "openpgp", "gpg.openpgp.program": "$FAKE"],
    ["gpg.format": "x509"],
    ["gpg.format": "x509", "user.signingKey": "0x1234"],
    ["gpg.format": "ssh", "user.signingKey": "keys/id.pub"],
    ["gpg.format": "ssh", "user.signingKey": "~/id.pub"],
    ["gpg.format": "ssh", "user.signingKey": "key::ecdsa-sha2-nistp256 AAAA me"],
    ["gpg.format": "ssh", "user.signingKey": "ssh-ed25519 AAAA me"],
    [
      "gpg.format": "ssh",
      "gpg.ssh.defaultKeyCommand": "printf 'key::ssh-rsa %s\\nmore' \"A \\\" B\"",
    ],
  ])
  func callsTheProgramsAsGitDoes(settings: [String: String]) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch.folder("repository"))
      let fake = try FakeSigner(in: scratch)
      for program in ["gpg.program", "gpg.x509.program", "gpg.ssh.program"] {
        try git.git("config", program, fake.path)
      }
      for (key, value) in settings {
        try git.git("config", key, value.replacing("$FAKE", with: fake.path))
      }
      let tree = try git.git("write-tree")
      let theirs = try git.run(["commit-tree", "-S", tree], input: Array("Message\n".utf8))
        .checked().stdout.prefix(40)
      let theirCall = try fake.takeCall()
      let ours = try await git.signedCommit(message: "Message\n")
      let ourCall = try fake.takeCall()
      #expect(ours.hex == theirs)
      // Newer versions of git say `-U` with a key whose private half is the agent's.
      let isOld = try await git.program.version().lexicographicallyPrecedes([2, 40])
      #expect((isOld ? ourCall.replacing("-U\n", with: "") : ourCall) == theirCall)
    }
  }

  @Test(arguments: [
    (["gpg.format": "ssh"], "neither user.signingKey nor a readable gpg.ssh.defaultKeyCommand"),
    (["gpg.format": "ssh", "user.signingKey": "/absent/key"], "/absent/key"),
    (["gpg.format": "ssh", "user.signingKey": ""], "user.signingKey must name a key"),
    (["gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": "false"], "`false`"),
    (["gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": "echo none"], "it printed no key"),
    (["gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": "echo 'x"], "readable"),
    (["gpg.program": "/absent/gpg"], "`/absent/gpg`"),
    (["gpg.program": "false"], "tried `false` (gpg.format openpgp) with the key 'Ana Alves <"),
    (["gpg.program": "true"], "it ended with 0 and said nothing"),
  ])
  func saysWhatWasTried(settings: [String: String], words: String) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      for (key, value) in settings { try git.git("config", key, value) }
      let state = try FolderState(of: scratch)
      let error = await #expect(throws: GitError.self) { try await git.signedCommit(message: "x") }
      #expect(error?.code == .unsigned)
      #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
      #expect(error?.hint?.contains("GIT_CONFIG_KEY_0=commit.gpgSign") == true)
      #expect(try FolderState(of: scratch) == state)
    }
  }

  @Test
  func signsOnlyWhereItIsAsked() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      #expect(try await CommitSigner.asked(by: git.configuration, git: git.program) == nil)
      try git.git("config", "commit.gpgSign", "on")
      #expect(try await CommitSigner.asked(by: git.configuration, git: git.program) != nil)
      try git.git("config", "gpg.format", "pgp")
      let configuration = try await git.configuration
      let error = #expect(throws: GitError.self) {
        try CommitSigner.asked(by: configuration, git: git.program)
      }
      #expect(error?.reason == "gpg.format: 'pgp' is none of openpgp, ssh, x509")
    }
  }

  @Test
  func splitsCommandLinesAsGitDoes() {
    #expect(CommandLineWords.split(#"a 'b c'  "d \" e" f\ g"#) == ["a", "b c", "d \" e", "f g"])
    #expect(CommandLineWords.split("a 'b") == nil)
    #expect(CommandLineWords.split("a \\") == nil)
  }
}

/// Stands in for gpg, gpgsm and ssh-keygen, and writes down how it was called.
private struct FakeSigner {
  let path: String
  private let scratch: Folder

  init(in scratch: Folder) throws {
    self.scratch = scratch
    path = scratch.path("fake signer")
    try scratch.writeProgram(
      "fake signer",
      """
      #!/bin/sh
      log='\(scratch.path("log"))'
      for word; do
        case $word in
          */.git_sign*|*/opsgate-*) stat -c 'temporary %a' "$word" >>"$log"; grep . "$word" >>"$log" ;;
          *) printf '%s\\n' "$word" >>"$log" ;;
        esac
      done
      if [ "$1" = -Y ]; then printf 'SSH\\n\\nSIGNATURE\\n' >"$word.sig"; exit; fi
      cat >>"$log"
      printf 'FAKE\\r\\n\\nSIGNATURE\\n'
      printf '[GNUPG:] SIG_CREATED D\\n' >&2
      """
    )
  }

  /// The arguments and input of the last call.
  func takeCall() throws -> String {
    let call = try scratch.text("log")
    try scratch.remove("log")
    return call
  }
}

extension GitFolder {
  fileprivate var configuration: Configuration {
    get async throws { try await Configuration(reading: program) }
  }

  /// A commit of the index, signed as the configuration says; it is written to the disk.
  fileprivate func signedCommit(message: String) async throws -> ObjectID {
    let repository = try Repository(discovering: path, environment: [:])
    let people = try await Identities(asking: program)
    let draft = CommitDraft(
      tree: try repository.writeTree(replacing: [], in: repository.writeObject([], as: .tree)),
      parents: [],
      author: people.author,
      committer: people.committer,
      message: message
    )
    let signer = try await CommitSigner(configuration: configuration, git: program)
    let signature = try await signer.sign(draft.payload, committer: draft.committer)
    let id = try repository.writeCommit(draft, signature: signature)
    try repository.keepObjects()
    return id
  }

  /// What `git verify-commit` says of a commit that we signed.
  fileprivate func verifySignedCommit() async throws -> String {
    let id = try await signedCommit(message: "Signed\n\nWith a body\n")
    try git("fsck", "--strict")
    return try run(["verify-commit", id.hex]).checked().stderr
  }
}
