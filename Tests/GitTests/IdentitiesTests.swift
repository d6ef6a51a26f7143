import OpsTestSupport
import Testing

@testable import Git

@Suite
struct IdentitiesTests {
  @Test
  func areThoseOfGit() async throws {
    try await withScratch { scratch in
      var folder = try GitFolder.make(at: scratch)
      folder.environment["GIT_AUTHOR_NAME"] = "Bo <Berg>"
      folder.environment["GIT_AUTHOR_EMAIL"] = "bo@acme.example"
      let additions = ["GIT_AUTHOR_DATE": "2026-03-01T12:00:00-0330"]
      let git = GitProgram(
        directory: scratch.path,
        environment: folder.program.environment.merging(additions) { $1 }
      )
      let identities = try await Identities(asking: git)
      #expect(
        identities.author
          == Signature(
            name: "Bo Berg",
            email: "bo@acme.example",
            time: 1_772_379_000,
            offset: -210
          )
      )
      #expect(identities.committer.name == "Ana Alves")
      #expect(identities.committer.time == folder.clock.now)
    }
  }

  @Test
  func sayWhatIsMissing() async throws {
    try await withScratch { scratch in
      let folder = try GitFolder.make(at: scratch)
      try folder.git("config", "--unset", "user.email")
      try folder.git("config", "user.useConfigOnly", "true")
      let error = await #expect(throws: GitError.self) {
        try await Identities(asking: folder.program)
      }
      #expect(error?.code == .notFound)
      #expect(
        error?.reason == "git says: no email was given and auto-detection is disabled"
      )
      #expect(error?.hint?.contains("git config user.email") == true)
    }
  }
}
