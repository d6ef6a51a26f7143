import Attestations
import Foundation
import Gate
import Git
import History
import OpsTestSupport
import Testing

/// An approval is of the change: it holds however the change lands, and for nothing else.
@Suite
struct LandingTests {
  enum Landing: CaseIterable { case merge, squash, rebase, cherryPick, fastForward, amended }

  private func land(_ branch: String, by landing: Landing, _ world: ChangeWorld) throws {
    let git = world.git
    switch landing {
    case .merge: try git.merge(branch, message: "Merge it")
    case .squash:
      try git.git("merge", "--quiet", "--squash", branch)
      try git.commit("Move (#12)")
    case .rebase:
      git.clock.tick()
      try git.git("rebase", "--quiet", "main", branch)
      try git.go(to: "main")
      try git.git("merge", "--quiet", "--ff-only", branch)
    case .cherryPick:
      git.clock.tick()
      try git.git("cherry-pick", "-x", branch)
    case .fastForward: try git.git("merge", "--quiet", "--ff", "--no-edit", branch)
    case .amended:
      git.clock.tick()
      try git.git("cherry-pick", branch)
      try git.git("commit", "--quiet", "--amend", "-m", "Other words")
    }
  }

  @Test(arguments: Landing.allCases, [false, true])
  func everyLandingKeepsTheDigest(landing: Landing, movesOn: Bool) async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.branch("move") {
        try world.set("api", "production", "v2", more: "memory: 1\n")
        try world.share(production: "v2")
      }
      let approved = try await world.digest(of: "move")
      if movesOn {
        try world.set("web", "production", "v9")
        try world.share(dev: "v5", production: "v1")
        try world.git.commit("Move others, one of them in the same file")
        #expect(try await world.digest(of: "move") == approved)
      }
      try land("move", by: landing, world)
      #expect(try await world.digest(of: "main") == approved)
      let change = try await world.change(of: "main")
      #expect(change.isOnMainline)
      #expect(change.moves.map(\.from) == ["v1", "v1"])
      #expect(change.moves.map(\.to) == ["v2", "v2"])
      #expect(change.files.map(\.path) == ["apps/api/production/values.yaml"])
    }
  }

  @Test
  func aSecondUseIsAnotherChange() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      var digests: [String] = []
      for tag in ["v2", "v1", "v2", "v1", "v2"] {
        try world.set("api", "production", tag)
        try world.git.commit("To \(tag)")
        digests.append(try await world.digest(of: "main"))
      }
      #expect(Set(digests).count == 5)
      try world.branch("again") { try world.set("api", "production", "v1") }
      #expect(!digests.contains(try await world.digest(of: "again")))
    }
  }

  @Test
  func oneMoreThingIsAnotherChange() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let edits: [(String, () throws -> Void)] = [
        ("plain", {}),
        ("byte", { try world.set("api", "production", "v2", more: "\n") }),
        ("mode", { try makeExecutable(world.git.folder.path(world.file)) }),
        ("file", { try world.git.write("apps/api/production/more.yaml", "") }),
        ("neighbour", { try world.set("web", "production", "v2") }),
        (
          "registry",
          { try world.git.write(world.file, "image:\n  tag: other/api:v2\nreplicas: 2\n") }
        ),
        ("quotes", { try world.share(production: "\"v1\"") }),
        (
          "crlf",
          { try world.git.write(world.file, "image:\r\n  tag: registry/api:v2\nreplicas: 2\n") }
        ),
      ]
      var digests: Set<String> = []
      for (name, edit) in edits {
        try world.branch(name) {
          try world.set("api", "production", "v2")
          try edit()
        }
        #expect(digests.insert(try await world.digest(of: name)).inserted, "\(name)")
      }
      let other = try await world.digest(of: "plain", for: "github.com/acme/fork")
      #expect(digests.insert(other).inserted)
      try world.branch("dev") { try world.set("api", "dev", "v2") }
      #expect(digests.insert(try await world.digest(of: "dev", in: "dev")).inserted)
    }
  }

  /// By hand, as section "What an approval is bound to" of the documentation has it.
  @Test
  func anAuditorComputesTheSameWithStockTools() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let begin = try world.git.head()
      try world.branch("move") { try world.set("api", "production", "v2", more: "more: 1\n") }
      func sha256(_ text: String) throws -> String {
        try Shell.run("sha256sum", [], input: Array(text.utf8).map { $0 == 1 ? 0xFF : $0 })
          .checked().stdout.prefix(64).description
      }
      // \u{1} stands for the byte 0xFF, which no Swift text can hold.
      let before = try sha256("image:\n  tag: registry/api:\u{1}\nreplicas: 2\n")
      let after = try sha256("image:\n  tag: registry/api:\u{1}\nreplicas: 2\nmore: 1\n")
      let text = [
        "17:opsgate change v1,19:github.com/acme/ops,10:production,",
        "4:file,31:apps/api/production/values.yaml,6:100644,64:\(before),6:100644,64:\(after),",
        "40:\(begin),",
        "7:pointer,3:api,10:production,31:apps/api/production/values.yaml,9:image.tag,2:v1,2:v2,",
        "40:\(begin),",
      ].joined()
      #expect(try await world.digest(of: "move") == "sha256:" + sha256(text))
    }
  }

  @Test
  func whatIsElsewhereDoesNotMatter() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.branch("alone") { try world.share(production: "v2") }
      try world.branch("beside") {
        try world.share(dev: "v7", production: "v2")
        try world.set("api", "dev", "v3", more: "more: 1\n")
        try world.git.write("README.md", "words\n")
      }
      #expect(try await world.digest(of: "alone") == world.digest(of: "beside"))
      let environments = try await world.changes(of: "beside").map(\.environment)
      #expect(environments == ["dev", "production"])
    }
  }

  @Test
  func aRebasedBranchIsOneChangeWhileNothingIsTouchedTwice() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.branch("two")
      try world.set("api", "production", "v2")
      try world.git.commit("One", author: .bo)
      try world.set("web", "production", "v2", more: "more: 1\n")
      try world.git.commit("Two", author: .cy)
      let approved = try await world.digest(of: "two")
      #expect(try await world.change(of: "two").branch.count == 2)
      try world.git.go(to: "main")
      try world.git.git("merge", "--quiet", "--ff-only", "two")
      let run = try await [world.change(of: "main~1"), world.change(of: "main")]
      let whole = try #require(EnvironmentChange.joined(run))
      #expect(try ChangeDigest.digest(of: whole, repository: ChangeWorld.repository) == approved)
      #expect(whole.authors.map(\.email) == [Person.bo.email, Person.cy.email])
      #expect(whole.branch.count == 2)
      try world.set("api", "production", "v3")
      try world.git.commit("Three")
      #expect(EnvironmentChange.joined(run + [try await world.change(of: "main")]) == nil)
    }
  }
}

private func makeExecutable(_ path: String) throws {
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
}

extension ChangeWorld {
  fileprivate var file: String { "apps/api/production/values.yaml" }
}
