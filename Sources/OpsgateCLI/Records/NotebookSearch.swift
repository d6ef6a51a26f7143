import Attestations
import Git

/// Lines of notes that were looked for, with where they stand.
struct FoundNotes: Sendable {
  /// Of each object the lines that were found; of one that was wanted itself, all.
  private(set) var notes: [Note] = []
  /// The reference that each of them was found in.
  private var refs: [String] = []

  /// Where a line stands.
  func place(of line: [UInt8]) -> (ref: String, object: ObjectID)? {
    for (note, ref) in zip(notes, refs) where note.lines.contains(where: { $0.elementsEqual(line) })
    {
      return (ref, note.object)
    }
    return nil
  }

  fileprivate var byteCount: Int { notes.reduce(0) { $0 + $1.bytes.count } }

  /// What is kept of each note, in the same places.
  fileprivate func filter(_ part: (Note) -> Note?) -> FoundNotes {
    var kept = FoundNotes()
    for (note, ref) in zip(notes, refs) { part(note).map { kept.add($0, in: ref) } }
    return kept
  }

  fileprivate mutating func add(_ note: Note, in ref: String) {
    notes.append(note)
    refs.append(ref)
  }
}

extension Notebook {
  /// Finds the lines that may matter.
  ///
  /// Every note is read, one at a time, and only what is found is kept.
  ///
  /// - Parameters:
  ///   - object: Whose notes are taken whole; `nil` for none.
  ///   - repository: Where the notes are.
  ///   - part: What is kept of another note, if anything.
  /// - Returns: The lines, reference by reference.
  /// - Throws: `GitError`, also where a note's text is not here: a record that cannot be read is not none.
  func search(
    wholly object: ObjectID?,
    in repository: borrowing Repository,
    keeping part: @escaping @Sendable (Note) -> Note?
  ) async throws -> FoundNotes {
    var found = FoundNotes()
    for page in pages {
      let notes = try await repository.search(page.notes(in: repository)) { note in
        note.object == object ? note : part(note)
      }
      for note in notes { found.add(note, in: page.ref) }
    }
    return found
  }

  /// Finds what is said of some texts, and what is said of that in turn: a record that takes another back may name
  /// nothing but it.
  ///
  /// - Parameters:
  ///   - texts: Digests of changes and whatever else records may have in them.
  ///   - object: Whose notes are taken whole; `nil` for none.
  ///   - repository: Where the notes are.
  /// - Returns: The lines, reference by reference.
  /// - Throws: As `search(wholly:in:keeping:)`.
  func search(
    for texts: [String],
    on object: ObjectID?,
    in repository: borrowing Repository
  ) async throws -> FoundNotes {
    // The notes are read once: what may speak of other records is kept, and asked again and again.
    let search = RecordSearch(texts + RecordSearch.referring)
    let kept = try await self.search(wholly: object, in: repository) { $0.keeping(search) }
    var known = Set(texts)
    while true {
      let search = RecordSearch(known)
      let found = kept.filter { $0.object == object ? $0 : $0.keeping(search) }
      // Most often no record speaks of another, and none need be taken apart here.
      guard found.byteCount < kept.byteCount else { return found }
      let names = RecordLines(found.notes).names.map(\.text)
      guard !known.isSuperset(of: names) else { return found }
      known.formUnion(names)
    }
  }
}

extension Note {
  /// The note with the lines that are wanted alone; `nil` where there are none.
  func keeping(_ isWanted: (ArraySlice<UInt8>) -> Bool) -> Note? {
    let lines = lines.filter(isWanted)
    guard !lines.isEmpty else { return nil }
    return Note(object: object, bytes: Array(lines.joined(separator: [UInt8(ascii: "\n")])))
  }

  fileprivate func keeping(_ search: RecordSearch) -> Note? {
    // Most often nothing is there, and the note need not be taken apart.
    search.finds(bytes[...]) ? keeping(search.finds) : nil
  }
}

extension Notebook.Page {
  /// - Throws: `GitError`, which says which reference it is about.
  fileprivate func notes(in repository: borrowing Repository) throws(GitError) -> NotesTree {
    do throws(GitError) {
      return try repository.notes(in: tip)
    } catch {
      throw GitError(error.code, "read \(ref)", reason: "\(error)", hint: error.hint)
    }
  }
}
