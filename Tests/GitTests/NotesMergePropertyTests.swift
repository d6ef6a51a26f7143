import OpsTestSupport
import Testing

@testable import Git

/// Sides that added, changed and removed notes, in trees of any shape: a merge has every line of both.
@Suite
struct NotesMergePropertyTests {
  private static let other = "refs/notes/other"

  @Test(arguments: 0..<(2 * NotesWorld.seeds))
  func hasEveryLineOfBothSides(seed: UInt64) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: seed)
      var odd = OddNotes(seed: seed)
      let files = try odd.files(world)
      try world.commit(files)
      try world.git.git("update-ref", Self.other, NotesWorld.ours)
      let base = try lines(NotesWorld.ours, world)
      for ref in [NotesWorld.ours, Self.other] { try change(ref, world, &odd, &random) }
      let sides = (ours: try lines(NotesWorld.ours, world), theirs: try lines(Self.other, world))
      let tips = [try world.id(of: NotesWorld.ours), try world.id(of: Self.other)]

      let merge = try await repository.mergeNotes(
        tips[1],
        into: NotesWorld.ours,
        called: Self.other,
        as: NotesWorld.ana,
        signer: nil
      )
      #expect(try repository.commit(merge.tip).parents == tips)
      let merged = try lines(NotesWorld.ours, world)
      #expect(merged == sides.ours.merging(sides.theirs) { $0.union($1) })
      #expect(
        try repository.notesHistory(of: merge.tip, since: nil).allSatisfy { $0.at != merge.tip }
      )
      #expect(Set(merge.restored) == Self.restored(base, sides.ours, sides.theirs))
      try world.expectSameNotes(merge.tip)
    }
  }

  /// Some changes by stock git, which may take lines away.
  private func change(
    _ ref: String,
    _ world: NotesWorld,
    _ odd: inout OddNotes,
    _ random: inout SeededGenerator
  ) throws {
    for step in 0..<Int.random(in: 1...10, using: &random) {
      let objects = try world.list(ref: ref).map(\.object)
      let old = objects.randomElement(using: &random) ?? odd.object(using: &random)
      let words =
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where !objects.isEmpty: ["remove", old]
        case 1: ["add", "-f", "-m", "replaced \(step) by \(ref)", old]
        case 2: ["append", "-m", "added", old]
        default: ["append", "-m", "line \(step) of \(ref)", odd.object(using: &random)]
        }
      try world.git.run(["notes", "--ref=\(ref)"] + words).checked()
    }
  }

  /// The lines of each note as stock git shows it.
  private func lines(_ ref: String, _ world: NotesWorld) throws -> [String: Set<String>] {
    let listed = try world.list(ref: ref)
    let texts = try zip(listed, world.blobs(listed.map(\.blob))).map { line, bytes in
      (line.object, try bytes ?? world.show(line.object, ref: ref) ?? [])
    }
    return Dictionary(uniqueKeysWithValues: texts).mapValues { bytes in
      Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }
  }

  /// What was there at the base, is with one side still, and was taken away by the other.
  private static func restored(
    _ base: [String: Set<String>],
    _ ours: [String: Set<String>],
    _ theirs: [String: Set<String>]
  ) -> Set<RestoredNote> {
    var restored: Set<RestoredNote> = []
    for (object, lines) in base {
      guard let id = ObjectID(hex: object) else { continue }
      let (mine, yours) = (ours[object, default: []], theirs[object, default: []])
      let isGone = (ours: ours[object] == nil, theirs: theirs[object] == nil)
      if !lines.intersection(yours).subtracting(mine).isEmpty || (isGone.ours && !isGone.theirs) {
        restored.insert(RestoredNote(object: id, removedBy: .ours))
      }
      if !lines.intersection(mine).subtracting(yours).isEmpty || (isGone.theirs && !isGone.ours) {
        restored.insert(RestoredNote(object: id, removedBy: .theirs))
      }
    }
    return restored
  }
}
