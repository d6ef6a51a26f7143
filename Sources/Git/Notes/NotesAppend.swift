extension Repository {
  /// Adds lines to notes, all of them in one commit.
  ///
  /// A line goes to the end of its object's note; one that stands there already is not written
  /// twice. The reference moves by compare-and-swap: where somebody else was quicker, the lines are
  /// added to what they wrote, a bounded number of times.
  ///
  /// - Parameters:
  ///   - lines: What is added, in this order.
  ///   - ref: The full name, such as `NotesRef.approvals`.
  ///   - person: Author and committer, and who stands in the reflog.
  ///   - message: The commit's, such as `Notes added by 'opsgate approve'`.
  ///   - signer: Signs the commit; `nil` where the configuration asks for no signature.
  /// - Returns: The tip that holds every line; where all were there, the one that was found.
  /// - Throws: `.invalid` for what is no line or no notes reference; `.moved` or `.locked` where
  ///   every attempt came too late; `.missingObject` or `.promised` where a note that grows is not
  ///   here; `.corrupt` where the reference points to no commit; `.unsigned`.
  public borrowing func appendNotes(
    _ lines: [NoteLine],
    to ref: String,
    as person: Signature,
    message: String,
    signer: CommitSigner?
  ) async throws(GitError) -> ObjectID {
    guard !lines.isEmpty else {
      throw GitError(.invalid, "add notes to \(ref)", reason: "there is no line to add")
    }
    for line in lines { try line.check() }
    let commits = NotesCommits(ref: ref, person: person, message: message, signer: signer)
    return try await commits.write(to: self) { tip, repository throws(GitError) in
      let base = try tip.map { id throws(GitError) in try repository.notes(in: id) }
      guard let tree = try repository.writeNotesTree(adding: lines, to: base ?? .none) else {
        return nil
      }
      return NotesCommits.Content(tree: tree, parents: [tip].compactMap(\.self))
    }
  }

  /// The tree that has lines added; `nil` where they are all there.
  borrowing func writeNotesTree(
    adding lines: [NoteLine],
    to notes: NotesTree
  ) throws(GitError) -> ObjectID? {
    var added: [ObjectID: [[UInt8]]] = [:]
    for line in lines { added[line.object, default: []].append(line.bytes) }
    var trie = try NoteTrie(notes.tree, in: self)
    var grown: [NoteLeaf] = []
    for (object, lines) in added.sorted(by: { $0.key < $1.key }) {
      guard let bytes = try grow(object, by: lines, in: trie) else { continue }
      grown.append(NoteLeaf(object: object, blob: try writeBlob(bytes)))
    }
    guard !grown.isEmpty else { return nil }
    // What was only looked up must not decide how the trees are written.
    if grown.count < added.count { trie = try NoteTrie(notes.tree, in: self) }
    for leaf in grown { try trie.set(leaf, self) }
    return try trie.write(to: self)
  }

  private borrowing func grow(
    _ object: ObjectID,
    by lines: [[UInt8]],
    in trie: NoteTrie
  ) throws(GitError) -> [UInt8]? {
    let old: [UInt8] =
      if let blob = try trie.blob(on: object, self) { try trie.bytes(of: blob, self) } else { [] }
    var there = Set(NoteLines.split(old))
    let new = lines.filter { there.insert($0[...]).inserted }
    guard !new.isEmpty else { return nil }
    let bytes = NoteLines.appending(new, to: old)
    guard bytes.count <= NoteSize.limit else {
      throw GitError(
        .invalid,
        "add a line to the note on \(object)",
        reason: "it would have \(bytes.count) bytes, and may have \(NoteSize.limit)"
      )
    }
    return bytes
  }
}
