/// What a sync with a remote did.
public struct NotesSyncReport: Hashable, Sendable {
  public let remote: String
  /// Every notes reference of ours or theirs, sorted by name.
  public let references: [NotesReferenceSync]

  public init(remote: String, references: [NotesReferenceSync]) {
    self.remote = remote
    self.references = references
  }

  public var alarms: [NotesAlarm] { references.flatMap(\.alarms) }
}

/// What a sync did to one notes reference.
public struct NotesReferenceSync: Hashable, Sendable {
  /// The full name, here and at the remote.
  public let name: String
  /// Where it stood here before; `nil` where there was none.
  public let before: ObjectID?
  /// Where it stands here now.
  public let after: ObjectID?
  /// Where it was found at the remote; `nil` where there was none.
  public let theirs: ObjectID?
  /// Whether the remote got what it lacked.
  public let isPushed: Bool
  /// What one side had removed, and is there again.
  public let restored: [RestoredNote]
  /// What should not have happened to the remote's notes since they were last fetched.
  public let alarms: [NotesAlarm]

  public init(
    name: String,
    before: ObjectID?,
    after: ObjectID?,
    theirs: ObjectID?,
    isPushed: Bool,
    restored: [RestoredNote],
    alarms: [NotesAlarm]
  ) {
    self.name = name
    self.before = before
    self.after = after
    self.theirs = theirs
    self.isPushed = isPushed
    self.restored = restored
    self.alarms = alarms
  }
}
