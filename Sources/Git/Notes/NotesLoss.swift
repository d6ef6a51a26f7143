/// What one notes tree has and another, which should hold it all, has not.
enum NoteLoss: Hashable {
  /// The whole note.
  case note(ObjectID)
  /// Some of its lines.
  case lines([[UInt8]], of: ObjectID)

  var object: ObjectID {
    switch self {
    case .note(let object), .lines(_, let object): object
    }
  }
}

extension Repository {
  /// What is lost on the way from one notes tree to another.
  ///
  /// - Throws: `.missingObject` or `.promised` where a tree or a note that changed is not here;
  ///   `.corrupt`.
  borrowing func noteLosses(
    from before: ObjectID?,
    to after: ObjectID?
  ) throws(GitError) -> [NoteLoss] {
    try noteLosses(
      among: noteDifferences(from: before, to: after),
      from: before,
      to: after
    )
  }

  borrowing func noteLosses(
    among differences: [NoteDifference],
    from before: ObjectID?,
    to after: ObjectID?
  ) throws(GitError) -> [NoteLoss] {
    var losses: [NoteLoss] = []
    for difference in differences where !difference.before.isEmpty {
      if difference.before.count == 1, difference.after.count == 1 {
        let old = try noteBytes(difference.before[0])
        let new = try noteBytes(difference.after[0])
        if NoteLines.missing(of: old, in: new).isEmpty { continue }
      }
      // Other pieces of the same note may stand where nothing differs.
      let loss = try noteLoss(on: difference.object, from: before, to: after)
      if let loss { losses.append(loss) }
    }
    return losses
  }

  private borrowing func noteLoss(
    on object: ObjectID,
    from before: ObjectID?,
    to after: ObjectID?
  ) throws(GitError) -> NoteLoss? {
    let older = NotesTree(commit: nil, tree: before)
    let newer = NotesTree(commit: nil, tree: after)
    guard try hasNote(on: object, in: newer) else { return .note(object) }
    guard let old = try note(on: object, in: older), let new = try note(on: object, in: newer)
    else { return nil }
    let missing = NoteLines.missing(of: old, in: new)
    return missing.isEmpty ? nil : .lines(missing, of: object)
  }

  /// Whether an object has a note, without reading it.
  public borrowing func hasNote(
    on object: ObjectID,
    in notes: NotesTree
  ) throws(GitError) -> Bool {
    try NoteTrie(notes.tree, in: self).blob(on: object, self) != nil
  }
}
