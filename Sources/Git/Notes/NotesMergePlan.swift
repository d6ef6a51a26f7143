/// What a merge of notes has to do.
struct NotesMergePlan {
  let outcome: NotesMerge.Outcome
  /// Where the notes stand, unless they have to be merged.
  let tip: ObjectID
  private(set) var restored: [RestoredNote] = []
  private let ours: NotesTree
  private let theirs: NotesTree
  private let base: NotesTree
  private var differences: [NoteDifference] = []

  /// Compares two sides.
  ///
  /// - Throws: `.corrupt` where one is no commit; `.missingObject`, `.promised` or `.shallow`.
  init(
    ours ourTip: ObjectID?,
    theirs theirTip: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) {
    theirs = try repository.notes(in: theirTip)
    guard let ourTip, ourTip != theirTip else {
      (outcome, tip) = (ourTip == nil ? .fastForward : .upToDate, theirTip)
      (ours, base) = (.none, .none)
      return
    }
    ours = try repository.notes(in: ourTip)
    differences = try repository.noteDifferences(from: ours.tree, to: theirs.tree)
    let lostByThem = try repository.noteLosses(
      among: differences,
      from: ours.tree,
      to: theirs.tree
    )
    let lostByUs = try repository.noteLosses(
      among: differences.map(\.reversed),
      from: theirs.tree,
      to: ours.tree
    )
    if lostByUs.isEmpty, try repository.isInHistory(theirTip, of: ourTip) {
      (outcome, tip, base) = (.upToDate, ourTip, .none)
      return
    }
    if lostByThem.isEmpty, try repository.isInHistory(ourTip, of: theirTip) {
      (outcome, tip, base) = (.fastForward, theirTip, .none)
      return
    }
    let common = try repository.mergeBase(ourTip, theirTip)
    base = try common.map { id throws(GitError) in try repository.notes(in: id) } ?? .none
    (outcome, tip) = (.merged, ourTip)
    restored =
      try removed(lostByUs, by: .ours, repository) + removed(lostByThem, by: .theirs, repository)
    restored.sort { $0.object < $1.object }
  }

  /// Of what one side lacks, that which it once had.
  private func removed(
    _ losses: [NoteLoss],
    by side: RestoredNote.Side,
    _ repository: borrowing Repository
  ) throws(GitError) -> [RestoredNote] {
    guard base.tree != nil else { return [] }
    let trie = try NoteTrie(base.tree, in: repository)
    var removed: [RestoredNote] = []
    for loss in losses {
      guard let blob = try trie.blob(on: loss.object, repository) else { continue }
      if case .lines(let lines, _) = loss {
        let before = Set(NoteLines.split(try trie.bytes(of: blob, repository)))
        guard lines.contains(where: { before.contains($0[...]) }) else { continue }
      }
      removed.append(RestoredNote(object: loss.object, removedBy: side))
    }
    return removed
  }

  /// Writes the tree with all lines of both sides.
  ///
  /// - Throws: `.corrupt` where the result would lack a line of either; then nothing is written.
  func writeTree(to repository: borrowing Repository) throws(GitError) -> ObjectID {
    let result = try NoteTrie(ours.tree, in: repository)
    let reader = NotesMergeReader(
      ours: try NoteTrie(ours.tree, in: repository),
      theirs: try NoteTrie(theirs.tree, in: repository),
      base: try NoteTrie(base.tree, in: repository)
    )
    for difference in differences {
      guard let blob = try reader.mergedBlob(on: difference.object, repository) else { continue }
      try result.set(NoteLeaf(object: difference.object, blob: blob), repository)
    }
    let tree = try result.write(to: repository)
    for side in [ours.tree, theirs.tree] {
      guard let loss = try repository.noteLosses(from: side, to: tree).first else { continue }
      throw GitError(
        .corrupt,
        "merge notes",
        reason: "the result would lack what the note on \(loss.object) says"
      )
    }
    return tree
  }
}

/// Both sides of a merge, and what they started from.
private struct NotesMergeReader {
  let ours: NoteTrie
  let theirs: NoteTrie
  let base: NoteTrie

  /// What the note on an object becomes; `nil` where ours stays.
  func mergedBlob(
    on object: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> ObjectID? {
    guard let new = try theirs.blob(on: object, repository) else { return nil }
    guard let old = try ours.blob(on: object, repository) else {
      return try kept(new, repository)
    }
    guard old != new else { return nil }
    let before = try base.blob(on: object, repository)
    let (mine, yours) = (
      try ours.bytes(of: old, repository), try theirs.bytes(of: new, repository)
    )
    if before == new, NoteLines.missing(of: yours, in: mine).isEmpty { return nil }
    if before == old, NoteLines.missing(of: mine, in: yours).isEmpty {
      return try kept(new, repository)
    }
    return try repository.writeBlob(NoteLines.union(mine, yours))
  }

  /// A note of theirs, made an object where it was joined only now.
  private func kept(
    _ blob: ObjectID,
    _ repository: borrowing Repository
  ) throws(GitError) -> ObjectID {
    guard let bytes = theirs.joined[blob] else { return blob }
    return try repository.writeBlob(bytes)
  }
}

extension NoteDifference {
  fileprivate var reversed: NoteDifference {
    NoteDifference(object: object, before: after, after: before)
  }
}

extension Repository {
  /// As `isAncestor`, with the reason named where the history is not all here.
  borrowing func isInHistory(
    _ ancestor: ObjectID,
    of commit: ObjectID
  ) throws(GitError) -> Bool {
    do throws(GitError) {
      return try isAncestor(ancestor, of: commit)
    } catch {
      guard error.code == .notFound else { throw error }
      if isShallow { throw .shallowEnd(error.operation) }
      throw GitError(
        promisorRemote == nil ? .missingObject : .promised,
        error.operation,
        reason: "the history of the notes is not all here",
        hint: "fetch it from a complete clone"
      )
    }
  }
}
