import OpsTestSupport
import Testing

@testable import Git

/// Many who write to one reference at once: everything that was acknowledged is there.
@Suite
struct NotesRaceTests {
  @Test
  func mergesAndAdditionsAtOnceLoseNothing() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let object = String(repeating: "5", count: 40)
      let first = try await world.append("first", on: object, world.open())
      var sides: [ObjectID] = []
      for number in 0..<6 {
        let side = "refs/notes/side-\(number)"
        try world.git.git("update-ref", side, first.hex)
        sides.append(try await world.append("side \(number)", on: object, to: side, world.open()))
      }
      let tips = try await write(sides, on: object, in: world)
      let tip = try world.id(of: NotesWorld.ours)
      let expected = (0..<6).map { "side \($0)" } + (0..<14).map { "line \($0)" } + ["first"]
      #expect(try lines(of: object, in: world).sorted() == expected.sorted())
      let repository = try world.open()
      for seen in sides + tips { #expect(try repository.isInHistory(seen, of: tip)) }
      #expect(try repository.notesHistory(of: tip, since: nil) == [])
      #expect(try world.hasNothingToComplainOf())
    }
  }

  /// - Returns: The tips that the writers were told.
  private func write(
    _ sides: [ObjectID],
    on object: String,
    in world: NotesWorld
  ) async throws -> [ObjectID] {
    try await withThrowingTaskGroup(of: ObjectID.self) { group in
      for number in 0..<14 {
        group.addTask { try await world.append("line \(number)", on: object, world.open()) }
      }
      for side in sides {
        group.addTask {
          try await world.open().mergeNotes(
            side,
            into: NotesWorld.ours,
            called: "a side",
            as: NotesWorld.ana,
            signer: nil
          ).tip
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func lines(of object: String, in world: NotesWorld) throws -> [String] {
    String(decoding: try #require(try world.show(object)), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// A lock that nobody removes: tried again, then said, and nothing has moved.
  @Test
  func aLockThatStaysIsSaid() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let object = String(repeating: "5", count: 40)
      let tip = try await world.append("one", on: object, world.open())
      try scratch.write(NotesWorld.ours + ".lock", "")
      let error = await #expect(throws: GitError.self) {
        try await world.append("two", on: object, world.open())
      }
      #expect(error?.code == .locked)
      #expect(error?.reason.contains("40 attempts") == true)
      #expect(try world.id(of: NotesWorld.ours) == tip)
      try scratch.remove(NotesWorld.ours + ".lock")
      try await world.append("two", on: object, world.open())
      #expect(try lines(of: object, in: world) == ["one", "two"])
    }
  }

  /// Stock git packs the references while opsgate writes to one of them.
  @Test
  func packedReferencesLoseNothing() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let object = String(repeating: "5", count: 40)
      let packing = Task {
        while !Task.isCancelled { _ = try world.git.run(["pack-refs", "--all", "--prune"]) }
      }
      for number in 0..<30 {
        try await world.append("line \(number)", on: object, world.open())
      }
      packing.cancel()
      try await packing.value
      #expect(try lines(of: object, in: world) == (0..<30).map { "line \($0)" })
      #expect(try world.git.git("rev-list", "--count", NotesWorld.ours) == "30")
    }
  }
}
