import OpsTestSupport
import Testing

struct LogCommandTests {
  @Test
  func aPipeAMachineAndAPerson() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "log",
          "log web --env production",
          "log --env production -n 1 --format json",
          "log --since 2026-03-04",
          "log --since 2026-03-03T11:05:00Z --until 2026-03-03T14:00:00",
          "log --since 2026-03-03T12:05:00+01:00 --until 2026-03-03T11:05:00Z",
          "log --since 24h",
          "log --until 1900-01-01",
          "log --since yesterday",
          "log --since 2026-02-30",
          "log -n 0",
          "log -n many"
        ),
        "pipe.txt"
      )
      try expectGolden(demo.typedOnTerminal("log", columns: 120), "terminal.txt")
    }
  }

  @Test
  func aTerminalIsNotFlooded() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      for number in 1...50 { try ops.point("api", "dev", at: "v2.\(number)") }
      let shown = try ops.repository.typedOnTerminal("log")
      #expect(shown.hasSuffix("\n\n6 earlier moves; `-n` shows more\n"))
      #expect(shown.split(separator: "\n").count == 53)
      #expect(try ops.repository.opsgate("log").stdout.split(separator: "\n").count == 56)
      let all = try ops.repository.typedOnTerminal("log -n 100")
      #expect(all.split(separator: "\n").count == 58)
    }
  }
}
