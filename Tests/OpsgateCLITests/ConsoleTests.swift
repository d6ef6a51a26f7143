import OpsTestSupport
import Testing

/// How opsgate speaks, whatever it says.
struct ConsoleTests {
  @Test
  func aReaderThatGoesAwayIsNoFailure() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let program = try OpsgateProgram().path
      let run = try Shell.run(
        "bash",
        ["-c", "trap '' PIPE; { sleep 0.3; '\(program)' log; echo status $? >&2; } | true"],
        in: demo.path
      )
      #expect(run.transcript == "------- stderr -------\nstatus 0\n")
    }
  }

  @Test
  func anAnswerThatCannotBeWrittenIsAFailure() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let program = try OpsgateProgram().path
      for line in ["status", "get --help"] {
        let run = try Shell.run("sh", ["-c", "'\(program)' \(line) > /dev/full"], in: demo.path)
        #expect(
          run.transcript == """
            ------- stderr -------
            error: cannot write the answer
              because: no space left on device
            [exit status: 74]

            """
        )
      }
    }
  }

  @Test
  func whatIsDoneIsSaidWhereTheAnswerCannotBeWritten() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let line = "'\(try OpsgateProgram().path)' rollback api --env production --quiet"
      let run = try demo.run(through: ["sh", "-c", "\(line) > /dev/full"], opsgate: [])
      #expect(
        run.stderr == """
          error: cannot write the answer
            because: no space left on device
            hint: \(try demo.head()) is committed to 'main' all the same: do not run this again

          """
      )
      #expect(run.status == 74)
    }
  }

  @Test
  func colourIsAChoice() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let escape = "\u{1b}["
      #expect(try !demo.opsgate("diff", "staging", "production").stdout.contains(escape))
      #expect(try demo.typedOnTerminal("status", colour: true).contains(escape))
      #expect(try !demo.typedOnTerminal("status", colour: false).contains(escape))
      #expect(try !demo.typedOnTerminal("status --color never", colour: true).contains(escape))
      #expect(try demo.typedOnTerminal("status --color always").contains(escape))
      let failure = try demo.opsgate("get", "api", "prod", "--color", "always")
      #expect(failure.stderr.hasPrefix("\u{1b}[1;31merror: \u{1b}[0m"))
    }
  }

  @Test
  func quietMeansTheAnswerAlone() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let run = try demo.opsgate("rollback", "api", "--env", "production", "--quiet")
      #expect(run.transcript == (try demo.head()) + "\n")
    }
  }

  @Test
  func theClockIsAnInput() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let wrong = try demo.opsgate(["status"], environment: ["OPSGATE_NOW": "noon"])
      #expect(
        wrong.transcript == """
          ------- stderr -------
          error: OPSGATE_NOW must be a time, and is 'noon'
            hint: as in 2026-03-05T03:07:00Z
          [exit status: 64]

          """
      )
    }
  }

  @Test
  func placesThatCannotBeGoneTo() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "-C nowhere status",
          "-C .opsgate/policy.yaml status",
          "status --policy apps",
          "status --format xml",
          "-C"
        ),
        "places.txt"
      )
    }
  }
}
