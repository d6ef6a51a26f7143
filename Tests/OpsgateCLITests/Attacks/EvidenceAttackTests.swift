import Foundation
import OpsTestSupport
import StandIn
import Testing

/// GitHub's word as somebody else would have it: only what a machine of the policy signed is believed offline.
struct EvidenceAttackTests {
  private static let verify = ["verify", "--env", "production"]
  private static let ref = "--ref=opsgate/evidence"

  /// A record that was signed, taken out of the notes, so that another can be put into its place.
  private func withRecord(
    _ body: @escaping @Sendable (_ forger: Forger, _ line: String, _ payload: String) throws -> Void
  ) async throws {
    let gate: @Sendable (String) -> String = {
      $0.replacing("    emergency:", with: "    require: github\n    emergency:")
    }
    try await AcmeGitHub.withPromotion(signedBy: [], gate) { acme, world in
      try await StandInServer.run(world) { github in
        let ci = try acme.actor("ci")
        try ci.opsgate(["reconcile", "--env", "production", "--record"], at: github).checked()
        let known = try ci.opsgateOffline(Self.verify)
        #expect(known.status == 0, "the true record counts: \(known)")
        let line = try acme.repository.git("notes", Self.ref, "show", "main")
        let record = try #require(line.split(separator: "\n").first { $0.hasPrefix("{") })
        let notes = "refs/notes/opsgate/evidence"
        try acme.repository.git("update-ref", notes, "\(notes)^")
        let unknown = try ci.opsgateOffline(Self.verify)
        #expect(unknown.status == 2, "without it nothing is known: \(unknown)")
        try withScratch { scratch in
          let forger = Forger(acme: acme, scratch: scratch)
          try body(forger, String(record), try Forger.payload(of: String(record)))
        }
      }
    }
  }

  private func verdict(
    _ forger: Forger,
    with line: String,
    on revision: String = "main"
  ) throws
    -> ProgramRun
  {
    try forger.acme.repository.run(
      ["notes", Self.ref, "append", "-F", "-", revision],
      input: Array(line.utf8)
    ).checked()
    return try forger.acme.actor("ci").opsgateOffline(Self.verify)
  }

  /// The control: put back as it was, it counts again; so what follows fails for its own reason.
  @Test
  func theTrueOneCountsAgain() async throws {
    try await withRecord { forger, line, payload in
      let run = try verdict(forger, with: line)
      #expect(run.status == 0, "\(run)")
    }
    try await withRecord { forger, line, payload in
      let run = try verdict(forger, with: forger.line(payload, key: "ci"))
      #expect(run.status == 0, "\(run)")
    }
  }

  @Test(arguments: ["alice", "carol", "stranger"])
  func nobodyElseSpeaksForTheMachine(_ key: String) async throws {
    try await withRecord { forger, line, payload in
      let run = try verdict(forger, with: forger.line(payload, key: key))
      #expect(run.status == 2, "\(run)")
    }
  }

  /// Alice signs in her own name what only machines may say.
  @Test
  func noPersonSpeaksAsAMachine() async throws {
    try await withRecord { forger, line, payload in
      let hers = payload.replacing("\"checker\":\"ci\"", with: "\"checker\":\"alice\"")
      #expect(hers != payload)
      let run = try verdict(forger, with: forger.line(hers, key: "alice"))
      #expect(run.status == 2, "\(run)")
    }
  }

  /// The same signature, other words.
  @Test(arguments: [
    ("\"userId\":1", "\"userId\":2"), ("\"state\":\"APPROVED\"", "\"state\":\"COMMENTED\""),
    ("github.com/acme/ops", "github.com/acme/old"),
  ])
  func noWordIsExchanged(_ old: String, _ new: String) async throws {
    try await withRecord { forger, line, payload in
      let other = payload.replacing(old, with: new)
      #expect(other != payload)
      let signature = try Forger.signature(of: line)
      let run = try verdict(forger, with: Forger.envelope(other, signature))
      #expect(run.status == 2, "\(run)")
    }
  }

  /// Signed by the machine, for something else.
  @Test
  func whatIsAboutAnotherRepositoryCountsNowhereElse() async throws {
    try await withRecord { forger, line, payload in
      let other = payload.replacing("github.com/acme/ops", with: "github.com/acme/old")
      let run = try verdict(forger, with: forger.line(other, key: "ci"))
      #expect(run.status == 2, "\(run)")
    }
  }

  @Test
  func whatIsSaidToComeFromTomorrowCountsNot() async throws {
    try await withRecord { forger, line, payload in
      let asked = try #require(payload.firstMatch(of: /"askedAt":"(\d{4})/))
      let other = payload.replacing(
        asked.output.0,
        with: "\"askedAt\":\"\(try #require(Int(asked.output.1)) + 1)"
      )
      let run = try verdict(forger, with: forger.line(other, key: "ci"))
      #expect(run.status == 2, "\(run)")
    }
  }

  /// One that speaks of this commit lies at another: it is about what it names, wherever it lies, or nothing.
  @Test
  func itSpeaksOfTheCommitThatItNames() async throws {
    try await withRecord { forger, line, payload in
      let git = forger.acme.repository
      let (commit, parent) = (try git.head("main"), try git.head("main~1"))
      let other = payload.replacing(commit, with: parent)
      #expect(other != payload)
      let run = try verdict(forger, with: forger.line(other, key: "ci"))
      #expect(run.status == 2, "\(run)")
    }
  }

  /// A machine that may record checks alone says nothing of GitHub.
  @Test
  func theMachineNeedsTheRight() async throws {
    let edit: @Sendable (String) -> String = {
      $0.replacing("    emergency:", with: "    require: github\n    emergency:")
        .replacing(/may: \[[a-z, ]*\]/, with: "may: [checks, checkpoints]")
    }
    try await AcmeGitHub.withPromotion(signedBy: [], edit) { acme, world in
      try await StandInServer.run(world) { github in
        let ci = try acme.actor("ci")
        let run = try ci.opsgate(["reconcile", "--env", "production", "--record"], at: github)
        #expect(run.status == 1 && run.stderr.contains("may not record evidence"), "\(run)")
        let has = try acme.hasEvidence("main")
        #expect(!has)
      }
    }
  }
}

extension Forger {
  fileprivate static func payload(of line: String) throws -> String {
    String(decoding: try field("payload", of: line), as: UTF8.self)
  }

  fileprivate static func signature(of line: String) throws -> String {
    String(decoding: try field("sig", of: line), as: UTF8.self)
  }

  private static func field(_ name: String, of line: String) throws -> [UInt8] {
    let start = try #require(line.range(of: "\"\(name)\":\"")?.upperBound)
    let text = String(line[start...].prefix { $0 != "\"" })
    return Array(try #require(Data(base64Encoded: text)))
  }
}

extension Acme {
  /// Whether a note of evidence lies at a commit.
  fileprivate func hasEvidence(_ revision: String) throws -> Bool {
    try repository.run(["notes", "--ref=opsgate/evidence", "show", revision]).stdout
      .contains("{")
  }
}
