/// Where opsgate keeps its records: three references, and their copies of a remote's.
public enum NotesRef {
  /// What all of them begin with.
  public static let prefix = "refs/notes/opsgate/"
  /// What people say: approvals, rejections, revocations.
  public static let approvals = prefix + "approvals"
  /// What machines say: check results, and what GitHub has on record.
  public static let evidence = prefix + "evidence"
  /// What a verdict rested on.
  public static let checkpoints = prefix + "checkpoints"

  public static let all = [approvals, evidence, checkpoints]

  /// Where the copy of a remote's notes is kept, one reference for each of its own.
  public static func remotePrefix(_ remote: String) -> String {
    "refs/notes/remotes/\(remote)/opsgate/"
  }

  /// The copy of a reference as a remote last had it.
  ///
  /// - Parameters:
  ///   - name: The full name of one of ours, such as `approvals`.
  ///   - remote: The remote's name.
  /// - Returns: The full name of the copy.
  public static func remote(_ name: String, remote: String) -> String {
    remotePrefix(remote) + name.dropFirst(name.hasPrefix(prefix) ? prefix.count : 0)
  }
}
