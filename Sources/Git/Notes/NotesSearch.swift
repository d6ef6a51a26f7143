internal import FoundationEssentials

extension Repository {
  /// What is wanted of all notes; each of them is read, on all cores at once.
  ///
  /// - Parameters:
  ///   - notes: The notes.
  ///   - part: What is kept of a note; `nil` for nothing. Called in any order.
  /// - Returns: What was kept, sorted by object.
  /// - Throws: As `note(on:in:)`.
  public borrowing func search(
    _ notes: NotesTree,
    keeping part: @escaping @Sendable (Note) -> Note?
  ) async throws(GitError) -> [Note] {
    let list = try NoteList(notes.tree, in: self)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    guard !list.isJoined, cores > 1, list.leaves.count >= NotesSearch.worthSharing else {
      return try NotesSearch(leaves: list.leaves[...], part: part).run(list, in: self)
    }
    let found = try await search(sortedForDisk(list.leaves), cores, part)
    return found.sorted { $0.object < $1.object }
  }

  /// The notes in the order in which they are read fastest; few are read faster than all objects are listed.
  private borrowing func sortedForDisk(_ leaves: [NoteLeaf]) throws(GitError) -> [NoteLeaf] {
    guard leaves.count >= NotesSearch.worthSorting else { return leaves }
    let order = try diskOrder(of: leaves.lazy.map(\.blob))
    return leaves.map { (leaf: $0, place: order[$0.blob] ?? .max) }
      .sorted { $0.place < $1.place }.map(\.leaf)
  }

  private borrowing func search(
    _ leaves: [NoteLeaf],
    _ cores: Int,
    _ part: @escaping @Sendable (Note) -> Note?
  ) async throws(GitError) -> [Note] {
    let place = gitDirectory
    let share = (leaves.count + cores - 1) / cores
    let parts = await withTaskGroup(of: (Int, Result<[Note], GitError>).self) { group in
      for start in stride(from: 0, to: leaves.count, by: share) {
        let search = NotesSearch(
          leaves: leaves[start..<min(start + share, leaves.count)],
          part: part
        )
        group.addTask { (start, search.result(in: place)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var found: [Note] = []
    for (_, notes) in parts.sorted(by: { $0.0 < $1.0 }) { found += try notes.get() }
    return found
  }
}

/// One core's share of a search.
private struct NotesSearch: Sendable {
  /// Below that, opening the repository once more takes longer than it saves.
  static let worthSharing = 500
  /// Below that, listing the objects of the repository may take longer than it saves.
  static let worthSorting = 5000

  let leaves: ArraySlice<NoteLeaf>
  let part: @Sendable (Note) -> Note?

  func result(in place: String) -> Result<[Note], GitError> {
    do throws(GitError) {
      // A handle of its own: libgit2's are for one thread at a time.
      let repository = try Repository(discovering: place, environment: ["GIT_DIR": place])
      return .success(try run(nil, in: repository))
    } catch {
      return .failure(error)
    }
  }

  func run(
    _ list: NoteList?,
    in repository: borrowing Repository
  ) throws(GitError) -> [Note] {
    var found: [Note] = []
    for leaf in leaves {
      let bytes: [UInt8]
      if let list {
        bytes = try list.bytes(of: leaf.blob, repository)
      } else {
        bytes = try repository.noteBytes(leaf.blob)
      }
      if let kept = part(Note(object: leaf.object, bytes: bytes)) { found.append(kept) }
    }
    return found
  }
}
