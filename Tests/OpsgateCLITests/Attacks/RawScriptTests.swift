import Foundation
import OpsTestSupport
import Testing

/// The script of `show --raw`, which people run, says what is so whatever stands in the repository.
struct RawScriptTests {
  private func run(
    _ forger: Forger,
    _ revision: String,
    in place: GitFolder? = nil
  ) throws
    -> ProgramRun
  {
    let place = place ?? forger.acme.repository
    let raw = try forger.acme.actor("bob", in: place).opsgate("show", revision, "--raw").stdout
    try forger.scratch.write("check.sh", raw)
    return try Shell.run(
      "sh",
      ["-eu", forger.scratch.path("check.sh")],
      in: place.path,
      environment: place.environment
    )
  }

  /// A quotation mark with an accent behind it is one character, and two to a shell.
  @Test
  func namesOfKeyFilesAreNoCommands() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let accent = "\u{301}"
      let name = "a'\(accent);touch pwned;'\(accent).asc"
      let key = try StockKey.ascii()
      try git.write(".opsgate/keys/\(name)", key)
      try git.commit("Add a key")
      let run = try run(forger, "raise-api")
      #expect(!run.transcript.contains("not found"), "\(run)")
      #expect(!git.folder.exists("pwned"))
      let raw = try forger.acme.actor("bob").opsgate("show", "raise-api", "--raw").stdout
      #expect(!raw.contains("touch"))
    }
  }

  @Test
  func namesOfRemotesAreNoCommands() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let remote = "x;touch${IFS}pwned;echo"
      try git.git("remote", "add", remote, git.path)
      let refs = "+refs/notes/opsgate/*:refs/notes/remotes/\(remote)/opsgate/*"
      try git.git("fetch", "--quiet", remote, refs)
      try git.git("update-ref", "-d", "refs/notes/opsgate/approvals")
      let run = try run(forger, "raise-api")
      #expect(run.status == 0, "\(run)")
      #expect(!git.folder.exists("pwned"))
    }
  }

  /// Replacements of objects, which a mirror brings along, are not the repository.
  @Test
  func replacementsAreNotFollowed() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let payload = try #require(try forger.payloads(on: "raise-api").first)
        .replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      try forger.append(try forger.line(payload, key: "mallory"), to: "raise-api")
      let tip = try git.head("main")
      let signers = try forger.acme.allowedSigners()
        .replacing(try TestKey("bob").publicLine, with: try TestKey("mallory").publicLine)
      try git.write(".opsgate/allowed_signers", signers)
      try git.commit("Forge")
      let forged = try git.head("main")
      try git.git("reset", "--quiet", "--hard", tip)
      try git.git("replace", tip, forged)
      let run = try run(forger, "raise-api")
      #expect(run.status == 1, "\(run)")
      #expect(!run.stdout.contains("signature for bob@acme.example"), "\(run)")
    }
  }

  /// What anybody may push stops no other record from being checked.
  @Test
  func oneBadRecordStopsNoOther() throws {
    try withForger { forger in
      let payload = try #require(try forger.payloads(on: "raise-api").first)
      let bobs = payload.replacing("\"approver\":\"alice\"", with: "\"approver\":\"bob\"")
      // The same payload under another signature stands first.
      let note = try forger.note(on: "raise-api")
      let lines = [
        #"{"payload":"%%%","payloadType":"x","signatures":[]}"#,
        try forger.line(payload, key: "mallory"), try forger.line(bobs, key: "mallory"), note,
      ]
      try forger.acme.repository.run(
        ["notes", "--ref=opsgate/approvals", "add", "-f", "-F", "-", "raise-api"],
        input: Array(lines.joined(separator: "\n").utf8)
      ).checked()
      let run = try run(forger, "raise-api")
      #expect(run.status == 1)
      #expect(run.stdout.contains("Good \"opsgate\" signature for alice@acme.example"), "\(run)")
      #expect(run.stdout.contains(": approve by alice in production\npayload: OK\nGood"), "\(run)")
    }
  }
}

/// A public key of GnuPG's, made for the test.
private enum StockKey {
  static func ascii() throws -> String {
    try withScratch { home in
      let environment = Shell.plainEnvironment.merging(["GNUPGHOME": home.path]) { $1 }
      try Shell.run("chmod", ["700", home.path]).checked()
      let make = ["--batch", "--passphrase", "", "--quick-generate-key", "Eve <eve@acme.example>"]
      try Shell.run("gpg", make + ["ed25519", "sign", "0"], environment: environment).checked()
      return try Shell.run("gpg", ["--armor", "--export"], environment: environment).checked()
        .stdout
    }
  }
}
