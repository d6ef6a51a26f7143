import OpsTestSupport
import Testing

@testable import Git

/// `git notes show` and `git notes list` are the authority for what the notes are.
@Suite
struct NotesReadingTests {
  @Test(arguments: 0..<NotesWorld.seeds as Range<UInt64>)
  func readsTreesOfOthersAsGitDoes(seed: UInt64) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      var odd = OddNotes(seed: seed)
      let tip = try world.commit(odd.files(world))
      try world.expectSameNotes(tip)
    }
  }

  static let object = "abcdef0123456789abcdef0123456789abcdef01"

  @Test(arguments: [
    [0, 1], [1, 0], [0, 1, 2], [3, 1, 0], [19, 0], [5, 18, 2, 9], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  ])
  func joinsDuplicatesInGitsOrder(depths: [Int]) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let files = try depths.map { depth in
        NotesFile(
          path: NotesFile.path(Self.object, depth: depth),
          blob: try world.blob("at \(depth)\n")
        )
      }
      // The index has no room for a file and a directory of one name, but these never meet.
      try world.expectSameNotes(world.commit(files))
      let repository = try world.open()
      let oddities = try repository.notesOddities(in: repository.notes(at: NotesWorld.ours))
      #expect(oddities.map(\.kind) == depths.dropFirst().map { _ in .duplicate })
    }
  }

  @Test(arguments: [
    ("one", "one"), ("one\n", "two"), ("", "two\n"), ("one\n", ""), ("\n", "\n\n"), ("a\0b\n", "c"),
    ("same\n", "same\n"),
  ])
  func joinsAnyTextsAsGitDoes(first: String, second: String) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      try world.expectSameNotes(
        world.commit([
          NotesFile(path: NotesFile.path(Self.object, depth: 0), blob: world.blob(first)),
          NotesFile(path: NotesFile.path(Self.object, depth: 1), blob: world.blob(second)),
        ])
      )
    }
  }

  @Test(arguments: [
    ("ABCDEF0123456789ABCDEF0123456789ABCDEF01", true),
    ("AB/cdef0123456789abcdef0123456789abcdef01", true),
    ("ab/CD/ef0123456789abcdef0123456789abcdef01", true),
    ("abc/def0123456789abcdef0123456789abcdef01", false),
    ("abcd/ef0123456789abcdef0123456789abcdef01", false),
    ("ab/cdef/0123456789abcdef0123456789abcdef01", false),
    ("abcdef0123456789abcdef0123456789abcdef0", false),
    ("abcdef0123456789abcdef0123456789abcdef012", false),
    ("gbcdef0123456789abcdef0123456789abcdef01", false),
    ("ab/cdef0123456789abcdef0123456789abcdef01/file", false),
    ("ab/cd/ef/01/23/45/67/89/ab/cd/ef/01/23/45/67/89/ab/cd/ef/01", true),
    ("ab/cd/ef/01/23/45/67/89/ab/cd/ef/01/23/45/67/89/ab/cd/ef/01/x", false),
    ("notes/abcdef0123456789abcdef0123456789abcdef01", false),
  ])
  func takesForNotesWhatGitDoes(path: String, isNote: Bool) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let tip = try world.commit([NotesFile(path: path, blob: world.blob("x\n"))])
      try world.expectSameNotes(tip)
      let repository = try world.open()
      let object = try NotesWorld.object(Self.object)
      let notes = try repository.notes(in: tip)
      #expect(try repository.hasNote(on: object, in: notes) == isNote)
    }
  }

  @Test(arguments: ["120000", "160000", "100755", "100644"])
  func takesOnlyFilesForNotes(mode: String) throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      for depth in 0...2 {
        let path = NotesFile.path(Self.object, depth: depth)
        let tip = try world.commit([NotesFile(mode: mode, path: path, blob: world.blob("x\n"))])
        try world.expectSameNotes(tip)
      }
    }
  }

  /// One directory in several spellings, which git itself may not survive; no note may be missed.
  @Test
  func missesNothingInDirectoriesOfOneNameInTwoSpellings() throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let objects = ["ab00", "ab12", "abcd", "ab01"].map { $0 + String(repeating: "7", count: 36) }
      let blobs = try ["one\n", "two\n", "three\n"].map(world.blob)
      func directory(_ names: [String], _ blob: String) throws -> String {
        try world.rawTree(names.sorted().map { ("100644", String($0.dropFirst(2)), blob) })
      }
      let tree = try world.rawTree([
        ("40000", "AB", directory(objects, blobs[0])),
        ("40000", "Ab", directory([objects[0], objects[3]], blobs[1])),
        ("40000", "ab", directory([objects[1], objects[2]], blobs[2])),
      ])
      let repository = try world.open()
      let notes = try repository.notes(in: world.commit(tree: tree))
      let texts = ["one\n\ntwo\n", "one\n\nthree\n", "one\n\nthree\n", "one\n\ntwo\n"]
      for (object, text) in zip(objects, texts) {
        #expect(try repository.note(on: NotesWorld.object(object), in: notes) == Array(text))
      }
      let all = try repository.allNotes(in: notes)
      let expected = Dictionary(uniqueKeysWithValues: zip(objects, texts))
      #expect(
        Dictionary(uniqueKeysWithValues: all.map { ($0.object.hex, String($0.bytes)) }) == expected
      )
    }
  }

  @Test
  func isNotCaughtInTreesThatNameEachOther() throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let blob = try world.blob("x")
      var tree = try world.rawTree([("100644", "00", blob)])
      for _ in 0..<19 {
        let inner = tree
        tree = try world.rawTree((0..<256).map { ("40000", Self.pair($0), inner) })
      }
      let repository = try world.open()
      let notes = try repository.notes(in: world.commit(tree: tree))
      let error = #expect(throws: GitError.self) { try repository.allNotes(in: notes) }
      #expect(error?.code == .corrupt)
      #expect(throws: GitError.self) { try repository.notesOddities(in: notes) }
      let object = try NotesWorld.object(String(repeating: "a", count: 38) + "00")
      #expect(try repository.note(on: object, in: notes) == Array("x"))
    }
  }

  private static func pair(_ byte: Int) -> String {
    String(String(byte + 256, radix: 16).dropFirst())
  }

  @Test
  func refusesToReadWhatIsTooLarge() throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let bytes = [UInt8](repeating: 0, count: NoteSize.limit + 1)
      let made = try world.git.run(["hash-object", "-w", "--stdin"], input: bytes).checked()
      let blob = String(made.stdout.prefix(40))
      let repository = try world.open()
      let tip = try world.commit([NotesFile(path: Self.object, blob: blob)])
      let notes = try repository.notes(in: tip)
      let error = #expect(throws: GitError.self) { try repository.allNotes(in: notes) }
      #expect(error?.code == .unsupported)
      #expect(try repository.notesOddities(in: notes).map(\.kind) == [.oversize])
    }
  }

  @Test
  func namesWhatIsOdd() throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      let blob = try world.blob("x\n")
      let digits = Self.object
      let other = { (first: String) in first + digits.dropFirst(2) }
      let tip = try world.commit([
        NotesFile(path: "README", blob: blob), NotesFile(path: digits, blob: blob),
        NotesFile(path: NotesFile.path(digits, depth: 2), blob: blob),
        NotesFile(path: "AC/" + digits.dropFirst(2), blob: blob),
        NotesFile(mode: "120000", path: other("ad"), blob: blob),
        NotesFile(mode: "160000", path: NotesFile.path(other("ae"), depth: 1), blob: blob),
        NotesFile(path: other("af") + "/file", blob: blob),
        NotesFile(path: "b/0" + digits.dropFirst(2), blob: blob),
        NotesFile(path: "docs/page", blob: blob),
      ])
      let oddities = try repository.notesOddities(in: repository.notes(in: tip))
      #expect(
        oddities.map { "\($0.kind.rawValue) \($0.path)" } == [
          "upper-case AC", "not-a-note README", "duplicate \(digits)",
          "symlink \(other("ad"))", "submodule \(NotesFile.path(other("ae"), depth: 1))",
          "directory \(other("af"))", "not-a-note b", "odd-slashes b/0\(digits.dropFirst(2))",
          "not-a-note docs",
        ]
      )
    }
  }

  @Test(arguments: ["blob", "tree", "root"])
  func saysWhatIsMissing(kind: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let blob = try world.blob("x\n")
      let path = NotesFile.path(Self.object, depth: 1)
      let tip = try world.commit([NotesFile(path: path, blob: blob)])
      let gone =
        switch kind {
        case "blob": blob
        case "tree": try world.git.git("rev-parse", "\(tip):ab")
        default: try world.tree(of: NotesWorld.ours)
        }
      try scratch.remove("objects/\(gone.prefix(2))/\(gone.dropFirst(2))")
      let repository = try world.open()
      let notes = try repository.notes(in: tip)
      let object = try NotesWorld.object(Self.object)
      func expectMissing(_ body: () throws -> Void) {
        let error = #expect(throws: GitError.self) { try body() }
        #expect(error?.code == .missingObject)
      }
      expectMissing { _ = try repository.note(on: object, in: notes) }
      expectMissing { _ = try repository.allNotes(in: notes) }
      expectMissing { _ = try repository.notesOddities(in: notes) }
      let error = await #expect(throws: GitError.self) {
        _ = try await repository.appendNotes(
          [NoteLine(object: object, bytes: Array("y"))],
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "x",
          signer: nil
        )
      }
      #expect(error?.code == .missingObject)
    }
  }

  @Test
  func saysThatAPartialCloneLeftThemBehind() throws {
    try withScratch { scratch in
      let world = try NotesWorld(at: scratch.folder("full"))
      try world.commit([NotesFile(path: Self.object, blob: world.blob("x\n"))])
      try world.git.git("config", "uploadpack.allowFilter", "true")
      let clone = try GitFolder.make(at: scratch.folder("partial"))
      try clone.git("remote", "add", "origin", "file://\(world.git.path)")
      try clone.git("config", "remote.origin.promisor", "true")
      try clone.git("config", "remote.origin.partialCloneFilter", "blob:none")
      try clone.git("fetch", "--quiet", "origin", "refs/notes/*:refs/notes/*")
      let repository = try Repository(discovering: clone.path, environment: [:])
      let notes = try repository.notes(at: NotesWorld.ours)
      let object = try NotesWorld.object(Self.object)
      #expect(try repository.hasNote(on: object, in: notes))
      let error = #expect(throws: GitError.self) { try repository.note(on: object, in: notes) }
      #expect(error?.code == .promised)
      #expect(throws: GitError.self) { try repository.allNotes(in: notes) }
    }
  }

  @Test
  func hasNoNotesWhereThereIsNoReference() throws {
    try withScratch { scratch in
      let repository = try NotesWorld(at: scratch).open()
      let notes = try repository.notes(at: NotesWorld.ours)
      #expect(notes == .none)
      #expect(try repository.allNotes(in: notes) == [])
      #expect(try repository.note(on: NotesWorld.object(Self.object), in: notes) == nil)
    }
  }
}

extension String {
  fileprivate init(_ bytes: [UInt8]) { self = String(decoding: bytes, as: UTF8.self) }
}
