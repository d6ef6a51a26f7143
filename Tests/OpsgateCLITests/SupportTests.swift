import OpsTestSupport
import Testing

/// The ground that every other test stands on.
struct SupportTests {
  @Test
  func aScenarioHasTheSameCommitsInEveryRun() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let id = try ops.point("api", "production", at: "v1.2.0", author: .bo)
      #expect(id == "ca676f53e594f836a9074a0fff61a3a7253e163d")
      #expect(try ops.repository.git("rev-parse", "--show-toplevel") == ops.folder.path)
      #expect(try ops.repository.git("status", "--porcelain") == "")
      #expect(
        try ops.repository.git("show", "-s", "--format=%an, %cn, %aI, %cI, %s")
          == """
          Bo Berg, Ana Alves, 2026-03-02T09:02:00+00:00, 2026-03-02T09:02:00+00:00, \
          Set api to v1.2.0 in production
          """
      )
    }
  }

  @Test
  func bigOutputBlocksNobody() throws {
    let run = try Shell.run(
      "sh",
      ["-c", "head -c 5000000 /dev/zero; head -c 3000000 /dev/zero >&2"]
    )
    #expect(run.stdoutBytes.count == 5_000_000)
    #expect(run.stderrBytes.count == 3_000_000)
    #expect(run.status == 0)
  }

  @Test
  func anEndBySignalIsCountedAsShellsDo() throws {
    let sleeper = try Shell.start("sleep", ["100"])
    sleeper.kill()
    #expect(try sleeper.wait().transcript == "[exit status: 137]\n")
  }

  @Test
  func aWrittenFileShowsAsADifference() throws {
    try withScratch { scratch in
      try scratch.write("a", "1")
      let before = try FolderState(of: scratch)
      try scratch.write("a", "2")
      try scratch.write("b/c", "3")
      #expect(try FolderState(of: scratch).differences(from: before) == ["a", "b", "b/c"])
    }
  }

  @Test
  func aDifferenceOfTextsNamesItsLines() {
    let difference = lineDifference(from: "one\ntwo\nthree\n", to: "one\n2\nthree\n")
    #expect(difference == "-2: two\n+2: 2")
  }
}
