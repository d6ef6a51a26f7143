import OpsTestSupport
import Testing

@testable import Git

/// The sizes at which git begins new directories of notes.
@Suite
struct NotesFanoutTests {
  /// The same trees, and as many new objects: one for each directory on the way, and none for the rest.
  @Test(arguments: [0, 1, 2, 60, 90, 120, 255, 256, 257, 300, 4096, 30_000])
  func growsAsGitDoesAtTheSameCost(count: Int) async throws {
    try await withScratch { scratch in
      let ours = try NotesWorld(at: scratch.folder("notes"))
      var random = SeededGenerator(seed: UInt64(count))
      let objects = (0..<count).map { _ in random.object() }
      try ours.gitCopies(to: objects)
      try await grow(ours, twin: ours.twin("of-git"), steps: 6) { step in
        step.isMultiple(of: 2) ? random.object() : objects.randomElement(using: &random)
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func goesAsDeepAsGitWhereNamesCrowd(seed: UInt64) async throws {
    try await withScratch { scratch in
      let ours = try NotesWorld(at: scratch.folder("notes"))
      var random = SeededGenerator(seed: seed)
      var objects: [String] = []
      for level in 0..<5 {
        for digit in 0..<32 {
          let prefix = String(repeating: "5c", count: level) + String(digit % 16, radix: 16)
          objects.append(prefix + random.object().dropFirst(prefix.count))
        }
      }
      try ours.gitCopies(to: objects.shuffled(using: &random))
      try await grow(ours, twin: ours.twin("of-git"), steps: 30) { _ in
        let prefix = String(repeating: "5c", count: Int.random(in: 0...6, using: &random))
        return prefix + random.object().dropFirst(prefix.count)
      }
      #expect(try ours.git.git("ls-tree", "-rd", NotesWorld.ours).contains("5c/5c/5c/5c"))
    }
  }

  @Test
  func startsAnewWhereEverythingWasRemoved() async throws {
    try await withScratch { scratch in
      let ours = try NotesWorld(at: scratch.folder("notes"))
      let object = String(repeating: "5", count: 40)
      try ours.gitCopies(to: [object])
      try ours.git.git("notes", "--ref=\(NotesWorld.ours)", "remove", object)
      try await grow(ours, twin: ours.twin("of-git"), steps: 2) { _ in object }
    }
  }

  /// Appends by opsgate here, puts the same notes by git there, and compares step by step.
  private func grow(
    _ ours: NotesWorld,
    twin: NotesWorld,
    steps: Int,
    on object: (Int) -> String?
  ) async throws {
    let repository = try ours.open()
    for step in 0..<steps {
      guard let object = object(step) else { continue }
      let before = (ours: try ours.looseCount(), theirs: try twin.looseCount())
      let tip = try await ours.append("line \(step)", on: object, repository)
      let bytes = try #require(
        try repository.note(on: NotesWorld.object(object), in: repository.notes(in: tip))
      )
      try twin.gitAdd(
        twin.blob(String(decoding: bytes, as: UTF8.self)),
        on: object,
        ref: NotesWorld.ours
      )
      try #require(
        try ours.tree(of: NotesWorld.ours) == twin.tree(of: NotesWorld.ours),
        "step \(step)"
      )
      let written = try ours.looseCount() - before.ours
      #expect(try written == twin.looseCount() - before.theirs, "step \(step)")
    }
    try ours.expectSameNotes(ours.id(of: NotesWorld.ours))
    #expect(try ours.hasNothingToComplainOf())
  }
}
