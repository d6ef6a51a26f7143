import OpsTestSupport
import Testing

@testable import Git

/// `git notes` is the authority for what a tree of notes looks like.
@Suite
struct NotesAppendTests {
  @Test(arguments: 0..<3 as Range<UInt64>)
  func writesTheSameTreesAsGitAtEachStep(seed: UInt64) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: seed)
      var objects: [String] = []
      for step in 0..<420 {
        let object = Self.object(among: objects, using: &random)
        objects.append(object)
        let tip = try await repository.appendNotes(
          [NoteLine(object: try NotesWorld.object(object), bytes: Array("line \(step)"))],
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "Notes added by a test",
          signer: nil
        )
        let notes = try repository.notes(in: tip)
        let trie = try NoteTrie(notes.tree, in: repository)
        let blob = try #require(
          try trie.blob(on: try NotesWorld.object(object), repository)
        )
        try world.gitAdd(blob.hex, on: object)
        let theirs = try world.id(of: "\(NotesWorld.theirs)^{tree}")
        try #require(notes.tree == theirs, "step \(step) of seed \(seed)")
      }
      #expect(try world.hasNothingToComplainOf())
    }
  }

  /// Objects that make directories split early: one first byte for each first digit, one much used.
  private static func object(
    among objects: [String],
    using random: inout SeededGenerator
  ) -> String {
    if let old = objects.randomElement(using: &random), Int.random(in: 0..<8, using: &random) == 0 {
      return old
    }
    let digit = Int.random(in: 0..<16, using: &random)
    let first = Bool.random(using: &random) ? "5c" : String(digit, radix: 16) + "7"
    return first + random.object().dropFirst(2)
  }

  @Test(arguments: [1, 2, 30, 64, 100, 256, 1000, 5000])
  func writesTheSameTreeAsGitForManyAtOnce(count: Int) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: UInt64(count))
      let objects = (0..<count).map { _ in random.object() }
      let source = "00" + random.object().dropFirst(2)
      let lines = try ([source] + objects).map {
        NoteLine(object: try NotesWorld.object($0), bytes: Array("the line"))
      }
      try world.gitAdd(world.blob("the line\n"), on: source)
      let copies = objects.map { "\(source) \($0)\n" }.joined()
      try world.git.run(
        ["notes", "--ref=\(NotesWorld.theirs)", "copy", "--stdin"],
        input: Array(copies)
      ).checked()
      let tip = try await repository.appendNotes(
        lines,
        to: NotesWorld.ours,
        as: NotesWorld.ana,
        message: "Notes added by a test",
        signer: nil
      )
      #expect(try world.tree(of: NotesWorld.ours) == world.tree(of: NotesWorld.theirs))
      #expect(try repository.reference(NotesWorld.ours) == tip)
      #expect(try world.hasNothingToComplainOf())
    }
  }

  @Test(arguments: 0..<NotesWorld.seeds as Range<UInt64>)
  func changesTreesOfOthersAsGitDoes(seed: UInt64) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      var random = SeededGenerator(seed: seed)
      var odd = OddNotes(seed: seed)
      let files = try odd.files(world)
      try world.commit(files, to: NotesWorld.ours)
      try world.commit(files, to: NotesWorld.theirs)
      for step in 0..<12 {
        let object = odd.object(using: &random)
        let tip = try await repository.appendNotes(
          [NoteLine(object: try NotesWorld.object(object), bytes: Array("line \(step)"))],
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "Notes added by a test",
          signer: nil
        )
        let notes = try repository.notes(in: tip)
        let bytes = try repository.note(on: try NotesWorld.object(object), in: notes)
        let blob = try world.blob(String(decoding: try #require(bytes), as: UTF8.self))
        try world.gitAdd(blob, on: object)
        #expect(try world.show(object) == bytes)
        guard try notes.tree != world.id(of: "\(NotesWorld.theirs)^{tree}") else { continue }
        // Git itself may write a tree that it then calls malformed; ours has the same in it.
        try #require(try !world.isWellFormed(NotesWorld.theirs), "step \(step) of seed \(seed)")
        #expect(try world.isWellFormed(NotesWorld.ours))
        #expect(try world.files(of: NotesWorld.ours) == world.files(of: NotesWorld.theirs))
        break
      }
      let listed = try world.list()
      let all = try repository.allNotes(in: repository.notes(at: NotesWorld.ours))
      #expect(all.map(\.object.hex) == listed.map(\.object))
    }
  }

  @Test
  func addsLinesAtTheEndAndNoneTwice() async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      try world.git.git("config", "core.logAllRefUpdates", "always")
      let repository = try world.open()
      let object = try NotesWorld.object(String(repeating: "5", count: 40))
      func append(_ lines: String...) async throws -> ObjectID {
        try await repository.appendNotes(
          lines.map { NoteLine(object: object, bytes: Array($0)) },
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "Notes added by 'opsgate approve'",
          signer: nil
        )
      }
      _ = try await append("b", "a", "b")
      #expect(try world.show(object.hex) == Array("b\na\n"))
      let tip = try await append("c", "a")
      #expect(try world.show(object.hex) == Array("b\na\nc\n"))
      #expect(try await append("c") == tip)
      #expect(try repository.commit(tip).message == "Notes added by 'opsgate approve'\n")
      #expect(
        try world.git.git("log", "-g", "--format=%gs", "-1", NotesWorld.ours)
          == "notes: Notes added by 'opsgate approve'"
      )
      try world.gitAdd(world.blob("no newline"), on: object.hex, ref: NotesWorld.ours)
      _ = try await append("d")
      #expect(try world.show(object.hex) == Array("no newline\nd\n"))
      #expect(try world.hasNothingToComplainOf())
    }
  }

  @Test(arguments: ["", "a\nb", "a\0b"])
  func refusesWhatIsNoLine(text: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      let object = try NotesWorld.object(String(repeating: "5", count: 40))
      let error = await #expect(throws: GitError.self) {
        _ = try await repository.appendNotes(
          [NoteLine(object: object, bytes: Array(text))],
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "x",
          signer: nil
        )
      }
      #expect(error?.code == .invalid)
    }
  }

  @Test(arguments: ["refs/heads/main", "refs/notes/a b", "refs/notes/../x", "notes/x", "HEAD"])
  func writesToNotesReferencesOnly(ref: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      let repository = try world.open()
      let object = try NotesWorld.object(String(repeating: "5", count: 40))
      let error = await #expect(throws: GitError.self) {
        _ = try await repository.appendNotes(
          [NoteLine(object: object, bytes: Array("x"))],
          to: ref,
          as: NotesWorld.ana,
          message: "x",
          signer: nil
        )
      }
      #expect(error?.code == .invalid)
    }
  }

  @Test(arguments: ["tree", "blob", "tag"])
  func writesOnNothingThatIsNoCommit(kind: String) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      try world.commit([])
      let target =
        switch kind {
        case "tree": try world.tree(of: NotesWorld.ours)
        case "blob": try world.blob("x")
        default:
          try world.git.run(
            ["mktag"],
            input: Array(
              "object \(world.id(of: NotesWorld.ours))\ntype commit\ntag x\ntagger x <x> 0 +0000\n\nx\n"
            )
          ).checked().stdout.prefix(40).description
        }
      try world.git.git("update-ref", NotesWorld.ours, target)
      let repository = try world.open()
      let object = try NotesWorld.object(String(repeating: "5", count: 40))
      let error = await #expect(throws: GitError.self) {
        _ = try await repository.appendNotes(
          [NoteLine(object: object, bytes: Array("x"))],
          to: NotesWorld.ours,
          as: NotesWorld.ana,
          message: "x",
          signer: nil
        )
      }
      #expect(error?.code == .corrupt)
      #expect(try world.git.git("rev-parse", NotesWorld.ours) == target)
      let tip = try #require(ObjectID(hex: target))
      #expect(
        try repository.notesHistory(of: tip, since: nil) == [NotesAlarm(.notACommit, at: tip)]
      )
    }
  }
}

