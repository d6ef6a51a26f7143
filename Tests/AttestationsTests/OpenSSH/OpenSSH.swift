import Foundation
import OpsTestSupport

/// Stock `ssh-keygen`, working on files in a folder of its own.
struct OpenSSH: Sendable {
  /// A key pair as `ssh-keygen` writes it.
  struct Key: Sendable {
    let name: String
    let privateFile: [UInt8]
    /// `ssh-ed25519 AAAA… comment`, without a newline.
    let publicLine: String
  }

  let folder: Folder

  func run(_ arguments: [String], input: [UInt8] = []) throws -> ProgramRun {
    let environment = Shell.plainEnvironment.merging(["LC_ALL": "C", "TZ": "UTC"]) { $1 }
    return try Shell.run(
      "ssh-keygen",
      arguments,
      in: folder.path,
      environment: environment,
      input: input
    )
  }

  func makeKey(_ name: String, _ options: String...) throws -> Key {
    try run(["-q", "-N", "", "-C", name, "-f", name] + options).checked()
    let line = try folder.text("\(name).pub")
    return Key(
      name: name,
      privateFile: try folder.bytes(name),
      publicLine: line.trimmingCharacters(in: .newlines)
    )
  }

  /// Puts a key's files into the folder.
  func write(_ key: Key) throws {
    try folder.write(key.name, bytes: key.privateFile)
    try folder.write("\(key.name).pub", key.publicLine + "\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600],
      ofItemAtPath: folder.path(key.name)
    )
  }

  /// The armored signature that a key's file makes.
  func sign(
    _ message: [UInt8],
    with file: String,
    namespace: String = "opsgate",
    hash: String = "sha512"
  ) throws -> String {
    let options = ["-Y", "sign", "-q", "-n", namespace, "-O", "hashalg=\(hash)"]
    return try run(options + ["-f", file], input: message).checked().stdout
  }

  /// Whether it is a signature of the message, whoever made it.
  func accepts(
    _ armored: String,
    of message: [UInt8],
    namespace: String = "opsgate"
  ) throws -> Bool {
    try folder.write("signature", armored)
    let options = ["-Y", "check-novalidate", "-n", namespace, "-s", "signature"]
    return try run(options, input: message).status == 0
  }

  /// Whether somebody may have made the signature.
  func verifies(
    _ armored: String,
    of message: [UInt8],
    by principal: String,
    signers: [UInt8],
    revoked: [UInt8]? = nil,
    time: String = OpenSSH.time
  ) throws -> Bool {
    try folder.write("signature", armored)
    try folder.write("signers", bytes: signers)
    var options = ["-Y", "verify", "-n", "opsgate", "-s", "signature", "-f", "signers"]
    options += ["-I", principal, "-O", "verify-time=\(time)"]
    if let revoked {
      try folder.write("revoked", bytes: revoked)
      options += ["-r", "revoked"]
    }
    return try run(options, input: message).status == 0
  }

  /// Whose key the signature names, or `nil` where it is nobody's; the signature itself is not looked at.
  func principals(
    of armored: String,
    signers: [UInt8],
    time: String = OpenSSH.time
  ) throws -> [String]? {
    try folder.write("signature", armored)
    try folder.write("signers", bytes: signers)
    let options = ["-Y", "find-principals", "-s", "signature", "-f", "signers"]
    let answer = try run(options + ["-O", "verify-time=\(time)"])
    return answer.status == 0 ? answer.stdout.split(separator: "\n").map(String.init) : nil
  }

  /// When things are checked: 2 March 2026, 09:00 UTC.
  static let time = "20260302090000Z"
  /// The same in seconds since 1970.
  static let seconds = 1_772_442_000
}

/// How many comparisons with `ssh-keygen` a test makes: `OPSGATE_SSH_ROUNDS` times as many as usual.
func rounds(_ usual: Int) -> Int {
  let factor = ProcessInfo.processInfo.environment["OPSGATE_SSH_ROUNDS"].flatMap(Int.init)
  return usual * (factor ?? 1)
}

/// Does numbered pieces of work on all cores, each worker with a folder and an `ssh-keygen` of its own.
func inParallel<Answer: Sendable>(
  _ count: Int,
  _ work: @escaping @Sendable (Int, OpenSSH) throws -> Answer
) async throws -> [Answer] {
  let workers = max(2, ProcessInfo.processInfo.activeProcessorCount)
  return try await withThrowingTaskGroup(of: [Answer].self) { group in
    for worker in 0..<workers {
      group.addTask {
        try withScratch { folder in
          try stride(from: worker, to: count, by: workers).map {
            try work($0, OpenSSH(folder: folder))
          }
        }
      }
    }
    return try await group.reduce(into: []) { $0 += $1 }
  }
}
