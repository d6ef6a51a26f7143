import Foundation
import OpsTestSupport
import Testing

/// How records come to be: asked for, pushed, taken back, and whole even when the machine is not.
struct RecordingTests {
  @Test(arguments: [
    ("y\n", Int32(0)), ("yes\n", 0), ("Y\n", 0), ("n\n", 1), ("\n", 1), ("yep\n", 1), ("", 1),
  ])
  func aPersonIsAsked(_ answer: String, _ status: Int32) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let alice = try acme.actor("alice")
      let run = try alice.onTerminal("approve raise-api", typing: answer)
      #expect(run.status == status, "\(run)")
      #expect(run.stdout.contains("approve 33109635de in 'production' as 'alice'? [y/N] "))
      #expect(run.stdout.contains("nothing was recorded") == (status == 1))
      #expect(run.stdout.contains("recorded approve") == (status == 0), "\(run)")
      let refs = try acme.repository.git("for-each-ref", "refs/notes")
      #expect(refs.isEmpty == (status == 1))
    }
  }

  @Test
  func onATerminalItReadsLikeThis() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let (alice, carol) = (try acme.actor("alice"), try acme.actor("carol"))
      let runs = [
        try alice.seenOnTerminal("approve raise-api --comment 'looks good'", typing: "y\n"),
        try carol.seenOnTerminal("approve raise-api", typing: "n\n"),
        try carol.seenOnTerminal("show raise-api"),
        try alice.seenOnTerminal("revoke raise-api", typing: "y\n"),
        try carol.seenOnTerminal("show raise-api"),
      ]
      try expectGolden(stable(runs.joined(separator: "\n")), "terminal.txt")
    }
  }

  @Test
  func pushedTogetherWithTheRecord() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("origin.git")))
      let clones = try ["one", "two"].map { name in
        let clone = try bare.clone(to: Folder(path: scratch.path(name)))
        try clone.git("branch", "--quiet", "raise-api", "origin/raise-api")
        try clone.git("config", "user.name", "Ana Alves")
        return clone
      }
      let alice = try acme.actor("alice", in: clones[0])
      let bob = try acme.actor("bob", in: clones[1])
      try alice.opsgate("approve", "raise-api", "--yes", "--push").checked()
      // Bob has not fetched what Alice pushed: his push merges it.
      try bob.opsgate("approve", "raise-api", "--yes", "--push", "--remote", "origin").checked()
      let note = try bare.git("notes", "--ref=opsgate/approvals", "show", "raise-api")
      #expect(note.split(separator: "\n").count == 2)

      try FileManager.default.removeItem(atPath: bare.path)
      let run = try bob.opsgate("reject", "raise-api", "--yes", "--push")
      #expect(run.status == 74, "\(run)")
      #expect(
        run.stderr.contains("is recorded here all the same: `opsgate sync` is all that is left")
      )
      #expect(try bob.opsgate("show", "raise-api").stdout.contains("\treject\tbob\t"))
    }
  }

  @Test
  func aRecordIsTakenBackByItsName() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let (alice, bob) = (try acme.actor("alice"), try acme.actor("bob"))
      let name = try alice.opsgate("approve", "raise-api", "--yes").checked().stdout
        .trimmingCharacters(in: .whitespacesAndNewlines)
      var said = "# Bob\n" + (try bob.typed("revoke \(name) --yes", "revoke sha256:00000000 --yes"))
      said += "\n# Alice\n"
      said += try alice.typed(
        "revoke \(name.prefix(19)) --yes --comment wrong-branch",
        "show raise-api",
        "revoke \(name) raise-api --yes"
      )
      try expectGolden(stable(said), "by-name.txt")
    }
  }

  /// What a change does to the policy is approved as a change of the environment `policy`.
  @Test
  func aChangeOfThePolicyIsApproved() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let git = acme.repository
      try git.branch("less")
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing(
          "approvals: 2, approvers: [release-managers], expires",
          with: "approvals: 1, approvers: [release-managers], expires"
        )
      )
      try git.commit("Ask for one approval")
      try git.go(to: "main")
      let said = try acme.actor("bob").typed("approve less --yes", "show less --format json")
      try expectGolden(stable(said), "policy.txt")
    }
  }

  /// No moment leaves half a record, or a notes reference that git does not like.
  @Test(.enabled(if: KillAtWrite.isPossible, "needs strace and the right to trace"))
  func anApprovalKilledAtEveryWriteIsDoneOrNotBegun() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      try acme.actor("bob").opsgate("approve", "raise-api", "--yes").checked()
      let alice = try acme.actor("alice")
      var ends: Set<Int> = []
      var (count, isKilled) = (0, true)
      while isKilled, count < 500 {
        count += 1
        let place = scratch.path("run-\(count)")
        try FileManager.default.copyItem(atPath: acme.repository.path, toPath: place)
        let victim = GitFolder(at: Folder(path: place), clock: acme.repository.clock)
        isKilled = try KillAtWrite(count: count, log: scratch.path("log"))
          .isHit(by: ["approve", "raise-api", "--yes"], in: victim, environment: alice.variables)
        #expect(try victim.run(["fsck", "--strict", "--no-dangling"]).transcript == "")
        let next = try reject(in: victim, of: acme)
        #expect(next.status == 0, "killed at write \(count): \(next)")
        let records = try victim.git("notes", "--ref=opsgate/approvals", "show", "raise-api")
        ends.insert(records.split(separator: "\n").count)
        try FileManager.default.removeItem(atPath: place)
      }
      #expect(!isKilled)
      #expect(ends == [2, 3])
    }
  }

  /// Says no; where the killed one held git's lock on the notes, it does what is then said to do.
  private func reject(in victim: GitFolder, of acme: Acme) throws -> ProgramRun {
    let alice = try acme.actor("alice", in: victim)
    let run = try alice.opsgate("reject", "raise-api", "--yes")
    guard run.status == 75 else { return run }
    let lock = victim.path + "/.git/refs/notes/opsgate/approvals.lock"
    #expect(run.stderr.contains("was stopped: \(lock) exists"), "\(run)")
    #expect(run.stderr.contains("if no git program runs any more, remove that file"), "\(run)")
    try FileManager.default.removeItem(atPath: lock)
    return try alice.opsgate("reject", "raise-api", "--yes")
  }
}

extension Acme.Actor {
  /// What they see who type this command line on a terminal, and then what is asked for.
  fileprivate func onTerminal(_ line: String, typing answer: String = "") throws -> ProgramRun {
    try type("opsgate \(line)", answering: answer)
  }

  /// The same with the command line.
  fileprivate func seenOnTerminal(_ line: String, typing answer: String = "") throws -> String {
    "# \(name.capitalized)\n$ opsgate \(line)\n"
      + (try onTerminal(line, typing: answer).transcript)
  }
}
