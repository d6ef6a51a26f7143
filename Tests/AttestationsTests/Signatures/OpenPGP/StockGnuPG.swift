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
    let all = keys.sorted().joined(separator: "\n")
    // Late enough for every key.
    try run(["--faked-system-time", "4000000000!", "--import"], input: Array(all.utf8)).checked()
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
    // Expired signatures are good ones that end with 1.
    if said.contains("EXPSIG"), run.status == 1 { return .expired }
    guard run.status == 0 else {
      if said.contains("NO_PUBKEY"), !said.contains("BADSIG") { return .unknownKey }
      return run.stderr.contains("in the future") ? .expired : .bad
    }
    if said.contains("REVKEYSIG") { return .revoked }
    if said.contains("EXPKEYSIG") { return .expired }
    return said.contains("GOODSIG") ? .good : .bad
  }
}
