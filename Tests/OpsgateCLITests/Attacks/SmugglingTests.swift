import Foundation
import OpsTestSupport
import Testing

/// Things in the notes tree that are no notes (DESIGN, section 10, "Smuggling in the notes tree" and "Input").
struct SmugglingTests {
  @Test
  func whatIsNoNoteIsKeptAndNotRead() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let commit = try git.head("raise-api")
      let blob = try git.run(["hash-object", "-w", "--stdin"], input: Array("junk\n".utf8))
        .checked().stdout.trimmingCharacters(in: .whitespacesAndNewlines)
      let index = ["GIT_INDEX_FILE": forger.scratch.path("index")]
      let ref = "refs/notes/opsgate/approvals"
      func plumbing(_ arguments: String...) throws -> String {
        try Shell.run(
          "git",
          ["-C", git.path] + arguments,
          environment: Shell.plainEnvironment.merging(git.environment) { $1 }
            .merging(git.clock.environment) { $1 }.merging(index) { $1 }
        ).checked().stdout.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      _ = try plumbing("read-tree", ref)
      let upper = commit.uppercased()
      for entry in [
        "100644,\(blob),README", "100644,\(blob),\(upper)", "120000,\(blob),\(commit.dropLast())0",
        "160000,\(commit),\(String(repeating: "ab", count: 20))",
        "100755,\(blob),ab/cd/not-a-note",
      ] {
        _ = try plumbing("update-index", "--add", "--cacheinfo", entry)
      }
      let tree = try plumbing("write-tree")
      let tip = try plumbing("commit-tree", tree, "-p", ref, "-m", "Smuggle")
      try git.git("update-ref", ref, tip)
      #expect(try forger.shown("raise-api") == [["approve", "alice", "good", "-"]])

      try forger.acme.actor("bob").opsgate("approve", "raise-api", "--yes").checked()
      let kept = try git.git("ls-tree", "-r", "--name-only", ref).split(separator: "\n")
      for name in ["README", "ab/cd/not-a-note"] { #expect(kept.contains(Substring(name))) }
      #expect(try forger.shown("raise-api").count == 2)
    }
  }

  /// Text for people, terminal escapes, workflow commands, other tools' records, half lines.
  @Test
  func foreignLinesAreShownHarmlessly() throws {
    try withForger { forger in
      let escapes = "\u{1B}]0;owned\u{7}\u{1B}[2J ::error::owned \u{202E}"
      try forger.append(escapes, to: "raise-api")
      try forger.append("{\"payload\":\"", to: "raise-api")
      try forger.append("{\"payload\":\"e30=\",\"payload\":\"e30=\"}", to: "raise-api")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.status == 0)
      let hostile: [UInt8] = [0x1B, 0x07]
      #expect((run.stdoutBytes + Array(run.stderr.utf8)).allSatisfy { !hostile.contains($0) })
      #expect(!run.transcript.contains("\u{202E}"))
      #expect(
        run.transcript.split(separator: "\n").allSatisfy { !$0.hasPrefix("::") }
      )
      #expect(run.stdout.contains("\tapprove\talice\tproduction\t"))
    }
  }

  /// Eight megabytes of text beside the record: read, and not a second longer than that takes.
  @Test
  func aHugeNoteIsRead() throws {
    try withForger { forger in
      let line = String(repeating: "x", count: 1 << 20) + "\n"
      try forger.append(String(repeating: line, count: 8), to: "raise-api")
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.status == 0)
      #expect(run.stdout.contains("\tapprove\talice\tproduction\t"))
      #expect(run.stdout.utf8.count < 100_000)
    }
  }
}