/// Trees as other programs, and people, may have written them.
struct OddNotes {
  private var random: SeededGenerator
  private var objects: [String] = []
  private let prefixes: [String]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed ^ 0xffff)
    // Few first bytes: notes meet in the same directories.
    prefixes = (0..<16).map { String($0, radix: 16) + String(($0 * 7 + 3) % 16, radix: 16) }
  }

  /// One of the objects, or a new one beside them.
  mutating func object(using other: inout SeededGenerator) -> String {
    if let old = objects.randomElement(using: &other), Bool.random(using: &other) { return old }
    return (prefixes.randomElement(using: &other) ?? "ab") + other.object().dropFirst(2)
  }

  mutating func files(_ world: NotesWorld) throws -> [NotesFile] {
    let blobs = try (0..<6).map { try world.blob("text \($0)\n") }
    let deepest = Int.random(in: 0...4, using: &random)
    var files: [String: NotesFile] = [:]
    for _ in 0..<Int.random(in: 1...250, using: &random) {
      let object = (prefixes.randomElement(using: &random) ?? "ab") + random.object().dropFirst(2)
      objects.append(object)
      let depth = Int.random(in: 0...deepest, using: &random)
      let path = NotesFile.path(object, depth: depth)
      files[path] = NotesFile(path: path, blob: blobs.randomElement(using: &random) ?? "")
    }
    for object in objects where Int.random(in: 0..<12, using: &random) == 0 {
      let path = NotesFile.path(object, depth: Int.random(in: 0...4, using: &random))
      let mode = ["100644", "100755", "120000"].randomElement(using: &random) ?? ""
      files[path] = NotesFile(
        mode: mode,
        path: path,
        blob: blobs.randomElement(using: &random) ?? ""
      )
    }
    for name in ["README", "ab/notes.txt", "5c/", "zz/deep/er/file", "abc/def", "a0-x", "f"]
    where Bool.random(using: &random) {
      let path = name.hasSuffix("/") ? name + "x" : name
      files[path] = NotesFile(path: path, blob: blobs[0])
    }
    return files.values.sorted { $0.path < $1.path }
  }
}
