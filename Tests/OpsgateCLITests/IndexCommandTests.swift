import Foundation
import OpsTestSupport
import Testing

/// The index is there, gone, broken or somebody else's: what is answered stays the same.
struct IndexCommandTests {
  private static let questions = [
    ["status"], ["status", "--format", "json"], ["status", "--at", "HEAD~9"], ["log", "-n", "50"],
    ["log", "api", "--env", "production", "--format", "json"], ["why", "api", "production"],
    ["get", "web", "staging"], ["diff", "staging", "production"],
    ["rollback", "api", "--env", "production", "--dry-run"],
  ]

  private func answers(of ops: GitFolder) throws -> [String] {
    try Self.questions.map { try ops.opsgate($0).transcript }
  }

  private func file(of ops: GitFolder) -> String { ops.path + "/.git/opsgate/index.sqlite" }

  private func state(of ops: GitFolder) throws -> String {
    let run = try ops.opsgate("index", "show", "--format", "json").checked()
    let json = try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any]
    return try #require(json?["state"] as? String)
  }

  @Test
  func shownRebuiltAndDropped() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let typed = try ops.typed(
        "index",
        "index rebuild",
        "index show --format json",
        "index rebuild --policy .opsgate/policy.yaml",
        "index drop",
        "index drop"
      )
      // How many pages it takes is SQLite's affair.
      let stable = typed.replacing(/\t[0-9]{4,}\t/, with: "\tN\t")
        .replacing(/"size": [0-9]{2,}/, with: "\"size\": N")
        .replacing(ops.path, with: "/ops").replacing(scratch.path, with: "")
      try expectGolden(stable, "shown.txt")
      #expect(!FileManager.default.fileExists(atPath: file(of: ops)))
    }
  }

  @Test
  func everyAnswerIsTheSame() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try answers(of: ops)
      try ops.opsgate("index", "rebuild").checked()
      #expect(try answers(of: ops) == plain)
      try ops.opsgate("rollback", "api", "--env", "production").checked()
      #expect(try state(of: ops) == "behind")
      let after = try answers(of: ops)
      #expect(try state(of: ops) == "current")
      try ops.opsgate("index", "drop").checked()
      #expect(try answers(of: ops) == after && after != plain)
      try ops.opsgate("index", "rebuild").checked()
      try ops.git("reset", "--quiet", "--hard", "HEAD~1")
      #expect(try answers(of: ops) == plain)
    }
  }

  /// A forged index may show what it likes; what is judged and what is written does not know it.
  @Test
  func nothingIsJudgedOrWrittenByIt() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let commands = [
        ["rollback", "api", "--env", "production", "--dry-run"],
        ["promote", "--to", "production", "--all", "--dry-run"], ["verify"],
      ]
      let plain = try commands.map { try ops.opsgate($0).transcript }
      try ops.opsgate("index", "rebuild").checked()
      let script = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1])
        base.execute("UPDATE moves SET tag = 'v6.6.6'")
        base.commit()
        """
      try Shell.run("python3", ["-c", script, file(of: ops)]).checked()
      #expect(try ops.opsgate("log").stdout.contains("v6.6.6"), "the forgery is not read at all")
      #expect(try commands.map { try ops.opsgate($0).transcript } == plain)
    }
  }

  @Test
  func stockSQLReadsTheLog() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      try ops.opsgate("index", "rebuild").checked()
      let script = """
        import sqlite3, sys
        for row in sqlite3.connect(sys.argv[1]).execute(
          'SELECT environment, service, "from", "to" FROM log'): print(*row)
        """
      let rows = try Shell.run("python3", ["-c", script, file(of: ops)]).checked().stdout
      let log = try ops.opsgate("log", "--format", "json").checked().stdout
      let json = try JSONSerialization.jsonObject(with: Data(log.utf8)) as? [String: Any]
      let moves = try #require(json?["moves"] as? [[String: Any]])
      #expect(!moves.isEmpty)
      #expect(rows.split(separator: "\n").count == moves.count)
      for move in moves {
        let words = ["environment", "service", "from", "to"].map { move[$0] as? String ?? "None" }
        #expect(rows.contains(words.joined(separator: " ")), "\(words)")
      }
    }
  }

  @Test(arguments: [
    "not a database, and long enough to be taken for one by nobody\n", "SQLite format 3\0", "",
  ])
  func aBrokenFileChangesNoAnswer(_ content: String) throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("status")
      try ops.write(".git/opsgate/index.sqlite", String(repeating: content, count: 99))
      let first = try ops.opsgate("status")
      #expect(first.stdout == plain.stdout && first.status == 0)
      #expect(
        first.stderr.contains("the history is read without its index, which is of no use")
          == !content.isEmpty
      )
      #expect(try ops.opsgate("status").transcript == plain.transcript)
    }
  }

  /// One page after the other is overwritten: what is left of the others gives no answer.
  @Test
  func aPageThatWasOverwrittenIsFound() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("status").stdout
      try ops.opsgate("index", "rebuild").checked()
      let whole = try Data(contentsOf: URL(filePath: file(of: ops)))
      for start in stride(from: 0, to: whole.count, by: 4096) {
        var broken = whole
        let end = min(start + 4096, whole.count)
        broken.replaceSubrange(start..<end, with: Data(repeating: 0xa5, count: end - start))
        try broken.write(to: URL(filePath: file(of: ops)))
        let run = try ops.opsgate("status")
        #expect(run.status == 0 && run.stdout == plain, "page \(start / 4096): \(run)")
      }
    }
  }

  /// Values that no row can have: each is found, whatever column it is in.
  @Test(arguments: [
    "people SET name", "pointers SET service", "paths SET path", "meta SET value", "moves SET kind",
    "moves SET line", "commits SET id", "mainline SET ids",
  ])
  func aValueThatMakesNoSenseIsFound(_ cell: String) throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("log")
      try ops.opsgate("index", "rebuild").checked()
      let script = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1])
        base.execute("UPDATE OR IGNORE \(cell) = x'ff00fe'")
        base.commit()
        """
      try Shell.run("python3", ["-c", script, file(of: ops)]).checked()
      let run = try ops.opsgate("log")
      #expect(run.status == 0 && run.stdout == plain.stdout, "\(run)")
      #expect(run.stderr.contains("read without its index"))
      #expect(try ops.opsgate("log").transcript == plain.transcript)
    }
  }

  /// What is no regular file is neither waited for, nor followed, nor deleted.
  @Test(arguments: ["mkfifo \"$1\"", "mkdir \"$1\"", "ln -s ../../../precious \"$1\""])
  func whatIsNoFileIsLeftAlone(_ command: String) throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("log")
      try scratch.write("precious", "not ours\n")
      try Shell.run("mkdir", ["-p", ops.path + "/.git/opsgate"]).checked()
      try Shell.run("sh", ["-c", command, "sh", file(of: ops)]).checked()
      let listing = ["-ld", file(of: ops)]
      let before = try Shell.run("ls", listing).checked().stdout
      #expect(try ops.opsgate("log").transcript == plain.transcript)
      for words in ["show", "rebuild", "drop"] {
        let run = try ops.opsgate("index", words)
        #expect(run.status == 74 && run.stderr.contains("something else than a regular file"))
      }
      #expect(try Shell.run("ls", listing).checked().stdout == before)
      #expect(try scratch.text("precious") == "not ours\n")
    }
  }

  @Test
  func whereNothingCanBeWrittenItGoesWithout() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try answers(of: ops)
      try ops.write(".git/opsgate", "a file in the place of the folder\n")
      #expect(try answers(of: ops) == plain)
      let run = try ops.opsgate("index", "rebuild")
      #expect(run.status == 74 && run.stderr.contains("cannot write"), "\(run)")
    }
  }

  /// Many at once, reading, filling and dropping: who reads never fails, and all say the same.
  ///
  /// Who rebuilds or drops may be told that somebody else has it.
  @Test
  func manyProcessesAtOnce() async throws {
    try await withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("status")
      let runs = try await withThrowingTaskGroup(of: (String, ProgramRun).self) { group in
        for _ in 0..<6 {
          for words in ["status", "index rebuild", "status", "index drop"] {
            group.addTask {
              (words, try ops.opsgate(words.split(separator: " ").map(String.init)))
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for (words, run) in runs where words == "status" {
        #expect(run.transcript == plain.transcript)
      }
      for (words, run) in runs { #expect([0, 74].contains(run.status), "\(words): \(run)") }
      try ops.opsgate("index", "rebuild").checked()
      #expect(try state(of: ops) == "current")
      #expect(try ops.opsgate("status").transcript == plain.transcript)
    }
  }

  @Test(.enabled(if: KillAtWrite.isPossible, "needs strace and the right to trace"))
  func killedAtEveryWrite() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      let plain = try ops.opsgate("status")
      var count = 0
      var isKilled = true
      while isKilled, count < 500 {
        count += 1
        try? FileManager.default.removeItem(atPath: ops.path + "/.git/opsgate")
        isKilled = try KillAtWrite(count: count, log: scratch.path("log"))
          .isHit(by: ["index", "rebuild"], in: ops)
        #expect(try ops.opsgate("status").transcript == plain.transcript, "write \(count)")
      }
      #expect(!isKilled && count > 9)
    }
  }

  /// Nobody asks for it: a long mainline gets one, a short one does not.
  @Test
  func aLongMainlineGetsOne() throws {
    try withScratch { scratch in
      let ops = try Example.make(at: try scratch.folder("ops"))
      try ops.opsgate("status").checked()
      #expect(try state(of: ops) == "missing")
      let script = """
        n=0; while [ $n -lt 1000 ]; do n=$((n+1)); printf 'commit refs/heads/main\ncommitter B <b@acme.example> %d +0000\ndata 5\nempty\n' $((1800000000+n)); \
        [ $n -gt 1 ] || printf 'from refs/heads/main^0\n'; done | git fast-import --quiet
        """
      try Shell.run("sh", ["-c", "cd \"$1\" && " + script, "sh", ops.path]).checked()
      let plain = try ops.opsgate("log")
      #expect(try state(of: ops) == "current")
      #expect(try ops.opsgate("log").transcript == plain.transcript)
    }
  }
}
