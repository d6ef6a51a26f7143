import Foundation
import OpsTestSupport
import Testing

@testable import Git

/// Remotes that are gone, go back, refuse, or hold what they should not.
@Suite
struct NotesSyncTests {
  private static let object = String(repeating: "5", count: 40)
  private static let copy = "refs/notes/remotes/origin/opsgate/approvals"

  /// A clone and its remote.
  private struct Pair {
    let remote: NotesWorld
    let clone: NotesWorld

    init(_ scratch: Folder) throws {
      remote = try NotesWorld(at: scratch.folder("remote.git"))
      clone = try NotesWorld(at: scratch.folder("clone.git"))
      try clone.git.git("remote", "add", "origin", "file://\(remote.git.path)")
    }

    @discardableResult
    func append(_ line: String, to ref: String = NotesWorld.ours) async throws -> ObjectID {
      try await clone.append(line, on: object, to: ref, clone.open())
    }

    /// Somebody else adds a line at the remote.
    @discardableResult
    func appendThere(_ line: String) async throws -> ObjectID {
      try await remote.append(line, on: object, remote.open())
    }

    /// Brings both together; `path` says where `git` is looked for.
    func sync(path: String? = nil) async throws -> NotesSyncReport {
      var environment = clone.git.environment
      if let path { environment["PATH"] = path }
      let git = GitProgram(directory: clone.git.path, environment: environment)
      return try await NotesSync(remote: "origin", git: git, as: NotesWorld.ana, signer: nil)
        .run(in: clone.open())
    }

    func lines(_ world: NotesWorld) throws -> [String] {
      String(decoding: try #require(try world.show(object)), as: UTF8.self)
        .split(separator: "\n").map(String.init)
    }

    func expectEverywhere(_ expected: [String]) throws {
      for world in [remote, clone] {
        #expect(try lines(world).sorted() == expected.sorted())
        #expect(try world.hasNothingToComplainOf())
      }
      let tips = try [(remote, NotesWorld.ours), (clone, NotesWorld.ours), (clone, copy)]
        .map { try $0.id(of: $1) }
      #expect(Set(tips).count == 1)
    }
  }

  private func withPair(_ body: (Folder, Pair) async throws -> Void) async throws {
    try await withScratch { scratch in
      try await body(scratch, Pair(scratch))
    }
  }

  @Test
  func aRemoteThatIsGoneTakesNothingAlong() async throws {
    try await withPair { scratch, pair in
      try await pair.append("one")
      _ = try await pair.sync()
      let tip = try await pair.append("two")
      try FileManager.default.moveItem(atPath: pair.remote.git.path, toPath: scratch.path("away"))
      let error = await #expect(throws: GitError.self) { _ = try await pair.sync() }
      #expect(error?.code == .other)
      #expect(error?.operation == "fetch the notes of 'origin'")
      #expect(error?.reason.hasPrefix("git says: ") == true)
      #expect(try pair.clone.id(of: NotesWorld.ours) == tip)
      try FileManager.default.moveItem(atPath: scratch.path("away"), toPath: pair.remote.git.path)
      #expect(try await pair.sync().alarms == [])
      try pair.expectEverywhere(["one", "two"])
    }
  }

  /// Whether or not this clone had merged what it saw.
  @Test(arguments: [true, false])
  func aRewoundRemoteIsAnAlarmAndGoesForwardAgain(isMerged: Bool) async throws {
    try await withPair { _, pair in
      let first = try await pair.appendThere("one")
      let second = try await pair.appendThere("two")
      if isMerged {
        _ = try await pair.sync()
      } else {
        try pair.clone.git.git("fetch", "--quiet", "origin", "\(NotesWorld.ours):\(Self.copy)")
      }
      try pair.remote.git.git("update-ref", NotesWorld.ours, first.hex)
      let report = try await pair.sync()
      let object = try NotesWorld.object(Self.object)
      #expect(
        report.alarms == [
          NotesAlarm(.rewound(from: second), at: first),
          NotesAlarm(.linesRemoved([Array("two")], on: object), at: first, parent: second),
        ]
      )
      try pair.expectEverywhere(["one", "two"])
      #expect(try pair.remote.id(of: NotesWorld.ours) == second)
      #expect(try await pair.sync().alarms == [])
    }
  }

