import OpsTestSupport
import Testing

@testable import Git

@Suite
struct PushTests {
  @Test
  func pushesBranchAndNotesTogether() async throws {
    try await withRemote { git, remote in
      let id = try #require(ObjectID(hex: git.commit("Second")))
      let references = [
        PushedReference(id: id, name: "refs/heads/main"),
        PushedReference(id: id, name: "refs/notes/opsgate/approvals"),
      ]
      #expect(try await git.program.push(references, to: "origin") == .pushed)
      #expect(try remote.head("main") == id.hex)
      #expect(try await git.program.reference("refs/notes/opsgate/approvals", at: "origin") == id)
      #expect(try await git.program.reference("refs/heads/absent", at: "origin") == nil)
    }
  }

  @Test
  func tellsALostRace() async throws {
    try await withRemote { git, remote in
      let ahead = try remote.git("commit-tree", "-p", "main", "-m", "Faster", "main^{tree}")
      try remote.git("update-ref", "refs/heads/main", ahead)
      let id = try #require(ObjectID(hex: git.commit("Second")))
      let both = [
        PushedReference(id: id, name: "refs/heads/main"),
        PushedReference(id: id, name: "refs/heads/other"),
      ]
      #expect(
        try await git.program.push(both, to: "origin")
          == .lostRace(name: "refs/heads/main", reason: "fetch first")
      )
      #expect(try await git.program.reference("refs/heads/other", at: "origin") == nil)
      try await git.program.fetch(["refs/heads/main"], from: "origin")
      #expect(try git.git("rev-parse", "FETCH_HEAD") == ahead)
      #expect(
        try await git.program.push([both[0]], to: "origin")
          == .lostRace(name: "refs/heads/main", reason: "non-fast-forward")
      )
    }
  }

  @Test
  func saysWhyItWasRefused() async throws {
    try await withRemote { git, remote in
      try remote.folder.write(
        "hooks/pre-receive",
        "#!/bin/sh\necho 'no pushes today' >&2\nexit 1\n"
      )
      try Shell.run("chmod", ["755", remote.folder.path("hooks/pre-receive")]).checked()
      let id = try #require(ObjectID(hex: git.commit("Second")))
      let reference = PushedReference(id: id, name: "refs/heads/main")
      let refused = await #expect(throws: GitError.self) {
        try await git.program.push([reference], to: "origin")
      }
      #expect(
        refused?.description
          == "cannot push refs/heads/main to 'origin': "
          + "it was refused: pre-receive hook declined (no pushes today)"
      )
      let absent = await #expect(throws: GitError.self) {
        try await git.program.push([reference], to: "nowhere")
      }
      #expect(absent?.description.hasPrefix("cannot push to 'nowhere': git says: ") == true)
    }
  }

  @Test(arguments: [
    ("non-fast-forward", true), ("stale info", true), ("cannot lock ref 'x'", true),
    ("incorrect old value provided", true), ("reference already exists", true),
    ("failed to update ref", true), ("protected branch hook declined", false),
    ("push declined due to repository rule violations", false),
    ("shallow update not allowed", false),
  ])
  func knowsTheWordsOfServers(reason: String, isLostRace: Bool) throws {
    let said = "To x\n!\tab:refs/heads/main\t[remote rejected] (\(reason))\nDone\n"
    let result = ProgramResult(status: 1, stdout: Array(said.utf8), stderr: [])
    let answer = PushAnswer(result, remote: "origin")
    if isLostRace {
      #expect(try answer.outcome() == .lostRace(name: "refs/heads/main", reason: reason))
    } else {
      #expect(throws: GitError.self) { try answer.outcome() }
    }
  }

  private func withRemote(_ body: (GitFolder, GitFolder) async throws -> Void) async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch.folder("clone"))
      try git.commit("First")
      let remote = try git.bareClone(to: scratch.folder("remote.git"))
      try git.git("remote", "add", "origin", remote.path)
      try await body(git, remote)
    }
  }
}
