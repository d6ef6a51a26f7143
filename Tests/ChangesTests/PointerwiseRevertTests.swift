import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct PointerwiseRevertTests {
  /// The neighbouring line changed since, so text conflicts; the pointer itself did not.
  @Test
  func goesOnPointerByPointerWhereTextConflicts() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let bad = try world.ops.point("api", "production", at: "v2")
      let file = world.ops.file("api", "production")
      try world.git.write(
        file,
        try world.ops.folder.text(file).replacing("replicas: 2", with: "replicas: 9")
      )
      try world.git.commit("Scale up")
      let stock = try world.git.run(["revert", "--no-edit", bad])
      #expect(stock.status == 1)
      try world.git.git("revert", "--abort")
      let plan = try await world.world.revert(bad)
      #expect(plan.words == ["api production v2 v1.0.0"])
      #expect(try world.world.diff(plan).contains("\n+  tag: v1.0.0"))
      #expect(try !world.world.diff(plan).contains("replicas"))
      #expect(
        plan.commits.first?.message == """
          Revert "Set api to v2 in production"

          This reverts commit \(bad).

          Only these pointers are set back, and nothing else that it did:

          - api in production: v2 -> v1.0.0

          Environment: production
          Service: api
          From-Tag: v2
          To-Tag: v1.0.0
          Reverts: \(bad)

          """
      )
    }
  }

  @Test
  func namesThePointerThatMovedSince() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let bad = try world.ops.point("api", "production", at: "v2")
      try world.ops.point("api", "production", at: "v3")
      let refusal = await #expect(throws: ChangeRefusal.self) { try await world.world.revert(bad) }
      let file = world.ops.file("api", "production")
      #expect(
        refusal
          == .conflict(
            RevertConflict(
              commit: try #require(ObjectID(hex: bad)),
              paths: [file],
              pointers: [
                MovedPointer(
                  key: PointerKey(service: "api", environment: "production"),
                  path: file,
                  set: "v2",
                  now: "v3"
                )
              ]
            )
          )
      )
    }
  }

  /// To bring a pointer, or take one away, is more than setting its tag.
  @Test
  func namesPointersThatCameOrWentWithTheCommit() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let file = world.ops.file("db", "production")
      let added = try world.ops.point("db", "production", at: "v1")
      try world.git.write(file, try world.ops.folder.text(file) + "more: true\n")
      try world.git.commit("More")
      let refusal = await #expect(throws: ChangeRefusal.self) {
        try await world.world.revert(added)
      }
      #expect(refusal?.pointers.map(\.obstacle) == [.added])
      try world.git.remove(file)
      let removed = try world.git.commit("No db")
      try world.git.write(file, "other: true\n")
      try world.git.commit("Another file")
      let second = await #expect(throws: ChangeRefusal.self) {
        try await world.world.revert(removed)
      }
      #expect(second?.pointers.map(\.obstacle) == [.removed])
    }
  }

  @Test
  func undecidedWhereThePointersFileCannotBeRead() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let bad = try world.ops.point("api", "production", at: "v2")
      try world.git.write(world.ops.file("api", "production"), "image: {tag: v2\n")
      try world.git.commit("Break it")
      let refusal = await #expect(throws: ChangeRefusal.self) { try await world.world.revert(bad) }
      guard case .unreadable(let key, _) = refusal else {
        Issue.record("\(String(describing: refusal))")
        return
      }
      #expect(key == PointerKey(service: "api", environment: "production"))
    }
  }

  /// Text conflicts because of the neighbour; the pointer is back, the neighbour stays, both are said.
  @Test
  func saysWhatStaysWhereThePointersAreBack() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let file = world.ops.file("api", "production")
      try world.ops.set("api", "production", to: "v2")
      let text = try world.ops.folder.text(file)
      try world.git.write(file, text.replacing("replicas: 2", with: "replicas: 3"))
      let bad = try world.git.commit("Both")
      try world.git.write(
        file,
        text.replacing("replicas: 2", with: "replicas: 4").replacing("v2", with: "v1.0.0")
      )
      try world.git.commit("Back, and more replicas")
      let plan = try await world.world.revert(bad)
      #expect(plan.isEmpty)
      #expect(
        plan.notices == [
          Notice(.warning, "\(bad.prefix(10)) also changed \(file); that stays as it is"),
          Notice(.note, "the pointers that \(bad.prefix(10)) moved are back already"),
        ]
      )
    }
  }

  @Test
  func passesOverCommitsOfOtherServices() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.point("api", "production", at: "v2")
      let other = try world.ops.point("web", "production", at: "v2")
      let plan = try await world.world.revert("HEAD~2..HEAD", services: ["api"])
      #expect(plan.words == ["api production v2 v1.0.0"])
      #expect(plan.notices == [Notice(.note, "\(other.prefix(10)) moved no pointer of 'api'")])
      let first = try #require(ObjectID(hex: other))
      await #expect(throws: ChangeRefusal.notMoved(services: ["db"], commit: first)) {
        try await world.world.revert("HEAD~2..HEAD", services: ["db"])
      }
    }
  }
}

extension ChangeRefusal {
  /// The pointers that are in the way of a revert.
  fileprivate var pointers: [MovedPointer] {
    if case .conflict(let conflict) = self { return conflict.pointers }
    return []
  }
}
