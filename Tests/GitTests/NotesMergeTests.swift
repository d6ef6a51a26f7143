import OpsTestSupport
import Testing

@testable import Git

/// `git notes merge -s cat_sort_uniq` is the authority for what two sides hold together.
@Suite
struct NotesMergeTests {
  private static let other = "refs/notes/other"

  @Test(arguments: 0..<NotesWorld.seeds as Range<UInt64>)
  func holdsWhatGitsOwnUnionHolds(seed: UInt64) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: seed)
      let objects = (0..<40).map { _ in random.object() }
      try await grow(NotesWorld.ours, objects, "base", &random, repository)
      let base = try world.id(of: NotesWorld.ours)
      try world.git.git("update-ref", Self.other, base.hex)
      try await grow(NotesWorld.ours, objects, "ours", &random, repository)
      try await grow(Self.other, objects, "theirs", &random, repository)
      let (ours, theirs) = (try world.id(of: NotesWorld.ours), try world.id(of: Self.other))
      try world.git.git("update-ref", NotesWorld.theirs, ours.hex)
      try world.git.git(
        "notes",
        "--ref=\(NotesWorld.theirs)",
        "merge",
        "-s",
        "cat_sort_uniq",
        Self.other
      )

      let merge = try await merge(theirs, in: repository)
      #expect(merge.outcome == .merged && merge.restored == [])
      #expect(try repository.commit(merge.tip).parents == [ours, theirs])
      #expect(try world.tree(of: NotesWorld.ours) == world.tree(of: NotesWorld.theirs))
      #expect(try repository.notesHistory(of: merge.tip, since: nil) == [])
      // What git merged is as whole to us.
      let gits = try world.id(of: NotesWorld.theirs)
      #expect(try repository.notesHistory(of: gits, since: base) == [])
      #expect(try world.hasNothingToComplainOf())
    }
  }

  private func grow(
    _ ref: String,
    _ objects: [String],
    _ word: String,
    _ random: inout SeededGenerator,
    _ repository: borrowing Repository
  ) async throws {
    var lines: [NoteLine] = []
    for number in 0..<Int.random(in: 1...30, using: &random) {
      let object = try #require(objects.randomElement(using: &random))
      lines.append(
        NoteLine(object: try NotesWorld.object(object), bytes: Array("\(word) \(number)"))
      )
    }
    _ = try await repository.appendNotes(
      lines,
      to: ref,
      as: NotesWorld.ana,
      message: "Notes added by a test",
      signer: nil
    )
  }

  private func merge(
    _ theirs: ObjectID,
    in repository: borrowing Repository
  ) async throws -> NotesMerge {
    try await repository.mergeNotes(
      theirs,
      into: NotesWorld.ours,
      called: Self.other,
      as: NotesWorld.ana,
      signer: nil
    )
  }

  @Test
  func goesForwardAndStaysWhereItCan() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: 1)
      let objects = [random.object()]
      try await grow(Self.other, objects, "one", &random, repository)
      let first = try world.id(of: Self.other)
      #expect(try await merge(first, in: repository).outcome == .fastForward)
      try await grow(Self.other, objects, "two", &random, repository)
      let second = try world.id(of: Self.other)
      #expect(
        try await merge(second, in: repository) == NotesMerge(outcome: .fastForward, tip: second)
      )
      #expect(
        try await merge(first, in: repository) == NotesMerge(outcome: .upToDate, tip: second)
      )
      #expect(try world.id(of: NotesWorld.ours) == second)
    }
  }

  /// What one side took away is there again, and is said.
  @Test(arguments: ["remove", "add -f"])
  func restoresWhatASideTookAway(act: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      let object = String(repeating: "5", count: 40)
      try world.gitAdd(world.blob("one\ntwo\n"), on: object, ref: NotesWorld.ours)
      try world.git.git("update-ref", Self.other, NotesWorld.ours)
      if act == "remove" {
        try world.git.git("notes", "--ref=\(Self.other)", "remove", object)
      } else {
        try world.gitAdd(world.blob("two\nthree\n"), on: object, ref: Self.other)
      }
      try world.gitAdd(
        world.blob("x\n"),
        on: String(repeating: "6", count: 40),
        ref: NotesWorld.ours
      )
      let merge = try await merge(world.id(of: Self.other), in: repository)
      let id = try NotesWorld.object(object)
      #expect(merge.restored == [RestoredNote(object: id, removedBy: .theirs)])
      let note = try #require(try world.show(object))
      #expect(String(decoding: note, as: UTF8.self).hasPrefix("one\n"))
    }
  }

  /// What stock git does to notes on purpose or by default, and the alarm that it deserves.
  @Test(arguments: [
    ("append -m more OBJECT", 0), ("add -m new FRESH", 0), ("copy OBJECT FRESH", 0),
    ("merge -s cat_sort_uniq refs/notes/other", 0), ("merge -s union refs/notes/other", 0),
    ("add -f -m other OBJECT", 1), ("copy -f SECOND OBJECT", 1), ("remove OBJECT", 1),
    ("merge -s ours refs/notes/other", 1), ("merge -s theirs refs/notes/other", 1), ("prune", 2),
  ])
  func raisesTheAlarmThatItDeserves(act: String, alarms: Int) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let git = world.git
      let names = ["OBJECT": "5", "SECOND": "6", "FRESH": "7"].mapValues {
        String(repeating: $0, count: 40)
      }
      let (object, second) = (names["OBJECT"] ?? "", names["SECOND"] ?? "")
      try world.gitAdd(world.blob("one\n"), on: object, ref: NotesWorld.ours)
      try world.gitAdd(world.blob("two\n"), on: second, ref: NotesWorld.ours)
      try git.git("update-ref", Self.other, NotesWorld.ours)
      for (ref, text) in [(NotesWorld.ours, "a"), (Self.other, "b")] {
        try git.git("notes", "--ref=\(ref)", "append", "-m", text, object)
      }
      let words = act.split(separator: " ").map { names[String($0)] ?? String($0) }
      try git.run(["notes", "--ref=\(NotesWorld.ours)"] + words).checked()
      let found = try world.open().notesHistory(of: world.id(of: NotesWorld.ours), since: nil)
      #expect(found.count == alarms, "\(found)")
    }
  }

  /// Many at once, each with a repository of its own.
  @Test
  func nothingIsLostWhereManyWriteAtOnce() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let object = try NotesWorld.object(String(repeating: "5", count: 40))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            let repository = try world.open()
            _ = try await repository.appendNotes(
              [NoteLine(object: object, bytes: Array("line \(number)"))],
              to: NotesWorld.ours,
              as: NotesWorld.ana,
              message: "x",
              signer: nil
            )
          }
        }
        try await group.waitForAll()
      }
      let lines = try #require(try world.show(object.hex)).split(separator: 0x0A)
      #expect(Set(lines).count == 20)
      #expect(try world.git.git("rev-list", "--count", NotesWorld.ours) == "20")
    }
  }
}
