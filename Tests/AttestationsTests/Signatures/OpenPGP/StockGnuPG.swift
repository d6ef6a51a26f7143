import Attestations
import Foundation
import OpsTestSupport

/// Stock `gpg` with some public keys, in a folder of its own.
struct StockGnuPG: Sendable {
  let folder: Folder

  /// Takes armored public keys.
  init(at folder: Folder, keys: some Sequence<String>) throws {
    self.folder = folder
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700],
      ofItemAtPath: folder.path
    )
    try take(keys).checked()
  }

  /// Takes what it can of keys that may be broken.
  init(at folder: Folder, lenientKeys keys: some Sequence<String>) throws {
    try self.init(at: folder, keys: [])
    try take(keys)
  }

  @discardableResult
  private func take(_ keys: some Sequence<String>) throws -> ProgramRun {
    let all = keys.sorted().joined(separator: "\n")
    guard !all.isEmpty else { return try run(["--version"]) }
    // Late enough for every key.
    return try run(["--faked-system-time", "4000000000!", "--import"], input: Array(all.utf8))
  }

  /// Where a program is.
  static func path(of program: String) throws -> String {
    try Shell.run("sh", ["-c", "command -v \(program)"]).checked().stdout
      .trimmingCharacters(in: .newlines)
  }

  private func run(_ arguments: [String], input: [UInt8] = []) throws -> ProgramRun {
    let options = ["--homedir", ".", "--batch", "--no-autostart", "--trust-model", "always"]
    return try Shell.run(
      "gpg",
      options + arguments,
      in: folder.path,
      environment: Shell.plainEnvironment.merging(["LC_ALL": "C", "TZ": "UTC"]) { $1 },
      input: input
    )
  }

  /// What `gpg --verify` says to somebody who has the signature and the message in files.
  func verdict(
    _ armored: [UInt8],
    of message: [UInt8],
    at time: Int = OpenPGPSamples.time
  ) throws -> SignatureStatus {
    try folder.write("signature.asc", bytes: armored)
    try folder.write("message", bytes: message)
    let time = ["--faked-system-time", "\(time)!", "--status-fd", "1"]
    let run = try run(time + ["--verify", "signature.asc", "message"])
    let words = run.stdout.split(separator: "\n").map { $0.split(separator: " ") }
    let said = Set(words.compactMap { $0.dropFirst().first.map(String.init) })
    // What counts for nothing may end with any status.
    if said.contains("REVKEYSIG") { return .revoked }
    if said.contains("EXPKEYSIG") || said.contains("EXPSIG") { return .expired }
    if run.status == 0 { return said.contains("GOODSIG") ? .good : .bad }
    if said.contains("NO_PUBKEY"), !said.contains("BADSIG") { return .unknownKey }
    return run.stderr.contains("in the future") ? .expired : .bad
  }
}
