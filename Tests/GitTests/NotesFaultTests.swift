import OpsTestSupport
import Testing

@testable import Git

/// Objects of the notes that are not what they should be: an error that says so, never "no note".
@Suite
struct NotesFaultTests {
  private static let object = "abcdef0123456789abcdef0123456789abcdef01"

  /// Where in the notes the damage is.
  enum Part: CaseIterable { case commit, root, directory, blob }

  /// What has happened to the file of an object: a power cut, a bad disk.
  enum Damage: CaseIterable { case emptied, flipped, overwritten }

  @Test(arguments: Part.allCases, Damage.allCases)
  func damagedObjectsAreErrors(part: Part, damage: Damage) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let path = NotesFile.path(Self.object, depth: 1)
      // Long and without order, so that no damage can miss what is read.
      var random = SeededGenerator(seed: 7)
      let text = (0..<60).map { _ in random.object() + "\n" }.joined()
      let tip = try world.commit([NotesFile(path: path, blob: world.blob(text))])
      let id =
        switch part {
        case .commit: tip.hex
        case .root: try world.tree(of: NotesWorld.ours)
        case .directory: try world.git.git("rev-parse", "\(tip):ab")
        case .blob: try world.git.git("rev-parse", "\(tip):\(path)")
        }
      try damage.happen(to: "objects/\(id.prefix(2))/\(id.dropFirst(2))", in: scratch)
      try await expectErrors(world, tip)
    }
  }

  /// Names that lead to objects of another kind, which `git fsck` finds and a push may bring.
  @Test(arguments: [
    "a blob for the root", "a blob for a directory", "a tree for a note", "a commit for a note",
  ])
  func objectsOfAnotherKindAreErrors(what: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let blob = try world.blob("x\n")
      let path = String(Self.object.dropFirst(2))
      let tree = try world.rawTree([("100644", path, blob)])
      let commit = try world.commit(tree: tree, to: "refs/notes/whole").hex
      let root =
        switch what {
        case "a blob for the root": blob
        case "a blob for a directory": try world.rawTree([("40000", "ab", blob)])
        case "a tree for a note": try world.rawTree([("100644", Self.object, tree)])
        default: try world.rawTree([("100644", Self.object, commit)])
        }
      let text = "tree \(root)\nauthor x <x> 0 +0000\ncommitter x <x> 0 +0000\n\nx\n"
      let made = try world.git.run(
        ["hash-object", "-w", "-t", "commit", "--literally", "--stdin"],
        input: Array(text.utf8)
      ).checked().stdout.prefix(40)
      try scratch.write(NotesWorld.ours, "\(made)\n")
      try await expectErrors(world, try NotesWorld.object(String(made)))
    }
  }

  private func expectErrors(_ world: NotesWorld, _ tip: ObjectID) async throws {
    let repository = try world.open()
    let object = try NotesWorld.object(Self.object)
    func expectError(_ name: Comment, _ body: () async throws -> Void) async {
      let error = await #expect(throws: GitError.self, name) { try await body() }
      #expect(
        error.map { [.corrupt, .missingObject].contains($0.code) } == true,
        "\(name): \(error)"
      )
    }
    await expectError("one note") {
      _ = try repository.note(on: object, in: repository.notes(in: tip))
    }
    await expectError("all notes") {
      _ = try repository.allNotes(in: repository.notes(in: tip))
    }
    await expectError("a search") {
      _ = try await repository.search(repository.notes(in: tip)) { $0 }
    }
    await expectError("an appended line") {
      try await world.append("y", on: Self.object, repository)
    }
    #expect(try world.git.folder.text(NotesWorld.ours) == "\(tip)\n", "the reference stays")
  }
}

extension NotesFaultTests.Damage {
  func happen(to name: String, in folder: Folder) throws {
    var bytes = try folder.bytes(name)
    try folder.remove(name)
    switch self {
    case .emptied: bytes = []
    case .flipped: for place in bytes.indices.dropFirst(2) { bytes[place] ^= 0x55 }
    case .overwritten: bytes = [UInt8](repeating: 0, count: bytes.count)
    }
    try folder.write(name, bytes: bytes)
  }
}
