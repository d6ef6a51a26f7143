import OpsTestSupport
import Testing

@testable import Git

@Suite
struct GitProgramTests {
  @Test
  func keepsEverythingThatIsPrintedAndRead() async throws {
    try await withScratch { scratch in
      let folder = try GitFolder.make(at: scratch)
      let git = folder.program
      let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      let written = try await git.run(["hash-object", "-w", "--stdin"], input: bytes)
      let id = String(written.text.dropLast())
      let read = try await git.run(["cat-file", "blob", id])
      #expect(read.status == 0)
      #expect(read.stdout == bytes)
    }
  }

  @Test
  func saysHowItEnded() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch).program
      let result = try await git.run(["rev-parse", "--verify", "absent"])
      #expect(result.status == 128)
      #expect(result.complaint == "fatal: Needed a single revision\n")
      // Far more input than a pipe holds, for a command that reads none of it.
      let deaf = try await git.run(
        ["rev-parse", "--git-dir"],
        input: Array(repeating: 0, count: 1 << 20)
      )
      #expect(deaf.text == ".git\n")
    }
  }

  @Test
  func passesItsEnvironmentAndNothingElse() async throws {
    try await withScratch { scratch in
      let folder = try GitFolder.make(at: scratch)
      try folder.git("config", "alias.variables", "!env")
      let said = try await folder.program.run(["variables"], adding: ["EXTRA": "1"]).text
      let lines = Set(said.split(separator: "\n"))
      #expect(
        lines.isSuperset(of: ["GIT_TERMINAL_PROMPT=0", "GIT_NO_REPLACE_OBJECTS=1", "EXTRA=1"])
      )
      #expect(!lines.contains { $0.hasPrefix("USER=") })
    }
  }

  @Test
  func saysThatThereIsNoGit() async throws {
    let git = GitProgram(directory: "/", environment: ["PATH": "/nonexistent"])
    let error = await #expect(throws: GitError.self) { try await git.run(["version"]) }
    #expect(error?.description == "cannot run `git`: no such program is on the search path (PATH)")
  }

  @Test
  func endsTheProgramWhenItIsCancelled() async throws {
    try await withScratch { scratch in
      let folder = try GitFolder.make(at: scratch)
      try folder.git("config", "alias.wait", "!exec sleep 600")
      let git = folder.program
      let task = Task { try await git.run(["wait"]) }
      task.cancel()
      await #expect(throws: GitError.self) { try await task.value }
    }
  }
}

extension GitFolder {
  /// The same git, with the same environment and time.
  var program: GitProgram {
    GitProgram(directory: path, environment: environment.merging(clock.environment) { $1 })
  }
}
