import Foundation
import OpsTestSupport
import Testing

/// Somebody who can push notes, has some keys, and makes records with stock tools alone.
struct Forger {
  let acme: Acme
  let scratch: Folder

  private static let type = "application/vnd.in-toto+json"

  /// The payloads of the records that are noted on a commit, one by one.
  func payloads(on revision: String) throws -> [String] {
    try note(on: revision).split(separator: "\n").map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      )
      let payload = try #require(object["payload"] as? String)
      return String(decoding: try #require(Data(base64Encoded: payload)), as: UTF8.self)
    }
  }

  func note(on revision: String) throws -> String {
    try acme.repository.git("notes", "--ref=opsgate/approvals", "show", revision)
  }

  /// A line of a note, with a signature that `ssh-keygen` makes.
  func line(_ payload: String, key: String, namespace: String = "opsgate") throws -> String {
    let file = scratch.path("message-\(UUID().uuidString)")
    let message = "DSSEv1 \(Self.type.utf8.count) \(Self.type) \(payload.utf8.count) \(payload)"
    try Data(message.utf8).write(to: URL(filePath: file))
    let keyFile = try TestKey(key).write(to: try scratch.folder("forged-keys"))
    try Shell.run("ssh-keygen", ["-q", "-Y", "sign", "-n", namespace, "-f", keyFile, file])
      .checked()
    return try Self.envelope(payload, String(contentsOfFile: file + ".sig", encoding: .utf8))
  }

  /// A line of a note with any text as its signature.
  static func envelope(_ payload: String, _ signature: String) -> String {
    let (payload, signature) = (
      Data(payload.utf8).base64EncodedString(), Data(signature.utf8).base64EncodedString()
    )
    return
      #"{"payload":"\#(payload)","payloadType":"\#(Self.type)","signatures":[{"sig":"\#(signature)"}]}"#
  }

  /// Adds lines to a commit's note, as `git notes append` does.
  func append(_ text: String, to revision: String) throws {
    try acme.repository.run(
      ["notes", "--ref=opsgate/approvals", "append", "-F", "-", revision],
      input: Array(text.utf8)
    ).checked()
  }

  /// What `opsgate show` says of each record: decision, approver, signature's status, objection.
  func shown(_ revision: String) throws -> [[String]] {
    let run = try acme.actor("bob").opsgate("show", revision)
    return run.stdout.split(separator: "\n").map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return [columns[2], columns[3], columns[7], columns[9]]
    }
  }
}

/// An ops repository in which Alice has approved the branch `raise-api`, and somebody who forges.
func withForger(_ body: (Forger) throws -> Void) throws {
  try withScratch { scratch in
    let acme = try Acme.make(at: scratch)
    try acme.actor("alice").opsgate("approve", "raise-api", "--yes").checked()
    let forger = Forger(acme: acme, scratch: scratch)
    #expect(try forger.shown("raise-api") == [["approve", "alice", "good", "-"]])
    try body(forger)
  }
}
