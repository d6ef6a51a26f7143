/// Something that must not happen to notes that only ever grow.
public struct NotesAlarm: Hashable, Sendable {
  public enum Event: Hashable, Sendable {
    /// The whole note on an object is gone.
    case noteRemoved(ObjectID)
    /// Lines of the note on an object are gone; one that was changed is one that is gone.
    case linesRemoved([[UInt8]], on: ObjectID)
    /// The reference no longer leads to where it was seen.
    case rewound(from: ObjectID)
    /// The reference is gone.
    case referenceRemoved(from: ObjectID)
    /// The reference points to something that is no commit.
    case notACommit
    /// A reference stands among opsgate's that is none of them.
    case stray
  }

  public let event: Event
  /// The object at which it happened: a commit, or whatever the reference points to.
  public let at: ObjectID
  /// The parent that still had what is gone.
  public let parent: ObjectID?

  public init(_ event: Event, at: ObjectID, parent: ObjectID? = nil) {
    self.event = event
    self.at = at
    self.parent = parent
  }

  init(_ loss: NoteLoss, at commit: ObjectID, parent: ObjectID) {
    switch loss {
    case .note(let object): self.init(.noteRemoved(object), at: commit, parent: parent)
    case .lines(let lines, let object):
      self.init(.linesRemoved(lines, on: object), at: commit, parent: parent)
    }
  }
}

extension NotesAlarm: CustomStringConvertible {
  /// One line for people; no text of a note stands in it.
  public var description: String {
    switch event {
    case .noteRemoved(let object): "\(at) removed the note on \(object)"
    case .linesRemoved(let lines, let object):
      "\(at) removed \(lines.count == 1 ? "a line" : "\(lines.count) lines") of the note on \(object)"
    case .rewound(let seen): "the notes were rewound: they stood at \(seen), which \(at) lacks"
    case .referenceRemoved(let seen): "the notes reference is gone: it stood at \(seen)"
    case .stray: "a reference that is none of opsgate's points to \(at), and may be in the way"
    case .notACommit: "the notes reference points to \(at), which is no commit"
    }
  }
}
