import Foundation
import OpsTestSupport
import Testing

/// `sync`, with notes of stock git: what they hold is no concern of it.
struct SyncCommandTests {
  @Test
  func twoPeopleBringTheirRecordsTogether() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "one", "HEAD")
      var said = "# Ana\n" + (try ana.typed("sync", "sync", "sync origin --configure"))
      try bo.git("notes", "--ref=opsgate/approvals", "append", "-m", "two", "HEAD")
      said += "\n# Bo\n" + (try bo.typed("sync", "sync --format json"))
      said += "\n# Ana\n" + (try ana.typed("sync", "sync --configure", "sync nowhere"))
      try expectGolden(said, "two-people.txt")
      for clone in [bare, ana, bo] {
        #expect(try clone.git("notes", "--ref=opsgate/approvals", "show", "main") == "one\ntwo")
        #expect(try clone.git("fsck", "--strict", "--no-dangling") == "")
      }
      try ana.git("fetch")
      let copy = "refs/notes/remotes/origin/opsgate/approvals"
      #expect(
        try ana.git("rev-parse", copy) == bare.git("rev-parse", "refs/notes/opsgate/approvals")
      )
    }
  }

  @Test
  func whatTheRemoteLostIsAnAlarmAndIsThereAgain() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "one", "HEAD")
      try ana.opsgate("sync").checked()
      try bo.opsgate("sync").checked()
      try bare.git("notes", "--ref=opsgate/approvals", "remove", "main")
      let run = try bo.opsgate("sync")
      try expectGolden(run.transcript, "removed.txt")
      #expect(try bare.git("notes", "--ref=opsgate/approvals", "show", "main") == "one")
      try bare.git("update-ref", "-d", "refs/notes/opsgate/approvals")
      try expectGolden(try bo.opsgate("sync").transcript, "reference-removed.txt")
      #expect(try bare.git("notes", "--ref=opsgate/approvals", "show", "main") == "one")
    }
  }

  /// Twenty clones at once, one bare remote: every record everywhere, after one more round.
  @Test
  func twentyClonesAtOnce() throws {
    try withScratch { scratch in
      let (bare, _, _) = try makeRemote(scratch)
      let clones = try (0..<20).map { number in
        try bare.clone(to: Folder(path: scratch.path("clone-\(number)")))
      }
      for (number, clone) in clones.enumerated() {
        try clone.git(
          "notes",
          "--ref=opsgate/approvals",
          "append",
          "-m",
          "record \(number)",
          "HEAD"
        )
      }
      for run in try clones.map({ try $0.startOpsgate("sync") }) {
        let end = try run.wait()
        #expect(end.status == 0, "\(end)")
      }
      for run in try clones.map({ try $0.startOpsgate("sync") }) {
        #expect(try run.wait().status == 0)
      }
      let expected = (0..<20).map { "record \($0)" }.sorted()
      for clone in [bare] + clones {
        let note = try clone.git("notes", "--ref=opsgate/approvals", "show", "main")
        #expect(note.split(separator: "\n").map(String.init).sorted() == expected)
      }
      #expect(try bare.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  /// Somebody pushes before each of our pushes: after so many attempts it is said, and nothing is lost.
  @Test
  func whereOthersAreAlwaysQuickerItGivesUp() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "ours", "HEAD")
      let git = try Shell.run("sh", ["-c", "command -v git"]).checked().stdout
        .trimmingCharacters(in: .whitespacesAndNewlines)
      try scratch.writeProgram(
        "bin/git",
        """
        #!/bin/sh
        case " $* " in *" push "*)
          ( unset $('\(git)' rev-parse --local-env-vars)
            cd '\(bo.path)' && '\(git)' notes --ref=opsgate/approvals append -m "theirs $$" HEAD &&
              '\(git)' push --quiet origin refs/notes/opsgate/approvals ) >/dev/null 2>&1 ;;
        esac
        exec '\(git)' "$@"
        """
      )
      let path = scratch.path("bin") + ":" + (Shell.plainEnvironment["PATH"] ?? "")
      let run = try ana.opsgate(["sync"], environment: ["PATH": path])
      #expect(run.status == 75, "\(run)")
      #expect(
        run.stderr.hasPrefix(
          "error: cannot push notes to 'origin'\n  because: each of 40 attempts came too late; "
        )
      )
      #expect(run.stderr.hasSuffix("hint: run the same command again\n"))
      // What was fetched meanwhile is here, and the next run brings ours there.
      let here = try ana.git("notes", "--ref=opsgate/approvals", "show", "main")
      #expect(here.contains("ours\n") && here.split(separator: "\n").count == 40)
      try ana.opsgate("sync").checked()
      let there = try bare.git("notes", "--ref=opsgate/approvals", "show", "main")
      #expect(there.contains("ours\n") && there.split(separator: "\n").count == 41)
    }
  }

  /// In a mirror, git itself would put the remote's notes over ours.
  @Test(arguments: ["+refs/*:refs/*", "+refs/notes/*:refs/notes/*"])
  func aFetchThatCoversOurNotesLosesNone(_ specification: String) throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try bo.git("notes", "--ref=opsgate/approvals", "append", "-m", "theirs", "HEAD")
      try bo.opsgate("sync").checked()
      let place = scratch.path("clone.git")
      try Shell.run(
        "git",
        ["clone", "--quiet", "--bare", bare.path, place],
        environment: ana.environment
      ).checked()
      let clone = GitFolder(at: Folder(path: place), clock: ana.clock)
      try clone.git("config", "user.name", "Cy")
      try clone.git("config", "user.email", "cy@acme.example")
      try clone.git("config", "remote.origin.fetch", specification)
      if specification == "+refs/*:refs/*" {
        try clone.git("config", "remote.origin.mirror", "true")
      }
      try clone.git("notes", "--ref=opsgate/approvals", "append", "-m", "ours", "main")
      let run = try clone.opsgate("sync")
      #expect(run.status == 0, "\(run)")
      #expect(run.stderr.contains("replaces the records here by the remote's"), "\(run)")
      for place in [clone, bare] {
        let note = try place.git("notes", "--ref=opsgate/approvals", "show", "main")
        #expect(note.contains("ours") && note.contains("theirs"), "\(note)")
      }
    }
  }

  /// The alarm does not fall silent, and nothing is pushed over what raised it.
  @Test
  func whatIsNoCommitIsAnAlarmEveryTime() throws {
    try withScratch { scratch in
      let (bare, ana, _) = try makeRemote(scratch)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "one", "HEAD")
      try bare.git("tag", "--annotate", "-m", "x", "x", "main")
      let tag = try bare.git("rev-parse", "x")
      try bare.git("update-ref", "refs/notes/opsgate/approvals", tag)
      for _ in 0..<3 {
        let run = try ana.opsgate("sync")
        #expect(run.status == 1, "\(run)")
        #expect(run.stderr.contains("which is no commit"), "\(run)")
      }
      #expect(try bare.git("rev-parse", "refs/notes/opsgate/approvals") == tag)
    }
  }

  /// A reference below one of ours keeps nobody from working.
  @Test
  func aStrayReferenceIsAnAlarmAndNoObstacle() throws {
    try withScratch { scratch in
      let (bare, ana, bo) = try makeRemote(scratch)
      try bare.git("update-ref", "refs/notes/opsgate/approvals/x", "main")
      try bo.git("notes", "--ref=opsgate/evidence", "append", "-m", "one", "HEAD")
      let run = try bo.opsgate("sync")
      #expect(run.status == 1, "\(run)")
      #expect(run.stderr.contains("is none of opsgate's"), "\(run)")
      #expect(try ana.opsgate("sync").status == 1)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "one", "HEAD")
      let later = try ana.opsgate("sync")
      #expect(later.status == 1, "\(later)")
      #expect(later.stderr.contains("is none of opsgate's"), "\(later)")
      #expect(try ana.git("notes", "--ref=opsgate/approvals", "show", "main") == "one")
    }
  }

  /// A replica that is read from lags behind what was pushed.
  @Test
  func aReplicaThatLagsIsNoAlarm() throws {
    try withScratch { scratch in
      let (bare, ana, _) = try makeRemote(scratch)
      let replica = try bare.bareClone(to: Folder(path: scratch.path("replica.git")))
      try ana.git("config", "remote.origin.url", replica.path)
      try ana.git("config", "remote.origin.pushurl", bare.path)
      try ana.git("notes", "--ref=opsgate/approvals", "append", "-m", "one", "HEAD")
      for _ in 0..<3 { #expect(try ana.opsgate("sync").status == 0) }
      #expect(try bare.git("notes", "--ref=opsgate/approvals", "show", "main") == "one")
    }
  }

  private func makeRemote(
    _ scratch: Folder
  ) throws -> (bare: GitFolder, ana: GitFolder, bo: GitFolder) {
    let ops = try OpsRepository.make(at: try scratch.folder("seed"))
    let bare = try ops.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
    try bare.git("config", "user.name", "Server")
    try bare.git("config", "user.email", "server@acme.example")
    let ana = try bare.clone(to: Folder(path: scratch.path("ana")))
    let bo = try bare.clone(to: Folder(path: scratch.path("bo")))
    try bo.git("config", "user.name", "Bo Berg")
    return (bare, ana, bo)
  }
}
