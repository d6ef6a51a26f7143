/// The notes as they stood at one commit of a notes reference.
///
/// It only names them: what is asked is read when it is asked, a single note by descending to it,
/// all of them at one go.
public struct NotesTree: Hashable, Sendable {
  /// The commit, or `nil` where there are no notes yet.
  public let commit: ObjectID?
  let tree: ObjectID?

  /// The notes of a reference that does not exist: none.
  public static let none = NotesTree(commit: nil, tree: nil)
}

extension Repository {
  /// The notes at a commit of a notes reference.
  ///
  /// - Throws: `.corrupt` where it is no commit, though git would take a tree or a tag too;
  ///   `.missingObject`, `.promised` or `.shallow` where it is not here.
  public borrowing func notes(in commit: ObjectID) throws(GitError) -> NotesTree {
    NotesTree(commit: commit, tree: try self.commit(commit).tree)
  }

  /// The notes of a reference as it stands now; none where it does not exist.
  ///
  /// - Parameter ref: The full name, such as `NotesRef.approvals`.
  /// - Returns: A name for them; nothing but the commit was read.
  /// - Throws: As `notes(in:)`.
  public borrowing func notes(at ref: String) throws(GitError) -> NotesTree {
    guard let tip = try reference(ref) else { return .none }
    return try notes(in: tip)
  }
}
