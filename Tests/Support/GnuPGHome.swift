import Foundation

/// Somebody's GnuPG: a home with an agent of its own, and a clock that stands still.
///
/// For tests alone: its keys have no passphrase.
public struct GnuPGHome: Sendable {
  public let folder: Folder
  /// What time it is there, in seconds since 1970.
  public var time = GnuPGHome.start

  /// 1 January 2026, 00:00 UTC.
  public static let start = 1_767_225_600

  fileprivate init(at folder: Folder) throws {
    self.folder = folder
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700],
      ofItemAtPath: folder.path
    )
  }

  /// What stock programs need to find the home.
  public var variables: [String: String] { ["GNUPGHOME": folder.path] }

  /// Runs `gpg` here.
  public func run(_ arguments: [String], input: [UInt8] = []) throws -> ProgramRun {
    let options = [
      "--batch", "--quiet", "--no-tty", "--trust-model", "always", "--pinentry-mode", "loopback",
      "--passphrase", "", "--faked-system-time", "\(time)!",
    ]
    return try Shell.run(
      "gpg",
      options + arguments,
      in: folder.path,
      environment: Shell.plainEnvironment.merging(["LC_ALL": "C", "TZ": "UTC"]) { $1 }
        .merging(variables) { $1 },
      input: input
    )
  }

  /// Makes a key; returns the primary key's fingerprint.
  public func makeKey(
    _ owner: String,
    _ kind: String,
    usage: String = "sign",
    expires: String = "never"
  ) throws -> String {
    // Yes: also where the owner has one already.
    try created(["--yes", "--status-fd", "1", "--quick-generate-key", owner, kind, usage, expires])
  }

  /// Gives a key a subkey that signs; returns its fingerprint.
  public func addSubkey(
    to key: String,
    _ kind: String = "ed25519",
    expires: String = "never"
  ) throws -> String {
    try created(["--status-fd", "1", "--quick-add-key", key, kind, "sign", expires])
  }

  /// Reads `[GNUPG:] KEY_CREATED P fingerprint`.
  private func created(_ making: [String]) throws -> String {
    let words = try run(making).checked().stdout.split(separator: "\n")
      .first { $0.contains(" KEY_CREATED ") }.map { $0.split(separator: " ") }
    guard let words, words.count > 3 else {
      throw ShellError(line: ["gpg"] + making, reason: "it made no key")
    }
    return String(words[3])
  }

  /// Takes the revocation certificate that lies ready for each key.
  public func revoke(_ key: String) throws {
    let certificate = try folder.text("openpgp-revocs.d/\(key).rev")
      .replacing("\n:-----", with: "\n-----")
    // What others say of the key may change by it, which gpg wants to write down.
    try run(["--trust-model", "pgp", "--import"], input: Array(certificate.utf8)).checked()
  }

  /// The armored public key.
  public func publicKey(_ key: String) throws -> String {
    try run(["--armor", "--export", key]).checked().stdout
  }

  /// The armored private key.
  public func privateKey(_ key: String) throws -> String {
    try run(["--armor", "--export-secret-keys", key]).checked().stdout
  }

  /// The armored signature that a key makes.
  public func sign(
    _ message: [UInt8],
    with key: String,
    _ options: [String] = ["--detach-sign"]
  ) throws -> String {
    try run(["--local-user", key, "--armor"] + options, input: message).checked().stdout
  }

  fileprivate func stop() {
    // Without it the agent ends by itself as soon as it sees that its home is gone.
    _ = try? Shell.run("gpgconf", ["--homedir", folder.path, "--kill", "all"])
  }
}

/// Gives the body a GnuPG without keys, and removes it at the end, also after an error.
public func withGnuPG<Answer>(_ body: (GnuPGHome) throws -> Answer) throws -> Answer {
  try withScratch { scratch in
    let home = try GnuPGHome(at: scratch.folder("gnupg"))
    defer { home.stop() }
    return try body(home)
  }
}

/// Gives the body a GnuPG without keys, and removes it at the end, also after an error.
public func withGnuPG<Answer>(_ body: (GnuPGHome) async throws -> Answer) async throws -> Answer {
  try await withScratch { scratch in
    let home = try GnuPGHome(at: scratch.folder("gnupg"))
    defer { home.stop() }
    return try await body(home)
  }
}
