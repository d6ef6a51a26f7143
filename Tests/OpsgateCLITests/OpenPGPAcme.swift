import Foundation
import OpsTestSupport

/// Acme, where people may also have OpenPGP keys.
struct OpenPGPAcme {
  let acme: Acme
  let scratch: Folder

  var repository: GitFolder { acme.repository }

  /// Gives somebody a key beside the SSH one: in `.opsgate/keys`, and in the policy unless it is to be nobody's.
  ///
  /// - Returns: Its fingerprint.
  @discardableResult
  func addKey(
    of name: String,
    _ home: GnuPGHome,
    kind: String = "ed25519",
    expires: String = "never",
    isInPolicy: Bool = true
  ) throws -> String {
    let key = try home.makeKey("\(name) <\(name)@acme.example>", kind, expires: expires)
    if isInPolicy {
      let policy = try repository.folder.text(".opsgate/policy.yaml")
      let ssh = "'\(try TestKey(name).fingerprint)'"
      try repository.write(
        ".opsgate/policy.yaml",
        policy.replacing("keys: [\(ssh)]", with: "keys: [\(ssh), 'openpgp:\(key)']")
      )
    }
    try writeKey(name, key, home)
    return key
  }

  /// Writes a key as it is now to `.opsgate/keys`.
  func writeKey(_ name: String, _ key: String, _ home: GnuPGHome) throws {
    try repository.write(".opsgate/keys/\(name).asc", try home.publicKey(key))
    try keep("Write the key of \(name)")
  }

  /// Commits on the mainline with the approvals that it takes, and puts the branch that is judged on top of it.
  func keep(_ message: String) throws {
    try repository.commit(message)
    try acme.approvePolicy(["alice", "dan"])
    try repository.git("rebase", "--quiet", "main", "raise-api")
    try repository.go(to: "main")
  }

  /// Somebody who signs with an OpenPGP key.
  func signer(_ name: String, _ home: GnuPGHome, _ key: String) throws -> Acme.Actor {
    try actor(name, [("gpg.format", "openpgp"), ("user.signingKey", key)], home)
  }

  /// Somebody with these settings of git.
  func actor(
    _ name: String,
    _ settings: [(String, String)],
    _ home: GnuPGHome
  ) throws -> Acme.Actor {
    let all =
      settings + [
        ("user.name", name.capitalized), ("user.email", "\(name)@acme.example"),
      ]
    var variables = home.variables
    variables["GIT_CONFIG_COUNT"] = String(all.count)
    for (number, setting) in all.enumerated() {
      variables["GIT_CONFIG_KEY_\(number)"] = setting.0
      variables["GIT_CONFIG_VALUE_\(number)"] = setting.1
    }
    // Keys are made at that time, and expire later.
    try home.folder.write("gpg.conf", "faked-system-time \(repository.clock.now)\n")
    return Acme.Actor(name: name, repository: repository, variables: variables)
  }

  /// A folder with these programs and no others, for PATH.
  func place(of programs: [String]) throws -> String {
    let folder = try scratch.folder("bin-\(programs.count)")
    for program in programs where !folder.exists(program) {
      let path = try Shell.run("sh", ["-c", "command -v \(program)"]).checked().stdout
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(program),
        withDestinationPath: path.trimmingCharacters(in: .newlines)
      )
    }
    return folder.path
  }

  /// Keys, and what hangs on them, are others in every run.
  func stable(_ text: String) -> String {
    OpsgateCLITests.stable(text)
      .replacing(/openpgp:[0-9A-F]{8,40}/, with: "openpgp:<key>")
      .replacing(/\b[0-9A-F]{40}\b/, with: "<KEY>")
      .replacing(/\b[0-9a-f]{40}\b/, with: "<id>")
      .replacing(/\b[0-9a-f]{10}\b/, with: "<id>")
  }
}

extension String {
  func occurrences(of text: String) -> Int { components(separatedBy: text).count - 1 }
}
