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
  ///   - isWanted: Whether a line may matter.
  /// - Returns: The lines, reference by reference.
  /// - Throws: `GitError`, also where a note's text is not here: a record that cannot be read is not none.
  func search(
    wholly object: ObjectID?,
    in repository: borrowing Repository,
    where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws -> FoundNotes {
    var found = FoundNotes()
    for page in pages {
      try repository.forEachNote(in: page.notes(in: repository)) { note in
        if note.object == object { return found.add(note, in: page.ref) }
        let lines = note.lines.filter(isWanted)
        guard !lines.isEmpty else { return }
        let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
        found.add(Note(object: note.object, bytes: bytes), in: page.ref)
      }
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
  /// - Throws: As `search(wholly:in:where:)`.
  func search(
    for texts: [String],
    on object: ObjectID?,
    in repository: borrowing Repository
  ) throws -> FoundNotes {
    var known = Set(texts)
    while true {
      let search = RecordSearch(known)
      let found = try self.search(wholly: object, in: repository) { search.finds($0) }
      let names = RecordLines(found.notes).names.map(\.text)
      guard !known.isSuperset(of: names) else { return found }
      known.formUnion(names)
    }
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
