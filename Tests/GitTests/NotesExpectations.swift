import Git
import OpsTestSupport
import Testing

extension NotesWorld {
  /// The notes that we read are those that git reads, to the byte.
  func expectSameNotes(_ tip: ObjectID, ref: String = NotesWorld.ours) throws {
    let repository = try open()
    let notes = try repository.notes(in: tip)
    let all = try repository.allNotes(in: notes)
    let listed = try list(ref: ref)
    try #require(all.map(\.object.hex) == listed.map(\.object))
    for (note, (line, blob)) in zip(all, zip(listed, try blobs(listed.map(\.blob)))) {
      // What git joins it writes down only when it changes the notes: `show` has it all the same.
      let bytes = try blob ?? show(line.object, ref: ref)
      #expect(note.bytes == bytes)
      // One by one it takes a while, where there are many.
      if all.count > 1000, !line.object.hasPrefix("00") { continue }
      #expect(try repository.note(on: note.object, in: notes) == bytes)
    }
    #expect(try repository.notedObjects(in: notes) == all.map(\.object))
  }

  /// The contents of blobs as stock git has them; `nil` for one that is not there.
  func blobs(_ ids: [String]) throws -> [[UInt8]?] {
    let input = Array(ids.map { $0 + "\n" }.joined().utf8)
    var rest = try git.run(["cat-file", "--batch"], input: input).checked().stdoutBytes[...]
    return try ids.map { id in
      let heading = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(heading.count + 1)
      let words = String(decoding: heading, as: UTF8.self).split(separator: " ")
      guard words.count == 3 else { return nil }
      let size = try #require(Int(words[2]), "\(id) is \(words)")
      defer { rest = rest.dropFirst(size + 1) }
      return Array(rest.prefix(size))
    }
  }

  /// Adds a line by opsgate.
  @discardableResult
  func append(
    _ line: String,
    on object: String,
    to ref: String = NotesWorld.ours,
    _ repository: borrowing Repository
  ) async throws -> ObjectID {
    try await repository.appendNotes(
      [NoteLine(object: try Self.object(object), bytes: Array(line.utf8))],
      to: ref,
      as: Self.ana,
      message: "Notes added by a test",
      signer: nil
    )
  }

  /// Makes many notes of one text by stock git, in one commit.
  func gitCopies(to objects: [String], ref: String = NotesWorld.ours) throws {
    guard let first = objects.first else { return }
    try gitAdd(blob("the line\n"), on: first, ref: ref)
    try git.run(
      ["notes", "--ref=\(ref)", "copy", "--stdin"],
      input: Array(objects.dropFirst().map { "\(first) \($0)\n" }.joined().utf8)
    ).checked()
  }

  /// How many objects lie in files of their own.
  func looseCount() throws -> Int {
    try #require(Int(git.git("count-objects").prefix { $0 != " " }))
  }

  /// The same repository in another place.
  func twin(_ name: String) throws -> NotesWorld {
    let place = Folder(path: git.path + "-" + name)
    try Shell.run("cp", ["-R", git.path, place.path]).checked()
    return NotesWorld(GitFolder(at: place, clock: git.clock))
  }
}