  @Test
  func anotherHistoryAtTheRemoteIsAnAlarmAndBothAreKept() async throws {
    try await withPair { _, pair in
      try await pair.append("one")
      let seen = try #require(try await pair.sync().references.first?.after)
      try pair.remote.git.git("update-ref", "-d", NotesWorld.ours)
      let foreign = try await pair.appendThere("other")
      let report = try await pair.sync()
      #expect(report.alarms.first == NotesAlarm(.rewound(from: seen), at: foreign))
      try pair.expectEverywhere(["one", "other"])
      let repository = try pair.clone.open()
      let tip = try pair.clone.id(of: NotesWorld.ours)
      #expect(try repository.commit(tip).parents == [seen, foreign])
    }
  }

  @Test(arguments: ["tree", "blob"])
  func whatIsNoCommitAtTheRemoteIsAnAlarmAndLeftAlone(kind: String) async throws {
    try await withPair { _, pair in
      try await pair.append("one")
      _ = try await pair.sync()
      let target =
        try kind == "tree"
        ? pair.remote.tree(of: NotesWorld.ours) : pair.remote.blob("x")
      try pair.remote.git.git("update-ref", NotesWorld.ours, target)
      let ours = try await pair.append("two")
      try await pair.append("a check", to: NotesRef.evidence)
      let report = try await pair.sync()
      let alarm = NotesAlarm(.notACommit, at: try NotesWorld.object(target))
      #expect(report.alarms.contains(alarm), "\(report)")
      #expect(try pair.remote.git.git("rev-parse", NotesWorld.ours) == target)
      #expect(try pair.clone.id(of: NotesWorld.ours) == ours)
      #expect(
        try pair.remote.id(of: NotesRef.evidence) == pair.clone.id(of: NotesRef.evidence)
      )
    }
  }

  /// The remote takes one reference and refuses the other: it gets none, and ours are as they were.
  @Test
  func aRefusalOfOneReferenceIsOneOfAll() async throws {
    try await withPair { scratch, pair in
      let tips = [
        try await pair.append("one"), try await pair.append("a check", to: NotesRef.evidence),
      ]
      try scratch.writeProgram(
        "remote.git/hooks/update",
        "#!/bin/sh\ncase \"$1\" in *evidence) echo 'machines only' >&2; exit 1 ;; esac\n"
      )
      let error = await #expect(throws: GitError.self) { _ = try await pair.sync() }
      #expect(error?.code == .other)
      #expect(error?.reason.contains("machines only") == true, "\(error)")
      #expect(try pair.remote.git.git("for-each-ref") == "")
      for (ref, tip) in zip([NotesWorld.ours, NotesRef.evidence], tips) {
        #expect(try pair.clone.id(of: ref) == tip)
      }
    }
  }

  /// Others push before three of our pushes: the fourth goes through, and no lost attempt left a merge.
  @Test
  func aLostRaceIsRunAgainOnWhatTheOthersWrote() async throws {
    try await withPair { scratch, pair in
      try await pair.append("ours")
      let git = try Shell.run("sh", ["-c", "command -v git"]).checked().stdout
        .trimmingCharacters(in: .whitespacesAndNewlines)
      try scratch.writeProgram(
        "bin/git",
        """
        #!/bin/sh
        case " $* " in *" push "*)
          n=$(cat '\(scratch.path("n"))' 2>/dev/null || echo 0)
          echo $((n + 1)) >'\(scratch.path("n"))'
          if [ "$n" -lt 3 ]; then
            '\(git)' -C '\(pair.remote.git.path)' -c user.name=x -c user.email=x \
              notes --ref=opsgate/approvals append -m "theirs $n" \(Self.object)
          fi ;;
        esac
        exec '\(git)' "$@"
        """
      )
      let path = scratch.path("bin") + ":" + (Shell.plainEnvironment["PATH"] ?? "")
      let report = try await pair.sync(path: path)
      #expect(report.alarms == [])
      #expect(report.references.map(\.isPushed) == [true])
      try pair.expectEverywhere(["ours", "theirs 0", "theirs 1", "theirs 2"])
      #expect(try scratch.text("n") == "4\n")
      #expect(try pair.remote.git.git("rev-list", "--count", "--merges", NotesWorld.ours) == "1")
    }
  }

  @Test
  func whatWasDeletedHereComesBackFromTheRemote() async throws {
    try await withPair { _, pair in
      try await pair.append("one")
      _ = try await pair.sync()
      try pair.clone.git.git("update-ref", "-d", NotesWorld.ours)
      _ = try await pair.sync()
      try pair.expectEverywhere(["one"])
    }
  }
}
