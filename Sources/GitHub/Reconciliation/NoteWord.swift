public import Git

/// Somebody's approval of a change, as the notes have it.
public struct NoteWord: Hashable, Sendable {
  /// Whether it counts by the policy, and what is so if it does not.
  public enum Standing: Hashable, Sendable {
    case counts
    /// It counts, though its key was taken away since: it was made before.
    case countsByOldKey
    case unknownKey
    /// Its key was taken away, and nothing shows that it was made before.
    case removedKey
    case ownChange
    case notAnApprover
    case expired
  }

  /// The record's name, short enough to be read.
  public var record: String
  /// The name in the policy; what the record says where no key proves it.
  public var person: String
  /// By the signer's own clock, in seconds since 1970.
  public var issuedAt: Int
  /// The commit that was looked at.
  public var commit: ObjectID
  public var standing: Standing

  public init(
    record: String,
    person: String,
    issuedAt: Int,
    commit: ObjectID,
    standing: Standing = .counts
  ) {
    self.record = record
    self.person = person
    self.issuedAt = issuedAt
    self.commit = commit
    self.standing = standing
  }

  public var counts: Bool { [.counts, .countsByOldKey].contains(standing) }
}
