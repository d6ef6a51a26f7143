import Attestations
import Gate
import Git
import History
import OpsTestSupport
import Testing

@Suite
struct EnvironmentChangeTests {
  private let file = "apps/api/production/values.yaml"

  @Test
  func aRootIsComparedWithNothing() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let changes = try await world.changes(of: "main")
      #expect(changes.map(\.environment) == ["dev", "production", "policy"])
      let production = try await world.change(of: "main")
      #expect(production.base == nil)
      #expect(production.moves.map(\.to) == ["v1", "v1", "v1"])
      #expect(production.moves.allSatisfy { $0.before == nil && $0.lastSet == nil })
      #expect(
        production.files.map(\.path) == [file, "apps/web/production/values.yaml", "shared.yaml"]
      )
    }
  }

  @Test
  func aRenameIsARemovalAndAnAddition() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let begin = try world.git.head()
      try world.git.git("mv", "apps/api/production", "apps/api/x")
      try world.git.git("mv", "apps/api", "apps/new")
      try world.git.git("mv", "apps/new/x", "apps/new/production")
      try world.git.commit("Rename")
      let change = try await world.change(of: "main")
      #expect(change.moves.map(\.service) == ["api", "new"])
      #expect(change.moves.map(\.from) == ["v1", nil])
      #expect(change.moves.map(\.to) == [nil, "v1"])
      #expect(change.moves.map { $0.lastSet?.hex } == [begin, nil])
      #expect(change.files.map { $0.lastChanged?.hex } == [begin, nil])
    }
  }

  @Test
  func aRemovedPointerWasLastSetByItsRemoval() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.remove(file)
      let removal = try world.git.commit("Remove")
      try world.git.write("README.md", "words\n")
      try world.git.commit("Other")
      try world.branch("back") { try world.set("api", "production", "v1") }
      let change = try await world.change(of: "back")
      #expect(change.moves.map { $0.lastSet?.hex } == [removal])
      #expect(change.files.map { $0.lastChanged?.hex } == [removal])
    }
  }

  @Test
  func linksAndSubmodulesAreFilesOfTheirKind() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let git = world.git
      try git.run(
        ["update-index", "--add", "--index-info"],
        input: Array(
          """
          120000 \(try git.run(["hash-object", "-w", "--stdin"], input: Array("a".utf8)).stdout.prefix(40))\tapps/api/production/link
          160000 \(String(repeating: "1", count: 40))\tapps/api/production/module

          """.utf8
        )
      ).checked()
      git.clock.tick()
      try git.git("commit", "--quiet", "-m", "Odd entries")
      let change = try await world.change(of: "main")
      #expect(change.isDecided)
      #expect(change.files.map(\.after?.mode) == [.symlink, .submodule])
      // `printf a | sha256sum`, and the same of forty ones.
      #expect(
        change.files.map(\.after?.sha256) == [
          "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
          "468d019ea81224aeca7ee270b11959d8a187f6f0b6a3febff1c34dc1d66c8d85",
        ]
      )
    }
  }

  @Test
  func aCompanionBelongsToItsTag() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let (one, two) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
      try world.set("api", "production", "v2@sha256:\(one)")
      try world.git.write("pinned/production/db.yaml", "digest: sha256:\(one) # 1.2\n")
      try world.git.commit("Pin")
      try world.set("api", "production", "v2@sha256:\(two)")
      try world.git.write("pinned/production/db.yaml", "digest: sha256:\(two) # 1.2\n")
      try world.git.commit("Pin others")
      let change = try await world.change(of: "main")
      #expect(change.files.isEmpty)
      #expect(change.moves.map(\.from) == ["v2", "sha256:\(one)"])
      #expect(change.moves.map(\.to) == ["v2", "sha256:\(two)"])
      #expect(
        change.moves.map(\.after?.written) == ["v2\0sha256:\(two)", "sha256:\(two)\u{0}1.2"]
      )
    }
  }

  @Test
  func copiesMoveEachForItself() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let document = { (tag: String) in "image:\n  tag: registry/api:\(tag)\n" }
      try world.git.write(file, document("v1") + "---\n" + document("v1"))
      try world.git.commit("Two documents")
      try world.git.write(file, document("v1") + "---\n" + document("v2"))
      try world.git.commit("Move one of them")
      let change = try await world.change(of: "main")
      #expect(change.moves.map(\.key) == ["image.tag (copy 2)"])
      #expect(change.moves.map(\.to) == ["v2"])
      #expect(change.files.isEmpty)
    }
  }

  @Test
  func aFileThatIsWrongAfterwardsLeavesItUndecided() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.write(file, "image: [\n")
      let breaking = try world.git.commit("Break")
      var change = try await world.change(of: "main")
      #expect(change.gaps.map(\.kind) == [.wrongAfter])
      #expect(throws: UndecidedChange.self) {
        try ChangeDigest.digest(of: change, repository: "x")
      }
      try world.set("api", "production", "v1")
      try world.git.commit("Mend")
      change = try await world.change(of: "main")
      #expect(change.gaps.map(\.kind) == [.wrongBefore])
      #expect(change.isDecided)
      #expect(change.moves.map(\.to) == ["v1"])
      #expect(change.moves.map { $0.lastSet?.hex } == [breaking])
    }
  }

  @Test
  func aShallowCloneIsUndecidedAndNeverEmpty() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: try scratch.folder("whole"))
      try world.set("api", "production", "v2")
      try world.git.commit("Move")
      try world.set("web", "production", "v2")
      try world.git.commit("Move another")
      for depth in [1, 2] {
        let clone = try world.git.clone(
          to: Folder(path: scratch.path("clone\(depth)")),
          options: ["--depth=\(depth)"]
        )
        let change = try await ChangeWorld(git: clone, layout: world.layout).change(of: "main")
        #expect(change.gaps.map(\.kind) == [.notHere])
        #expect(change.gaps.allSatisfy { $0.hint?.contains("fetch-depth: 0") == true })
        #expect(change.moves.count == depth - 1)
      }
    }
  }

  @Test
  func aMissingFileIsUndecided() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.set("api", "production", "v2")
      try world.git.commit("Move")
      let blob = try world.git.git("rev-parse", "main:\(file)")
      try world.git.remove(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
      let change = try await world.change(of: "main")
      #expect(change.gaps.map(\.kind) == [.notHere])
      #expect(change.gaps.map(\.path) == [file])
    }
  }

  @Test
  func aBranchThatConflictsIsUndecided() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.branch("move") { try world.set("api", "production", "v2") }
      try world.set("api", "production", "v3")
      try world.git.commit("Move elsewhere")
      let change = try await world.change(of: "move")
      #expect(change.gaps.map(\.kind) == [.conflict])
      #expect(change.moves.map(\.to) == ["v2"])
    }
  }

  @Test
  func whatTheMainlineHasAlreadyIsNoChange() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let edit = { try world.set("api", "production", "v2") }
      try world.branch("move", "Move", edit)
      try world.git.git("merge", "--quiet", "--squash", "move")
      try world.git.commit("Squash")
      #expect(try await world.changes(of: "move").isEmpty)
      try world.branch("other") { try world.set("web", "production", "v2") }
      try world.git.merge("other", message: "Merge")
      #expect(try await world.changes(of: "other").isEmpty)
    }
  }

  @Test
  func aBranchWithoutCommonHistoryIsUndecided() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.git("checkout", "--quiet", "--orphan", "other")
      try world.set("api", "production", "v2")
      try world.git.commit("Alone")
      let changes = try await world.changes(of: "other")
      #expect(changes.map(\.environment) == ["dev", "production", "policy"])
      #expect(changes.allSatisfy { $0.gaps.map(\.kind) == [.unrelated] })
    }
  }

  @Test
  func thePolicyIsJudgedFromTheTreeInForce() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let path = ".opsgate/policy.yaml"
      try world.git.write(path, ChangeWorld.policy + "\n# one")
      try world.git.commit("Not let through")
      try world.git.write(".opsgate/allowed_signers", "")
      try world.git.commit("Next")
      let step = try await world.changes(of: "main")
      #expect(step.map(\.environment) == ["policy"])
      #expect(step.flatMap(\.files).map(\.path) == [".opsgate/allowed_signers"])
      let whole = try await world.changes(of: "main", inForce: "main~2")
      #expect(whole.flatMap(\.files).map(\.path) == [".opsgate/allowed_signers", path])
    }
  }

  /// To Swift two spellings of one accent are equal texts; to git and to whoever deploys they are two files.
  @Test
  func namesThatDifferInBytesAloneAreTwo() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let (one, two) = ("caf\u{e9}", "cafe\u{301}")
      for service in [one, two] { try world.set(service, "production", "v1") }
      try world.git.commit("Add both")
      let base = try world.git.head()
      try world.branch("one") { try world.set(one, "production", "v2") }
      try world.branch("two") { try world.set(two, "production", "v2") }
      let changes = try await [world.change(of: "one"), world.change(of: "two")]
      #expect(
        changes.map { $0.moves.map { Array($0.service.utf8) } }
          == [one, two].map { [Array($0.utf8)] }
      )
      #expect(changes.allSatisfy { $0.moves.map { $0.lastSet?.hex } == [base] })
      #expect(try await world.digest(of: "one") != world.digest(of: "two"))
      try world.set("api", "production", one)
      try world.git.commit("One tag")
      try world.set("api", "production", two)
      try world.git.commit("Another")
      #expect(try await world.change(of: "main").moves.map(\.service) == ["api"])
    }
  }

  @Test
  func aPathThatIsNoTextIsUndecided() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let blob = try world.git.git("rev-parse", "main:shared.yaml")
      let entry = Array("100644 \(blob)\tapps/api/production/x".utf8) + [0xE9, 0]
      try world.git.run(["update-index", "--add", "-z", "--index-info"], input: entry).checked()
      world.git.clock.tick()
      try world.git.git("commit", "--quiet", "-m", "Add")
      let change = try await world.change(of: "main")
      #expect(change.gaps.map(\.kind) == [.wrongAfter])
      #expect(change.gaps.first?.hint == "rename the file")
    }
  }

  @Test
  func aBareRepositoryIsReadAlike() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: try scratch.folder("whole"))
      try world.branch("move") { try world.share(production: "v2") }
      try world.share(dev: "v3", production: "v1")
      try world.git.commit("Move a neighbour in the same file")
      let bare = try world.git.bareClone(to: Folder(path: scratch.path("bare")))
      let there = ChangeWorld(git: bare, layout: world.layout)
      #expect(try await there.changes(of: "move") == world.changes(of: "move"))
      #expect(try await there.change(of: "move").moves.map(\.to) == ["v2"])
      let objects = try bare.git("count-objects")
      _ = try await there.changes(of: "move")
      #expect(try bare.git("count-objects") == objects)
    }
  }
}
